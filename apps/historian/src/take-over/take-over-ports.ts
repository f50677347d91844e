import type { FeedConnection } from '@eagle/feeds';
import type { Logger } from '@eagle/service-kit';
import type { HistoryStretches, TelemetryStore } from '@eagle/telemetry';
import type { HistorianMetrics } from '../historian-metrics.js';
import type { Recorders } from '../record/recorders.js';
import type { ReadableConfig } from './readable-config.js';

export interface TakeOverPorts {
  readonly recorders: Pick<Recorders, 'of' | 'configOf'>;
  readonly store: Pick<TelemetryStore, 'append' | 'newest'>;
  readonly stretches: Pick<HistoryStretches, 'all' | 'want' | 'begin' | 'advance' | 'finish' | 'giveUp'>;
  /** A connection to the organization's source. @throws AppError `FEED.PASSWORD_UNKNOWN` */
  readonly openFeed: (config: ReadableConfig) => Promise<FeedConnection>;
  readonly metrics: Pick<
    HistorianMetrics,
    'takenOverRows' | 'takeOverRejected' | 'takeOverFailures' | 'sourceSeconds'
  >;
  readonly logger: Logger;
  /** Wall clock, milliseconds. */
  readonly now: () => number;
  /** Steady clock, milliseconds. */
  readonly steadyNow: () => number;
  /** How often it is looked whether something is to be read, milliseconds. */
  readonly lookEveryMs: number;
}
