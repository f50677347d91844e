import type { AssetId } from '@eagle/contracts/domain';
import {
  FEATURE_FLAG,
  FEATURE_FRAME_ROWS_MAX,
  type FeatureFrame,
  type ScanBatch,
} from '@eagle/contracts/frames';
import type { FeatureSet } from '@eagle/features';
import type { AssetLanes } from './asset-lanes.js';
import type { PipelinePlan } from './pipeline-plan.js';

/**
 * Advances the windows by the scans of one read and packs their features, up to 64 rows a frame, in
 * the order of the messages.
 * @param messages  In the order of `byAssetAndSequence`.
 */
export function packFeatures(
  plan: PipelinePlan,
  lanes: AssetLanes,
  messages: readonly ScanBatch[],
): FeatureFrame[] {
  const { featureSet } = plan;
  if (featureSet === null) return [];
  let rowsLeft = messages.reduce((sum, message) => sum + message.rows, 0);
  const frames: FeatureFrame[] = [];
  let frame: FrameInTheMaking | null = null;
  const add = (message: ScanBatch, row: number): void => {
    frame ??= new FrameInTheMaking(plan, featureSet, Math.min(rowsLeft, FEATURE_FRAME_ROWS_MAX));
    frame.add(lanes, message, row);
    rowsLeft--;
    if (!frame.isFull) return;
    frames.push(frame.done());
    frame = null;
  };
  if (featureSet.fleet) for (const { message, row } of inOrderOfTime(messages)) add(message, row);
  else for (const message of messages) for (let row = 0; row < message.rows; row++) add(message, row);
  return frames;
}

/**
 * Rows of all assets by event time, as the fleet features require. Rows of one asset keep their
 * order, so that a late row is late here as in training.
 */
function inOrderOfTime(messages: readonly ScanBatch[]): { message: ScanBatch; row: number }[] {
  const newestMs = new Map<AssetId, number>();
  const rows = messages.flatMap((message) =>
    Array.from(message.eventTimesMs, (eventTimeMs, row) => {
      const dueMs = Math.max(eventTimeMs, newestMs.get(message.assetId) ?? -Infinity);
      newestMs.set(message.assetId, dueMs);
      return { message, row, dueMs };
    }),
  );
  return rows.sort((a, b) => a.dueMs - b.dueMs);
}

/** The same id for the same rows: frames are numbered within their read. */
export function frameMessageId(frame: FeatureFrame, batch: number, index: number): string {
  return `${frame.organizationId}:${batch}:${index}`;
}

/** The number of the read that a frame id belongs to; null where the id is not of a frame. */
export function batchOfMessageId(messageId: string): number | null {
  const [, batch] = /^[^:]+:(\d+):\d+$/.exec(messageId) ?? [];
  return batch === undefined ? null : Number(batch);
}

class FrameInTheMaking {
  private readonly assetNames: FeatureFrame['assetNames'] = [];
  private readonly assets: Uint16Array;
  private readonly flags: Uint16Array;
  private readonly sequences: Float64Array;
  private readonly eventTimesMs: Float64Array;
  private readonly readAtsMs: Float64Array;
  private readonly matrix: Float32Array;
  private filled = 0;

  constructor(
    private readonly plan: PipelinePlan,
    private readonly featureSet: FeatureSet,
    private readonly rows: number,
  ) {
    this.assets = new Uint16Array(rows);
    this.flags = new Uint16Array(rows);
    this.sequences = new Float64Array(rows);
    this.eventTimesMs = new Float64Array(rows);
    this.readAtsMs = new Float64Array(rows);
    this.matrix = new Float32Array(rows * featureSet.width);
  }

  get isFull(): boolean {
    return this.filled === this.rows;
  }

  add(lanes: AssetLanes, message: ScanBatch, row: number): void {
    const at = this.filled++;
    const tags = message.tags.length;
    const values = message.values.subarray(row * tags, (row + 1) * tags);
    const eventTimeMs = message.eventTimesMs[row] ?? NaN;
    const state = message.states[row] ?? 0;
    const flags = lanes
      .of(message.assetId)
      .advance(eventTimeMs, values, state, this.matrix, at * this.featureSet.width);
    const excluded = this.plan.stateIsExcluded[state] === true;
    this.assets[at] = this.placeOf(message.assetId);
    const incomplete = lanes.logsAreKnown ? 0 : FEATURE_FLAG.windowIncomplete;
    this.flags[at] = flags | incomplete | (excluded ? FEATURE_FLAG.stateExcluded : 0);
    this.sequences[at] = message.sequences[row] ?? 0;
    this.eventTimesMs[at] = eventTimeMs;
    this.readAtsMs[at] = message.readAtsMs[row] ?? 0;
  }

  /** Most successive rows belong to one asset. */
  private placeOf(assetId: AssetId): number {
    const last = this.assetNames.length - 1;
    if (this.assetNames[last] === assetId) return last;
    const place = this.assetNames.indexOf(assetId);
    return place >= 0 ? place : this.assetNames.push(assetId) - 1;
  }

  done(): FeatureFrame {
    return {
      organizationId: this.plan.config.organizationId,
      featureSetHash: this.featureSet.hash,
      width: this.featureSet.width,
      assetNames: this.assetNames,
      rows: this.rows,
      assets: this.assets,
      flags: this.flags,
      sequences: this.sequences,
      eventTimesMs: this.eventTimesMs,
      readAtsMs: this.readAtsMs,
      matrix: this.matrix,
    };
  }
}
