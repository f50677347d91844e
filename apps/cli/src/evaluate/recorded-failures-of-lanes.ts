import { componentNameSchema, type ComponentName } from '@eagle/contracts';
import type { DevelopingFailure } from '@eagle/learning';
import type { RecordedFailure } from '../recordings/recorded-failures.js';
import type { Lane } from '../recordings/recorded-folder.js';

/**
 * Gives each failure to the lane that it is of: where an asset has several runs, to the last one that had begun. A failure after an asset's
 * last row is its last run's, and its rows count by their time to it. Failures of assets without rows, or so long after the last that no row
 * can tell of them (`horizonMs`), are nobody's.
 */
export function failuresOfLanes(
  lanes: readonly Lane[],
  failures: readonly RecordedFailure[],
  oneComponent: ComponentName | null,
  horizonMs: number,
): DevelopingFailure[] {
  const ofAsset = new Map<string, Lane[]>();
  for (const lane of lanes) ofAsset.set(lane.asset, [...(ofAsset.get(lane.asset) ?? []), lane]);
  for (const own of ofAsset.values()) own.sort((a, b) => a.firstMs - b.firstMs);
  return failures.flatMap(({ asset, component, atMs, developsFromMs, endsMs }) => {
    const lane = ofAsset.get(asset)?.findLast(({ firstMs }) => firstMs <= atMs);
    if (lane === undefined || developsFromMs > lane.lastMs + horizonMs) return [];
    const name = oneComponent ?? componentNameSchema.parse(component);
    return [{ assetId: lane.laneId, component: name, atMs, developsFromMs, endsMs }];
  });
}

/** Joins what two folders know of the same failures. */
export function distinctFailures(failures: readonly DevelopingFailure[]): DevelopingFailure[] {
  const seen = new Map(failures.map((f) => [`${f.assetId}\n${f.component}\n${f.atMs}`, f]));
  return [...seen.values()].sort((a, b) => a.atMs - b.atMs);
}
