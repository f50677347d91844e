import { STREAMS } from '@eagle/contracts/bus';
import type { FeatureFrame, ScanBatch } from '@eagle/contracts/frames';
import type { Bus } from '@eagle/messaging';
import type { AssetLane, Heard } from './asset-lane.js';
import { packFeatures } from './feature-frames.js';
import { PipelineMemory } from './pipeline-memory.js';
import type { PipelinePlan } from './pipeline-plan.js';
import { isOfAnotherStream, type ProcessorCheckpoint } from './processor-checkpoint.js';
import { inPresentShape, readPublished, type PublishedScans } from './scan-history.js';
import { byAssetAndSequence } from './scan-messages.js';
import { needsHistory } from './warm-up.js';

/**
 * Reads of a minute, one a tick: frames may wait this long for room, and the checkpoint for them.
 */
const UNSETTLED_MAX = 4_096;

/** Frames of one read that may be unpublished: to be published again under the same ids. */
export interface UnsettledFrames {
  readonly batch: number;
  readonly frames: readonly FeatureFrame[];
  /** Rows that are not rebuilt because too many came after them. */
  readonly rowsGivenUp: number;
}

export interface Recovered {
  readonly memory: PipelineMemory;
  readonly unsettled: readonly UnsettledFrames[];
}

/** What a recovery needs from others. */
export interface RecoverySteps {
  /** Takes in when the last row of an asset arrived, and what the asset's clock showed then. */
  readonly recall: (lane: AssetLane, newestMs: number, heard: Heard) => void;
  /**
   * Takes in what must be known before the first scan. @param newestMs  Event time of the newest
   * settled scan; -Infinity: none.
   */
  readonly prepare: (memory: PipelineMemory, newestMs: number) => Promise<void>;
  /**
   * Fills from the source's history, before `toMs` (event time), what the stream is too short for;
   * null: before the point where reading begins.
   */
  readonly warm: (memory: PipelineMemory, toMs: number | null) => Promise<void>;
}

/**
 * Restores a pipeline to the state in which it was killed. The scans in the stream restore windows
 * and quality, the last publications restore the numbering. For everything published after the
 * checkpoint, it collects the keys of the rows (not to be published again) and rebuilds the feature
 * frames (to be published again; the stream drops duplicates). Where the stream was recreated, the
 * windows come from the source's history.
 *
 * The rebuilt frames are identical because they are cut within one read, in an order that depends
 * only on the messages. A read with a missing scan has no frames yet, since frames follow only when
 * all its scans are acknowledged.
 */
export async function recover(
  bus: Bus,
  plan: PipelinePlan,
  stored: ProcessorCheckpoint | null,
  { recall, prepare, warm }: RecoverySteps,
): Promise<Recovered> {
  const incarnation = await bus.incarnationOf(STREAMS.scans);
  const isAnother = stored !== null && isOfAnotherStream(stored, incarnation);
  const memory = new PipelineMemory(plan, isAnother ? { ...stored, scansSequence: 0, marks: [] } : stored);
  memory.scansIncarnation = incarnation;
  const settledSequence = memory.scansSequence;
  // In a recreated stream, the number of the read replaces the position.
  const isSettled = ({ message, scansSequence }: PublishedScans): boolean =>
    isAnother ? (message.source?.batch ?? 0) <= stored.batch : scansSequence <= settledSequence;
  const newestMs = Object.values(stored?.assets ?? {}).reduce(
    (max, a) => Math.max(max, a.newestMs),
    -Infinity,
  );
  for (const { assetId } of plan.config.assets) {
    const known = stored?.assets[assetId];
    if (known?.heard !== undefined) recall(memory.lanes.of(assetId), known.newestMs, known.heard);
  }
  await prepare(memory, newestMs);
  let after = Math.min(settledSequence, memory.marks.rebuildAfter(newestMs));
  if (Number.isFinite(newestMs)) {
    if (isAnother || needsHistory(plan, memory.marks, newestMs)) {
      await warm(memory, newestMs + 1);
      after = settledSequence;
    }
  } else if (plan.lookBackMs > plan.windowBackMs) {
    await warm(memory, null);
  }
  const unsettled: UnsettledFrames[] = [];
  let open: ScanBatch[] = [];
  const settle = (): void => {
    const [first] = open;
    if (first === undefined) return;
    const frames = packFeatures(plan, memory.lanes, open.sort(byAssetAndSequence));
    const batch = first.source?.batch ?? 0;
    if (batch > (stored?.batch ?? 0)) unsettled.push({ batch, frames, rowsGivenUp: 0 });
    // There can be so many only without a checkpoint; old ones were predicted long ago.
    const tooOld = unsettled.length - 1 - UNSETTLED_MAX;
    const old = unsettled[tooOld];
    if (old !== undefined) {
      const rowsGivenUp = old.frames.reduce((sum, { rows }) => sum + rows, 0);
      unsettled[tooOld] = { batch: old.batch, frames: [], rowsGivenUp };
    }
    open = [];
  };
  await readPublished(bus, plan.config.organizationId, after, (published: PublishedScans) => {
    const { message, scansSequence } = published;
    memory.scansSequence = Math.max(memory.scansSequence, scansSequence);
    if (message.rows === 0) {
      const lane = memory.lanes.of(message.assetId);
      lane.announcedMs = Math.max(lane.announcedMs, message.heartbeatAtMs ?? -Infinity);
      return;
    }
    // The source's history already gave what the stream holds of these rows.
    if (isAnother && isSettled(published)) return;
    if (open[0]?.source?.batch !== message.source?.batch || message.source === undefined) settle();
    const present = inPresentShape(plan, message);
    restore(memory, present, recall);
    open.push(present);
    if (!isSettled(published)) remember(memory, message);
  });
  settle();
  return { memory, unsettled };
}

function restore(memory: PipelineMemory, message: ScanBatch, recall: RecoverySteps['recall']): void {
  const lane = memory.lanes.of(message.assetId);
  lane.sequence = Math.max(lane.sequence, message.sequences.at(-1) ?? 0);
  const width = message.tags.length;
  for (let row = 0; row < message.rows; row++) {
    const eventTimeMs = message.eventTimesMs[row] ?? NaN;
    // Quality was judged at publication; this only teaches the assessor the earlier values.
    const values = message.values.slice(row * width, (row + 1) * width);
    lane.assess(eventTimeMs, values, message.quality.slice(row * width, (row + 1) * width));
    memory.mapper.remember(message.assetId, eventTimeMs);
  }
  const clockMs = Math.max(lane.newestMs, lane.announcedMs);
  recall(lane, lane.newestMs, { readAtMs: message.readAtsMs.at(-1) ?? 0, clockMs });
}

function remember(memory: PipelineMemory, message: ScanBatch): void {
  if (message.source === undefined) return;
  memory.batch = Math.max(memory.batch, message.source.batch);
  for (const keys of message.source.rowKeys) for (const key of keys.split(',')) memory.published.add(key);
}
