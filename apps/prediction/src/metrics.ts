import type { Metrics } from '@eagle/service-kit';
import { METRICS } from './declared-metrics.js';

/** Why rows of features gave no prediction. */
export type DropReason = 'no-model' | 'feature-set-differs' | 'model-failed';

/** The state of the live models, read when the metrics are scraped. */
export interface ResidentModels {
  readonly live: () => number;
  readonly bytes: () => number;
}

/** The metrics of this service. */
export class PredictionMetrics {
  private readonly rows;
  private readonly droppedRows;
  private readonly letGo;
  private readonly batchRows;
  private readonly run;
  private readonly latency;
  private readonly explanations;
  private readonly loads;
  private readonly lookups;
  private readonly misses;
  private readonly evictions;

  constructor(metrics: Metrics, resident: ResidentModels) {
    this.rows = metrics.counter(METRICS.rows);
    this.droppedRows = metrics.counter(METRICS.dropped);
    this.letGo = metrics.counter(METRICS.framesLetGo);
    this.batchRows = metrics.histogram(METRICS.batchRows);
    this.run = metrics.histogram(METRICS.runSeconds);
    this.latency = metrics.histogram(METRICS.readToPredictedSeconds);
    this.explanations = metrics.counter(METRICS.explanations);
    this.loads = metrics.counter(METRICS.modelLoads);
    this.lookups = metrics.counter(METRICS.modelLookups);
    this.misses = metrics.histogram(METRICS.modelMissSeconds);
    this.evictions = metrics.counter(METRICS.modelEvictions);
    metrics.gauge(METRICS.liveModels, (gauge) => gauge.set(resident.live()));
    metrics.gauge(METRICS.modelBytes, (gauge) => gauge.set(resident.bytes()));
  }

  predicted(rows: number, readToPredictedMs: number): void {
    this.rows.inc(rows);
    this.latency.observe(readToPredictedMs / 1_000);
  }

  dropped(reason: DropReason, rows: number): void {
    this.droppedRows.inc({ reason }, rows);
  }

  /** Of an organization that is disabled or removed. */
  frameLetGo(): void {
    this.letGo.inc();
  }

  ran(rows: number, ms: number): void {
    this.batchRows.observe(rows);
    this.run.observe(ms / 1_000);
  }

  explained(): void {
    this.explanations.inc();
  }

  lookedUp(outcome: 'hit' | 'miss'): void {
    this.lookups.inc({ outcome });
  }

  missed(ms: number): void {
    this.misses.observe(ms / 1_000);
  }

  evicted(): void {
    this.evictions.inc();
  }

  loaded(outcome: 'ok' | 'failed'): void {
    this.loads.inc({ outcome });
  }
}
