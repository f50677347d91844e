import type { AssetId, OrganizationConfig } from '@eagle/contracts/domain';
import type { AssetLogEntry, FeatureSet } from '@eagle/features';
import type { HistoryRange } from '@eagle/learning';
import type { LogHistory } from '../ports.js';

/**
 * Several logs as one: entries with the same asset, kind, code and instant count once, as in the
 * live features.
 */
export class MergedLogs implements LogHistory {
  constructor(private readonly sources: readonly LogHistory[]) {}

  async read(
    config: OrganizationConfig,
    featureSet: FeatureSet,
    range: HistoryRange,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<AssetId, readonly AssetLogEntry[]>> {
    const read = await Promise.all(
      this.sources.map((source) => source.read(config, featureSet, range, signal)),
    );
    const assets = new Set(read.flatMap((ofAsset) => [...ofAsset.keys()]));
    return new Map(
      [...assets].map((assetId) => [assetId, merged(read.map((ofAsset) => ofAsset.get(assetId) ?? []))]),
    );
  }
}

/** In the order of their time. */
function merged(logs: readonly (readonly AssetLogEntry[])[]): AssetLogEntry[] {
  const ordered = logs.flat().sort(inOrder);
  return ordered.filter((event, place) => {
    const before = ordered[place - 1];
    return before === undefined || inOrder(before, event) !== 0;
  });
}

function inOrder(a: AssetLogEntry, b: AssetLogEntry): number {
  if (a.atMs !== b.atMs) return a.atMs - b.atMs;
  if (a.kind !== b.kind) return a.kind < b.kind ? -1 : 1;
  if (a.code !== b.code) return a.code < b.code ? -1 : 1;
  return 0;
}
