import { createHash } from 'node:crypto';
import type { LogMapping, Mapping } from '@eagle/contracts/domain';

/**
 * Identifies a log table together with its mapping: another table or another mapping gives another
 * id.
 */
export function logIdOf({ timeZone }: Mapping, log: LogMapping): string {
  const { kind, table, timeColumn, assetColumn, codeColumn } = log;
  const text = JSON.stringify([kind, table, timeColumn, assetColumn, codeColumn, timeZone]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}
