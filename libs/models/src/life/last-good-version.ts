import { MODEL_INACTIVE_VERSIONS_MAX } from '@eagle/contracts/domain';
import type { VersionRecord } from './version-record.js';

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

/** Versions that neither serve nor run in shadow. */
export const inactiveVersions = (records: readonly VersionRecord[]): VersionRecord[] =>
  records.filter(({ state }) => state !== 'champion' && state !== 'shadow');

/**
 * Versions that are kept no longer, oldest first: never the champion or the shadow; of the inactive ones the last good one stays, and the newest
 * beside it.
 */
export function versionsToDelete(
  records: readonly VersionRecord[],
  inactiveKept = MODEL_INACTIVE_VERSIONS_MAX,
): VersionRecord[] {
  const lastGood = lastGoodVersion(records);
  const others = inactiveVersions(records).filter((record) => record !== lastGood);
  const newestFirst = [...others].sort(
    (a, b) => b.createdAtMs - a.createdAtMs || compare(b.version, a.version),
  );
  // A shadow may be the last good one, too; then it takes no place among the inactive.
  const othersKept = inactiveKept - (lastGood === null || lastGood.state === 'shadow' ? 0 : 1);
  return newestFirst.slice(Math.max(0, othersKept)).reverse();
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
