import { decideHeartbeat, decideScan, type Change, type ScanRow } from '@eagle/alerts';
import type { ScanBatch } from '@eagle/contracts/frames';
import type { OrganizationState } from '../organization/organization-state.js';
import { isStorableTime } from './storable-time.js';

/** The outcome of the rows of one message. */
export interface DecisionCounts {
  readonly changes: readonly Change[];
  readonly decided: number;
  readonly stale: number;
  readonly late: number;
  /** Rows with a time that cannot be stored. */
  readonly timeless: number;
}

const NO_CHANGES: readonly Change[] = [];

// One row object for all rows of all batches: deciding is synchronous and keeps no reference to it.
const row: ScanRow = {
  sequence: 0,
  eventTimeMs: 0,
  readAtMs: 0,
  state: 0,
  values: new Float64Array(0),
  offset: 0,
};

/** Judges every scan of a batch in order. A batch without rows (a heartbeat) only advances time. */
export function evaluateScans(state: OrganizationState, batch: ScanBatch): DecisionCounts {
  const memory = state.memoryOf(batch.assetId);
  let changes = NO_CHANGES;
  if (batch.heartbeatAtMs !== null && isStorableTime(batch.heartbeatAtMs)) {
    const outcome = decideHeartbeat(
      memory,
      state.program,
      batch.heartbeatAtMs,
      state.outside,
      batch.silentMs,
    );
    if (outcome.status !== 'stale') state.moved.add(batch.assetId);
    changes = outcome.changes;
  }
  const binding = state.bindingFor(batch.tags, batch.stateNames);
  let [decided, stale, late, timeless] = [0, 0, 0, 0];
  for (let i = 0; i < batch.rows; i += 1) {
    row.sequence = batch.sequences[i] ?? 0;
    row.eventTimeMs = batch.eventTimesMs[i] ?? 0;
    if (!isStorableTime(row.eventTimeMs)) {
      timeless += 1;
      continue;
    }
    row.readAtMs = batch.readAtsMs[i] ?? 0;
    row.state = batch.states[i] ?? 0;
    row.values = batch.values;
    row.offset = i * batch.tags.length;
    const outcome = decideScan(memory, binding, row, state.outside);
    if (outcome.status === 'stale') stale += 1;
    else decided += 1;
    if (outcome.status === 'late') late += 1;
    if (outcome.changes.length > 0) changes = [...changes, ...outcome.changes];
  }
  if (decided > 0) state.moved.add(batch.assetId);
  return { changes, decided, stale, late, timeless };
}
