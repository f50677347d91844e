import { createHash } from 'node:crypto';
import type { LogMapping, Mapping } from '@eagle/contracts/domain';

/** Tells a log table under its mapping from every other, and from itself under another mapping. */
export function logIdOf({ timeZone }: Mapping, log: LogMapping): string {
  const { kind, table, timeColumn, assetColumn, codeColumn } = log;
  const text = JSON.stringify([kind, table, timeColumn, assetColumn, codeColumn, timeZone]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}
