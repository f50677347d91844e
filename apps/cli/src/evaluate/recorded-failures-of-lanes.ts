import { componentNameSchema, type ComponentName } from '@eagle/contracts/domain';
import type { DevelopingFailure } from '@eagle/learning';
import type { RecordedFailure } from '../recordings/recorded-failures.js';
import type { Lane } from '../recordings/recorded-folder.js';

/** Failures by their use. */
export interface PlacedFailures {
  readonly failures: readonly DevelopingFailure[];
  /** Of assets without any row. */
  readonly ofUnknownAssets: readonly RecordedFailure[];
  /** Before the first row of their asset. */
  readonly tooEarly: readonly RecordedFailure[];
  /** Too long after the last row of their asset for any row to predict them. */
  readonly tooLate: readonly RecordedFailure[];
}

/**
 * Assigns each failure to a lane: where an asset has several runs, to the last run that had begun.
 * A failure after an asset's last row belongs to the last run, and the rows count by their time to
 * it. Failures of assets without rows, and failures too long after the last row (`horizonMs`), are
 * not assigned.
 */
export function failuresOfLanes(
  lanes: readonly Lane[],
  failures: readonly RecordedFailure[],
  oneComponent: ComponentName | null,
  horizonMs: number,
): PlacedFailures {
  const ofAsset = new Map<string, Lane[]>();
  for (const lane of lanes) {
    const own = ofAsset.get(lane.asset);
    if (own === undefined) ofAsset.set(lane.asset, [lane]);
    else own.push(lane);
  }
  for (const own of ofAsset.values()) own.sort((a, b) => a.firstMs - b.firstMs);
  const placed: DevelopingFailure[] = [];
  const ofUnknownAssets: RecordedFailure[] = [];
  const tooEarly: RecordedFailure[] = [];
  const tooLate: RecordedFailure[] = [];
  for (const failure of failures) {
    const { asset, component, atMs, developsFromMs, endsMs } = failure;
    const own = ofAsset.get(asset);
    const lane = own?.findLast(({ firstMs }) => firstMs <= atMs);
    if (own === undefined) ofUnknownAssets.push(failure);
    else if (lane === undefined) tooEarly.push(failure);
    else if (developsFromMs > lane.lastMs + horizonMs) tooLate.push(failure);
    else {
      const name = oneComponent ?? componentNameSchema.parse(component);
      placed.push({ assetId: lane.laneId, component: name, atMs, developsFromMs, endsMs });
    }
  }
  return { failures: placed, ofUnknownAssets, tooEarly, tooLate };
}

/** Joins the failures of two folders. */
export function distinctFailures(failures: readonly DevelopingFailure[]): DevelopingFailure[] {
  const seen = new Map(failures.map((f) => [`${f.assetId}\n${f.component}\n${f.atMs}`, f]));
  return [...seen.values()].sort((a, b) => a.atMs - b.atMs);
}
