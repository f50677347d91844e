import type { AssetId, ComponentName } from '@eagle/contracts/domain';

/**
 * One failure of one component. `endsMs` is when it had recovered; Infinity when it has not, `atMs`
 * when it is only an instant.
 */
export interface Failure {
  readonly assetId: AssetId;
  readonly component: ComponentName;
  readonly atMs: number;
  readonly endsMs: number;
  /**
   * When the fault began to show, if the record contains that time (a phase `transient` before the
   * fault is established). An alarm between this time and `atMs` warns of the failure; without it,
   * an alarm within the horizon does.
   */
  readonly developsFromMs?: number;
}

/**
 * Joins failures of the same asset and component that overlap or follow within `quietMs` after
 * recovery: a flag that chatters, or two flags and a record of the same trip, are one failure.
 * @returns failures ordered by time.
 */
export function mergeFailures(failures: readonly Failure[], quietMs: number): Failure[] {
  const open = new Map<string, Failure>();
  const merged: Failure[] = [];
  for (const failure of [...failures].sort((a, b) => a.atMs - b.atMs)) {
    const key = `${failure.assetId}\n${failure.component}`;
    const last = open.get(key);
    if (last !== undefined && failure.atMs <= last.endsMs + quietMs) {
      open.set(key, { ...last, endsMs: Math.max(last.endsMs, failure.endsMs) });
      continue;
    }
    if (last !== undefined) merged.push(last);
    open.set(key, failure);
  }
  return [...merged, ...open.values()].sort((a, b) => a.atMs - b.atMs);
}
