import type { Metrics } from '@eagle/service-kit';

/** Why rows of features gave no prediction. */
export type DropReason = 'no-model' | 'feature-set-differs' | 'model-failed';

const ROWS_BUCKETS = [1, 2, 4, 8, 16, 32, 64, 128, 256];
const RUN_BUCKETS_S = [
  0.000_05, 0.000_1, 0.000_2, 0.000_4, 0.000_8, 0.001_6, 0.003_2, 0.006_4, 0.012_8, 0.05, 0.2,
];

const MISS_BUCKETS_S = [0.005, 0.01, 0.02, 0.035, 0.05, 0.1, 0.25, 1, 5];

/** What the shelf holds, read when the metrics are. */
export interface ResidentModels {
  readonly live: () => number;
  readonly bytes: () => number;
}

/** What this service counts and times. */
export class PredictionMetrics {
  readonly #rows;
  readonly #dropped;
  readonly #letGo;
  readonly #batchRows;
  readonly #run;
  readonly #latency;
  readonly #explanations;
  readonly #loads;
  readonly #lookups;
  readonly #misses;
  readonly #evictions;

  constructor(metrics: Metrics, resident: ResidentModels) {
    this.#rows = metrics.counter('eagle_prediction_rows_total', 'Rows predicted');
    this.#dropped = metrics.counter('eagle_prediction_rows_dropped_total', 'Rows without a prediction', [
      'reason',
    ]);
    this.#letGo = metrics.counter(
      'eagle_prediction_frames_let_go_total',
      'Frames of organizations that are switched off or gone',
    );
    this.#batchRows = metrics.histogram(
      'eagle_prediction_batch_rows',
      'Rows per run of a model',
      [],
      ROWS_BUCKETS,
    );
    this.#run = metrics.histogram(
      'eagle_prediction_run_seconds',
      'Duration of one run of a model',
      [],
      RUN_BUCKETS_S,
    );
    this.#latency = metrics.histogram(
      'eagle_prediction_read_to_predicted_seconds',
      'From reading the oldest row of a frame at its source to the acknowledged prediction',
    );
    this.#explanations = metrics.counter('eagle_prediction_explanations_total', 'Rows explained');
    this.#loads = metrics.counter('eagle_prediction_model_loads_total', 'Models fetched and opened', [
      'outcome',
    ]);
    this.#lookups = metrics.counter('eagle_prediction_model_lookups_total', 'Models asked for', ['outcome']);
    this.#misses = metrics.histogram(
      'eagle_prediction_model_miss_seconds',
      'How long a frame waited for a model that was not in memory',
      [],
      MISS_BUCKETS_S,
    );
    this.#evictions = metrics.counter(
      'eagle_prediction_model_evictions_total',
      'Models that made room for others',
    );
    metrics.gauge('eagle_prediction_live_models', 'Models that serve an organization here', [], (gauge) =>
      gauge.set(resident.live()),
    );
    metrics.gauge('eagle_prediction_model_bytes', 'Memory of all models here', [], (gauge) =>
      gauge.set(resident.bytes()),
    );
  }

  predicted(rows: number, readToPredictedMs: number): void {
    this.#rows.inc(rows);
    this.#latency.observe(readToPredictedMs / 1_000);
  }

  dropped(reason: DropReason, rows: number): void {
    this.#dropped.inc({ reason }, rows);
  }

  /** Of an organization that is switched off or gone. */
  frameLetGo(): void {
    this.#letGo.inc();
  }

  ran(rows: number, ms: number): void {
    this.#batchRows.observe(rows);
    this.#run.observe(ms / 1_000);
  }

  explained(): void {
    this.#explanations.inc();
  }

  lookedUp(outcome: 'hit' | 'miss'): void {
    this.#lookups.inc({ outcome });
  }

  missed(ms: number): void {
    this.#misses.observe(ms / 1_000);
  }

  evicted(): void {
    this.#evictions.inc();
  }

  loaded(outcome: 'ok' | 'failed'): void {
    this.#loads.inc({ outcome });
  }
}
