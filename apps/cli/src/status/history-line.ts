import type { HistoryUsage } from '@eagle/contracts/domain';

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;
const STEP = 1024;

/** `1536` as `1.5 KiB`. */
export function sizeOf(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log(bytes) / Math.log(STEP)));
  const value = bytes / STEP ** power;
  return `${power === 0 ? value : value.toFixed(1)} ${UNITS[power] ?? ''}`;
}

/** One line on what is stored of an organization, and on what is not. */
export function historyLine(usage: HistoryUsage): string {
  const { rows, bytes, quota, unstoredSinceMs, unstoredCode, behindSinceMs, refusedRows } = usage;
  const parts = [
    `${rows.toLocaleString('en')} rows, ${sizeOf(bytes)} (${(quota.usedShare * 100).toFixed(1)} % of ${sizeOf(quota.bytesMax)})`,
  ];
  if (unstoredSinceMs !== null) {
    parts.push(`cannot be stored since ${instant(unstoredSinceMs)} (${unstoredCode ?? 'unknown'})`);
  }
  if (behindSinceMs !== null) parts.push(`newer rows wait on the bus since ${instant(behindSinceMs)}`);
  if (quota.state === 'refused') parts.push(`the quota is full: ${refusedRows} rows were not stored`);
  if (quota.state === 'near') parts.push('the quota is nearly full');
  return parts.join('; ');
}

const instant = (ms: number): string => new Date(ms).toISOString();
