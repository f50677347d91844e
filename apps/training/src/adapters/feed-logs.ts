import type { AssetId, OrganizationConfig } from '@eagle/contracts/domain';
import type { AssetLogEntry, FeatureSet } from '@eagle/features';
import { openFeed, readLogs } from '@eagle/feeds';
import type { HistoryRange } from '@eagle/learning';
import type { FeedPasswords } from '@eagle/service-kit';
import type { AllowedNetworks } from '@eagle/service-kit/outbound';
import type { LogHistory } from '../ports.js';

/**
 * Reads an organization's logs through its feed's connection, with the mapping code of the live
 * path.
 */
export class FeedLogs implements LogHistory {
  /** @param now  Wall clock, milliseconds. */
  constructor(
    private readonly passwords: FeedPasswords,
    private readonly networks: AllowedNetworks,
    private readonly now: () => number,
  ) {}

  async read(
    config: OrganizationConfig,
    featureSet: FeatureSet,
    range: HistoryRange,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<AssetId, readonly AssetLogEntry[]>> {
    const { feed, mapping } = config;
    const ofAsset = new Map<AssetId, AssetLogEntry[]>();
    const backMs = Math.max(featureSet.eventMsMax, featureSet.maintenanceMsMax);
    if (feed === null || mapping === null || mapping.logs.length === 0 || backMs === 0) return ofAsset;
    const password = await this.passwords.stored(config.organizationId, feed);
    const { networks } = this;
    const connection = openFeed(feed, password, { applicationName: 'eagle-training', networks });
    const wanted = { fromMs: range.fromMs - backMs, toMs: range.toMs };
    try {
      for await (const { kind, entries } of readLogs(connection, config, wanted, this.now())) {
        if (signal.aborted) return ofAsset;
        for (const { assetId, code, atMs } of entries) {
          const events = ofAsset.get(assetId) ?? [];
          events.push({ kind, code, atMs });
          ofAsset.set(assetId, events);
        }
      }
      return ofAsset;
    } finally {
      await connection.close();
    }
  }
}
