import type { AssetId } from '@eagle/contracts/domain';
import type { AssetLogEntry } from '@eagle/features';
import { toName } from '../recordings/names.js';
import type { RecordedFolder } from '../recordings/recorded-folder.js';
import type { EvaluateConfig } from './evaluate-config.js';

/** The entries of the logs by lane; each run of an asset gets all entries of the asset. */
export function logEntriesOfLanes(
  folders: readonly RecordedFolder[],
  { inputs }: Pick<EvaluateConfig, 'inputs'>,
): ReadonlyMap<AssetId, readonly AssetLogEntry[]> {
  const ofAsset = new Map<string, AssetLogEntry[]>();
  const add = (asset: string, event: AssetLogEntry): void => {
    const known = ofAsset.get(asset);
    if (known === undefined) ofAsset.set(asset, [event]);
    else known.push(event);
  };
  for (const { errors, maintenance } of folders) {
    for (const { asset, atMs, code } of inputs.errors ? errors : []) {
      add(asset, { kind: 'error', code: toName(code), atMs });
    }
    for (const { asset, atMs, code } of inputs.maintenance ? maintenance : []) {
      add(asset, { kind: 'maintenance', code: toName(code), atMs });
    }
  }
  const ofLane = new Map<AssetId, readonly AssetLogEntry[]>();
  for (const { laneId, asset } of folders.flatMap(({ lanes }) => lanes)) {
    ofLane.set(laneId, ofAsset.get(asset) ?? []);
  }
  return ofLane;
}
