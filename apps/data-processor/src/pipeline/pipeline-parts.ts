import type { FeedConnection } from '@eagle/feeds';
import type { Bus } from '@eagle/messaging';
import type { Logger } from '@eagle/service-kit';
import type { CheckpointStore } from './checkpoint-store.js';
import type { FeedStatusCache } from './feed-status-cache.js';
import type { FrameRoom } from './frame-room.js';
import type { PipelinePlan } from './pipeline-plan.js';
import type { ProcessorMetrics } from './processor-metrics.js';
import type { Quarantine } from './quarantine.js';

/** The dependencies of an organization's pipeline. */
export interface PipelineParts {
  readonly bus: Bus;
  readonly plan: PipelinePlan;
  readonly feed: FeedConnection;
  /** One more connection to the same source; null where none can be opened. */
  readonly openFeed: () => FeedConnection | null;
  readonly checkpoints: CheckpointStore;
  readonly status: FeedStatusCache;
  readonly quarantine: Quarantine;
  /** Shared by the pipelines of this process. */
  readonly frameRoom: FrameRoom;
  readonly metrics: ProcessorMetrics;
  readonly logger: Logger;
  /**
   * Wall clock: for reported and stored times, and for judging a row's time. It may be stepped at
   * any time.
   */
  readonly now: () => number;
  /** Steady clock: for every duration. */
  readonly monotonicNow: () => number;
  readonly random: () => number;
}
