import type { Bus } from '@eagle/messaging';
import type { OrganizationDatabase } from '@eagle/persistence';
import type { Logger } from '@eagle/service-kit';
import { believedNow, monotonicNow } from '@eagle/service-kit/clocks';
import { HistoryStretches, type TelemetryStore } from '@eagle/telemetry';
import type { HistorianConfig } from '../config.js';
import type { HistorianMetrics } from '../historian-metrics.js';
import type { Recorders } from '../record/recorders.js';
import { TakeOverLoop } from '../take-over/take-over-loop.js';
import { SourceFeeds } from './source-feeds.js';

export interface TakeOverParts {
  readonly bus: Bus;
  /** Of the term. */
  readonly database: OrganizationDatabase;
  readonly config: HistorianConfig;
  readonly metrics: HistorianMetrics;
  readonly logger: Logger;
}

/** What takes histories over from their sources, over the real world. */
export function openTakeOver(
  { bus, database, config, metrics, logger }: TakeOverParts,
  {
    store,
    recorders,
  }: { readonly store: Pick<TelemetryStore, 'append' | 'newest'>; readonly recorders: Recorders },
): TakeOverLoop {
  const sources = new SourceFeeds(bus, config);
  return new TakeOverLoop({
    store,
    recorders,
    stretches: new HistoryStretches(database),
    openFeed: (readable) => sources.open(readable),
    metrics,
    logger,
    now: believedNow,
    steadyNow: monotonicNow,
    lookEveryMs: config.MAINTAIN_EVERY_MS,
  });
}
