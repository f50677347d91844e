export { compileRules, bindScan, bindingFits } from './rule-program.js';
export type { RuleProgram, ScanBinding, CompiledValueRule, CompiledNoDataRule } from './rule-program.js';
export { assetMemorySchema, newAssetMemory, clockOf, NEVER } from './asset-memory.js';
export type { AssetMemory, Episode, RuleMemory, PredictionMemory } from './asset-memory.js';
export type { Cause } from './cause.js';
export { eventInstant, wallInstant } from './clocks.js';
export type { EventInstant, WallInstant } from './clocks.js';
export { decideScan, UNKNOWN_STATE_HOLD_MS } from './decide-scan.js';
export type { ScanRow } from './decide-scan.js';
export { decideWallTime } from './decide-wall-time.js';
export type { EventTimer, PeopleTimer, Timer, WallTimer } from './timer.js';
export { decideHeartbeat } from './decide-heartbeat.js';
export {
  decidePrediction,
  UPDATE_EVERY_MS,
  UPDATE_EVERY_MS_MIN,
  UPDATE_PROBABILITY,
} from './decide-prediction.js';
export type { PredictionRow } from './prediction-row.js';
export { predictionSeverity } from './prediction-cause.js';
export { PREDICTION_KIND } from './episode.js';
export { decideAction, isOver } from './decide-action.js';
export type { ActionRequest } from './decide-action.js';
export { decideProgram, decideRetirement } from './adopt-program.js';
export { alertEventOf } from './decision.js';
export type { Change, Outside, Outcome } from './decision.js';
export {
  revertAlert,
  salvagedMemory,
  storableAlert,
  storableEvent,
  storableMemory,
  storableText,
} from './set-aside.js';
export { isWorse, worstOf } from './severity.js';
