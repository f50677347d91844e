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

/** A cell that begins so is run by spreadsheets, and people give names as they like. */
const RUN_BY_SPREADSHEETS = /^[=+\-@\t\r]/;

function cell(text: string): string {
  const harmless = RUN_BY_SPREADSHEETS.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

const lineOf = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`;

interface Words {
  readonly timeOf: (at: string) => string;
  readonly actionText: (action: string) => string;
}

/** The entries as CSV (RFC 4180), in their order. */
export function csvOf(entries: readonly AuditEntry[], { timeOf, actionText }: Words): string {
  const lines = entries.map(({ id, at, actorId, actorEmail, action, target, correlationId, details }) =>
    lineOf([
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
  return lineOf(COLUMNS) + lines.join('');
}
