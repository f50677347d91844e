import { askedCodes, type LogMapping } from '@eagle/contracts/domain';
import { LogMapper, type FeedCheckpoint, type FeedConnection, type MappedLog } from '@eagle/feeds';
import { Admission } from './admission.js';
import { WakeableTimer } from './wakeable-timer.js';
import { logIdOf } from './log-id.js';
import type { PipelinePlan } from './pipeline-plan.js';

/**
 * Overlap that is read again at the beginning, so that no entry is lost between history and live;
 * repeated entries change nothing.
 */
const OVERLAP_MS = 300_000;

export interface LogReaderClocks {
  readonly now: () => number;
  readonly monotonicNow: () => number;
  /** Called while more entries come than are admitted. */
  readonly onWait: () => void;
}

/**
 * Reads one log of an organization: first the look-back of its features, then new entries. It
 * stores no position; a reader that begins again reads the same entries again.
 */
export class LogReader {
  /** See `logIdOf`. */
  readonly id: string;
  private readonly mapper: LogMapper;
  private checkpoint: FeedCheckpoint | null = null;
  /** A log has a separate admission with the quota of the scans. */
  private readonly quota: Admission;
  private readonly wakeUp = new WakeableTimer();
  private stopped = false;

  /**
   * @param feed  A separate connection; the caller closes it.
   * @param fromMs  Event time of the first entries that matter.
   */
  constructor(
    private readonly plan: PipelinePlan,
    readonly log: LogMapping,
    private readonly feed: FeedConnection,
    private readonly fromMs: number,
    private readonly clocks: LogReaderClocks,
  ) {
    this.id = logIdOf(plan.mapping, log);
    this.quota = new Admission(plan.config.settings.quotaRowsPerSecond, {
      running: () => !this.stopped,
      onWait: clocks.onWait,
      sleep: (ms) => this.wakeUp.sleep(ms),
      now: clocks.monotonicNow,
    });
    this.mapper = new LogMapper(plan.config, log, askedCodes(plan.config.settings.features, log.kind));
  }

  /** @throws AppError `FEED.*` */
  async read(take: (mapped: MappedLog) => void): Promise<void> {
    const { feed, quota } = this;
    const { now } = this.clocks;
    const { mapping } = this.mapper;
    const begins = this.checkpoint === null;
    let checkpoint = this.checkpoint ?? (await this.begin(take));
    for (;;) {
      const result = await feed.poll(mapping, checkpoint, await quota.rows());
      quota.take(result.rows.length, result.rowBytes);
      const mapped = this.mapper.map(result.rows, now());
      // Unusable rows were reported while the history was read.
      take(begins ? { ...mapped, rejected: [], counts: {} } : mapped);
      checkpoint = this.checkpoint = result.checkpoint;
      if (!result.more) return;
    }
  }

  /** Ends all waits. */
  stop(): void {
    this.stopped = true;
    this.wakeUp.wake();
  }

  private async begin(take: (mapped: MappedLog) => void): Promise<FeedCheckpoint> {
    const { feed, plan } = this;
    const { now } = this.clocks;
    const { mapping } = this.mapper;
    const newestMs = (await feed.newestMs(mapping)) ?? now();
    const endMs = plan.feed.clock === 'source' ? newestMs : Math.min(now(), newestMs);
    const checkpoint = await feed.startAt(mapping, endMs - OVERLAP_MS);
    for await (const rows of feed.history(mapping, { fromMs: this.fromMs, toMs: Infinity })) {
      take(this.mapper.map(rows, now()));
    }
    return checkpoint;
  }
}
