import { counter, gauge, histogram } from '@eagle/service-kit';

const ROWS_BUCKETS = [1, 2, 4, 8, 16, 32, 64, 128, 256];
const RUN_BUCKETS_S = [
  0.000_05, 0.000_1, 0.000_2, 0.000_4, 0.000_8, 0.001_6, 0.003_2, 0.006_4, 0.012_8, 0.05, 0.2,
];
const MISS_BUCKETS_S = [0.005, 0.01, 0.02, 0.035, 0.05, 0.1, 0.25, 1, 5];

/** Every metric of this service. */
export const METRICS = {
  rows: counter('eagle_prediction_rows_total', 'Rows predicted.'),
  dropped: counter(
    'eagle_prediction_rows_dropped_total',
    'Rows without a prediction: no-model, feature-set-differs, model-failed.',
    ['reason'],
  ),
  framesLetGo: counter(
    'eagle_prediction_frames_let_go_total',
    'Frames of organizations that are disabled or removed.',
  ),
  batchRows: histogram('eagle_prediction_batch_rows', 'Rows in one run of a model.', [], ROWS_BUCKETS),
  runSeconds: histogram('eagle_prediction_run_seconds', 'Duration of one run of a model.', [], RUN_BUCKETS_S),
  readToPredictedSeconds: histogram(
    'eagle_prediction_read_to_predicted_seconds',
    'From reading the oldest row of a frame at its source to the acknowledged prediction.',
  ),
  explanations: counter('eagle_prediction_explanations_total', 'Rows explained.'),
  modelLoads: counter('eagle_prediction_model_loads_total', 'Models fetched and opened: ok or failed.', [
    'outcome',
  ]),
  modelLookups: counter(
    'eagle_prediction_model_lookups_total',
    'Times a frame needed a model: hit (in memory) or miss.',
    ['outcome'],
  ),
  modelMissSeconds: histogram(
    'eagle_prediction_model_miss_seconds',
    'How long a frame waited for a model that was not in memory.',
    [],
    MISS_BUCKETS_S,
  ),
  modelEvictions: counter(
    'eagle_prediction_model_evictions_total',
    'Models that were evicted from memory to make room for others.',
  ),
  liveModels: gauge('eagle_prediction_live_models', 'Live models in this replica.'),
  modelBytes: gauge('eagle_prediction_model_bytes', 'Memory of all models in this replica.'),
  shadowFrames: counter(
    'eagle_prediction_shadow_frames_total',
    'Frames offered to versions in shadow, by outcome.',
    ['outcome'],
  ),
};
