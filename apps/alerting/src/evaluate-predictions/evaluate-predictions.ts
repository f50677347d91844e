import { decidePrediction, type Change, type PredictionRow } from '@eagle/alerts';
import { AppError } from '@eagle/contracts/domain';
import type { PredictionFrame } from '@eagle/contracts/frames';
import type { DecisionCounts } from '../evaluate-scans/evaluate-scans.js';
import { isStorableTime } from '../evaluate-scans/storable-time.js';
import type { OrganizationState } from '../organization/organization-state.js';

const NO_CHANGES: readonly Change[] = [];
const NO_FACTORS: PredictionRow['factors'] = [];

/**
 * Judges every prediction of a frame in order.
 * @throws AppError `ALERTING.FRAME_INCONSISTENT` (invalid), before anything is judged, when a row
 * names an unknown asset or component
 */
export function evaluatePredictions(state: OrganizationState, frame: PredictionFrame): DecisionCounts {
  assertNamed(frame);
  const memories = frame.assetNames.map((assetId) => state.memoryOf(assetId));
  // One row object for the whole frame: deciding is synchronous and keeps no reference to it.
  const row: { -readonly [K in keyof PredictionRow]?: PredictionRow[K] } = {
    modelVersion: frame.modelVersion,
    modelProbabilityMin: frame.probabilityMin,
  };
  let changes = NO_CHANGES;
  let [decided, stale, late, timeless] = [0, 0, 0, 0];
  for (let i = 0; i < frame.rows; i += 1) {
    const memory = memories[frame.assets[i] ?? 0];
    if (memory === undefined || !fill(row, frame, i)) continue;
    if (!isStorableTime(row.eventTimeMs)) {
      timeless += 1;
      continue;
    }
    const outcome = decidePrediction(memory, state.program, row, state.outside);
    if (outcome.status === 'stale') stale += 1;
    else decided += 1;
    if (outcome.status === 'late') late += 1;
    if (outcome.changes.length > 0) changes = [...changes, ...outcome.changes];
  }
  if (decided > 0) for (const assetId of frame.assetNames) state.moved.add(assetId);
  return { changes, decided, stale, late, timeless };
}

function fill(
  row: { -readonly [K in keyof PredictionRow]?: PredictionRow[K] },
  frame: PredictionFrame,
  i: number,
): row is PredictionRow {
  const component = frame.componentNames[frame.components[i] ?? 0];
  if (component === undefined) return false;
  row.sequence = frame.sequences[i] ?? 0;
  row.eventTimeMs = frame.eventTimesMs[i] ?? 0;
  row.readAtMs = frame.readAtsMs[i] ?? 0;
  row.flags = frame.flags[i] ?? 0;
  row.probability = known(frame.probability[i]);
  row.confidence = frame.confidence[i] ?? NaN;
  row.component = component;
  row.minutesLow = frame.timeToFailure[i * 3] ?? NaN;
  row.minutesMedian = frame.timeToFailure[i * 3 + 1] ?? NaN;
  row.minutesHigh = frame.timeToFailure[i * 3 + 2] ?? NaN;
  row.factors = frame.factors[i] ?? NO_FACTORS;
  return true;
}

/** An infinite value counts as unknown, and JSON cannot hold it. */
const known = (value: number | undefined): number =>
  value !== undefined && Number.isFinite(value) ? value : NaN;

function assertNamed({ rows, assets, assetNames, components, componentNames }: PredictionFrame): void {
  for (let i = 0; i < rows; i += 1) {
    if ((assets[i] ?? 0) < assetNames.length && (components[i] ?? 0) < componentNames.length) continue;
    throw new AppError(
      'ALERTING.FRAME_INCONSISTENT',
      `Row ${i} of the prediction frame names an asset or component that the frame does not list.`,
    );
  }
}
