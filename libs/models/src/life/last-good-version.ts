import type { VersionRecord } from './version-record.js';

/** Inactive versions that are kept beside the champion, the shadow and the last good one. */
export const INACTIVE_KEPT = 5;

/**
 * The version to go back to: of those that served and were followed by a better one, the last that served. One that was itself taken back, or
 * failed, is none, so that going back twice never returns to where one fled from.
 */
export function lastGoodVersion(records: readonly VersionRecord[]): VersionRecord | null {
  let best: VersionRecord | null = null;
  for (const record of records) {
    if (record.leftService !== 'superseded' || record.state === 'champion' || record.state === 'quarantined')
      continue;
    if ((record.servedUntilMs ?? -Infinity) > (best?.servedUntilMs ?? -Infinity)) best = record;
  }
  return best;
}

/** Versions that are kept no longer, oldest first: never the champion, the shadow, the last good one, or the newest inactive ones. */
export function versionsToDelete(
  records: readonly VersionRecord[],
  inactiveKept = INACTIVE_KEPT,
): VersionRecord[] {
  const lastGood = lastGoodVersion(records);
  const inactive = records.filter(
    (record) => record.state !== 'champion' && record.state !== 'shadow' && record !== lastGood,
  );
  const newestFirst = [...inactive].sort(
    (a, b) => b.createdAtMs - a.createdAtMs || compare(b.version, a.version),
  );
  return newestFirst.slice(inactiveKept).reverse();
}

/** Orders semantic versions; negative where the first is the older one. */
function compare(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  for (let i = 0; i < 3; i += 1) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
