import { csvLine } from '../parts/csv-line.js';
import type { AuditEntry } from './audit-log.js';

/** Read by a program: ids, raw names and ISO times, beside the words that people see. */
export const COLUMNS = [
  'id',
  'at',
  'actorId',
  'actorEmail',
  'action',
  'actionText',
  'target',
  'correlationId',
  'details',
] as const;

interface Words {
  readonly timeOf: (at: string) => string;
  readonly actionText: (action: string) => string;
}

/** The entries as CSV (RFC 4180), in their order. */
export function csvOf(entries: readonly AuditEntry[], { timeOf, actionText }: Words): string {
  const lines = entries.map(({ id, at, actorId, actorEmail, action, target, correlationId, details }) =>
    csvLine([
      String(id),
      timeOf(at),
      actorId ?? '',
      actorEmail ?? '',
      action,
      actionText(action),
      target,
      correlationId ?? '',
      JSON.stringify(details),
    ]),
  );
  return csvLine(COLUMNS) + lines.join('');
}
