import type { StreamIncarnation } from '@eagle/contracts/domain';
import { RowMapper, rowKeyOf, type FeedCheckpoint, type MappedScan, type RawRow } from '@eagle/feeds';
import { AssetLanes } from './asset-lanes.js';
import type { PipelinePlan } from './pipeline-plan.js';
import type { ProcessorCheckpoint } from './processor-checkpoint.js';
import { PublishedKeys } from './published-keys.js';
import { StreamMarks } from './stream-marks.js';

/**
 * State of a running pipeline between two reads. Valid only as long as every publication succeeded:
 * after a failed one it is discarded and recovered from checkpoint and stream.
 */
export class PipelineMemory {
  readonly lanes: AssetLanes;
  readonly mapper: RowMapper;
  readonly marks: StreamMarks;
  /** Null until the feed has given its starting point. */
  feed: FeedCheckpoint | null;
  /**
   * Event time before which the source's history is read without publishing, where reading has not
   * begun yet.
   */
  warmToMs: number | null = null;
  batch: number;
  scansSequence: number;
  /** The stream that positions counted in at the recovery; undefined until then. */
  scansIncarnation: StreamIncarnation | undefined;
  readonly published = new PublishedKeys();
  /** Scans that became due while no read ran; they leave with the next read. */
  overdue: readonly MappedScan[] = [];

  constructor(
    readonly plan: PipelinePlan,
    stored: ProcessorCheckpoint | null,
    lanes?: AssetLanes,
  ) {
    this.lanes = lanes ?? new AssetLanes(plan);
    this.mapper = new RowMapper(plan.config);
    this.marks = new StreamMarks(plan.lookBackMs, stored?.marks);
    this.feed = stored?.feed ?? null;
    this.batch = stored?.batch ?? 0;
    this.scansSequence = stored?.scansSequence ?? 0;
    this.scansIncarnation = stored?.scansIncarnation;
    for (const [assetId, { sequence, newestMs }] of Object.entries(stored?.assets ?? {})) {
      const asset = plan.config.assets.find((known) => known.assetId === assetId);
      if (asset === undefined) continue;
      this.lanes.of(asset.assetId).sequence = Math.max(this.lanes.of(asset.assetId).sequence, sequence);
      this.mapper.remember(asset.assetId, newestMs);
    }
  }

  /**
   * The state under a new configuration with windows and scans of the same shape; null where they
   * differ.
   */
  static carriedOver(
    previous: PipelineMemory,
    plan: PipelinePlan,
    nowMs: number,
    steadyMs: number,
  ): PipelineMemory | null {
    const checkpoint = previous.toCheckpoint();
    if (checkpoint === null || previous.plan.shape !== plan.shape) return null;
    const memory = new PipelineMemory(plan, checkpoint, previous.lanes);
    for (const key of previous.published) memory.published.add(key);
    memory.takeWaiting(checkpoint.waitingRows, nowMs, steadyMs);
    return memory;
  }

  /** Returns incomplete scans to the mapper, except those that were published since. */
  takeWaiting(rows: readonly RawRow[], nowMs: number, steadyMs: number): void {
    const { mapper, published } = this;
    const left = rows.filter((row) => !published.take(rowKeyOf(mapper.columns, row)));
    this.overdue = mapper.map(left, nowMs, steadyMs).scans;
  }

  /** Null before the first read: there is no position yet. */
  toCheckpoint(): ProcessorCheckpoint | null {
    if (this.feed === null) return null;
    const assets: ProcessorCheckpoint['assets'] = {};
    for (const lane of this.lanes) {
      const { sequence, newestMs, lastHeard } = lane;
      if (sequence > 0)
        assets[lane.assetId] =
          lastHeard === null ? { sequence, newestMs } : { sequence, newestMs, heard: lastHeard };
    }
    return {
      v: 1,
      feed: this.feed,
      waitingRows: this.mapper.pendingRows().map((row) => [...row]),
      batch: this.batch,
      scansSequence: this.scansSequence,
      ...(this.scansIncarnation === undefined ? {} : { scansIncarnation: this.scansIncarnation }),
      assets,
      marks: this.marks.toJSON(),
    };
  }
}
