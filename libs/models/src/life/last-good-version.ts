import { MODEL_INACTIVE_VERSIONS_MAX } from '@eagle/contracts/domain';
import type { VersionRecord } from './version-record.js';

/**
 * The version to roll back to: the last served version that a better one replaced. A version that
 * was rolled back or failed does not qualify, so a second rollback never returns to it.
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
 * Versions to delete, oldest first: never the champion or the shadow. The last good version and the
 * newest other inactive versions stay.
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
  // A shadow may also be the last good version; then it does not count as inactive.
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
