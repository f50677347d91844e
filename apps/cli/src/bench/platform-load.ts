import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@eagle/contracts/domain';
import type { BenchPlatform } from './bench-platform.js';
import type { MetricsPage } from './metrics-page.js';
import { histogramDelta, inMilliseconds, type Histogram } from './percentile.js';
import { cpuSecondsOf } from './process-usage.js';

const DECIDED = 'eagle_predictions_decided_total';
/**
 * Decisions at the end of the load are counted every fiftieth of a second: the wait for the next
 * count is part of the measured time.
 */
const CHECK_EVERY_MS = 20;
const DRAIN_DEADLINE_MS = 120_000;

/** The work of the platform between two points of time. */
export interface PlatformWork {
  /** Until the last one was decided. */
  readonly elapsedS: number;
  readonly predictionsDecided: number;
  /** Read to decided, milliseconds, of every prediction. */
  readonly predictionLatencyMs: Histogram;
  /** Read to decided, milliseconds, of every scan. */
  readonly scanLatencyMs: Histogram;
  /** CPU seconds by process. */
  readonly cpuS: Readonly<Record<string, number>>;
  readonly prediction: PredictionWork;
}

/** The work of prediction: runs of models, their time, and explained rows. */
export interface PredictionWork {
  readonly runs: number;
  readonly runS: number;
  readonly explanations: number;
}

/** Watches the platform's processes over one measurement. */
export class PlatformWatch {
  private constructor(
    private readonly bench: BenchPlatform,
    private readonly before: MetricsPage,
    private readonly predictionBefore: PredictionWork,
    private readonly cpuBefore: Readonly<Record<string, number>>,
    private readonly startedAt: number,
  ) {}

  static async start(bench: BenchPlatform): Promise<PlatformWatch> {
    const before = await bench.metrics('alerting');
    const prediction = await predictionWorkOf(bench);
    return new PlatformWatch(bench, before, prediction, cpuOf(bench), performance.now());
  }

  /**
   * Waits until this many predictions were decided since the start. @throws AppError
   * `BENCH.NOT_DECIDED` (timeout).
   */
  async untilDecided(predictions: number): Promise<void> {
    const until = performance.now() + DRAIN_DEADLINE_MS;
    for (;;) {
      const decided = (await this.bench.metrics('alerting')).sum(DECIDED) - this.before.sum(DECIDED);
      if (decided >= predictions) return;
      if (performance.now() > until) {
        throw new AppError(
          'BENCH.NOT_DECIDED',
          `Of ${predictions} predictions only ${decided} were decided.`,
        );
      }
      await delay(CHECK_EVERY_MS, undefined, { signal: this.bench.hooks.signal });
    }
  }

  async end(): Promise<PlatformWork> {
    const elapsedS = (performance.now() - this.startedAt) / 1_000;
    const cpuAfter = cpuOf(this.bench);
    const after = await this.bench.metrics('alerting');
    const prediction = await predictionWorkOf(this.bench);
    const delta = (name: string): Histogram =>
      histogramDelta(this.before.histogram(name), after.histogram(name));
    return {
      elapsedS,
      predictionsDecided: after.sum(DECIDED) - this.before.sum(DECIDED),
      predictionLatencyMs: inMilliseconds(delta('eagle_prediction_decision_seconds')),
      scanLatencyMs: inMilliseconds(delta('eagle_scan_decision_seconds')),
      cpuS: Object.fromEntries(
        Object.entries(cpuAfter).map(([name, cpu]) => [name, cpu - (this.cpuBefore[name] ?? 0)]),
      ),
      prediction: {
        runs: prediction.runs - this.predictionBefore.runs,
        runS: prediction.runS - this.predictionBefore.runS,
        explanations: prediction.explanations - this.predictionBefore.explanations,
      },
    };
  }
}

async function predictionWorkOf(bench: BenchPlatform): Promise<PredictionWork> {
  const page = await bench.metrics('prediction');
  return {
    runs: page.sum('eagle_prediction_run_seconds_count'),
    runS: page.sum('eagle_prediction_run_seconds_sum'),
    explanations: page.sum('eagle_prediction_explanations_total'),
  };
}

function cpuOf(bench: BenchPlatform): Record<string, number> {
  return Object.fromEntries([...bench.pids()].map(([name, pid]) => [name, cpuSecondsOf(pid)]));
}

/**
 * CPU seconds of the platform: its services, its broker and its database, not the server of the
 * plants.
 */
export function platformCpuS({ cpuS }: PlatformWork): number {
  return Object.entries(cpuS)
    .filter(([name]) => name !== 'scada-postgres' && name !== 'scada-simulator')
    .reduce((sum, [, cpu]) => sum + cpu, 0);
}
