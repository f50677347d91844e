import { AppError } from '@eagle/contracts/domain';
import { outputsAreSound, type ModelOutputs } from '@eagle/models';
import { circuitBreaker, type CircuitBreaker } from '@eagle/service-kit';

/** Runs within the window that are needed before the share of failures counts. */
const RUNS_MIN = 3;
const FAILED_PERCENT_MAX = 50;
const WINDOW_MS = 10_000;
/** How long a model is not run before one frame tries it again. */
const OPEN_MS = 30_000;
/** More than one organization ever has in flight; the durable consumer limits concurrency. */
const CONCURRENCY_MAX = 4_096;

/**
 * Circuit breaker of one organization's model. A model that throws, or answers something that is
 * not a number, in half of its runs is not run for a while. Runs have no timeout (they block the
 * event loop), so a frame costs no timer.
 *
 * The breaker counts from a failure on until a whole window has passed without one. Counting every
 * run of a healthy model was a twentieth of the cost of a frame here.
 */
export class ModelCircuit {
  private readonly breaker: CircuitBreaker<[() => Promise<ModelOutputs>], ModelOutputs>;
  /**
   * In a row. A plant that is scanned once an hour never has `RUNS_MIN` runs within the window: its
   * circuit stays closed although its model has failed.
   */
  private failures = 0;
  /** Monotone milliseconds. */
  private watchedUntilMs = 0;

  constructor(
    openMs = OPEN_MS,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.breaker = circuitBreaker((run) => run(), {
      name: 'The model',
      timeoutMs: 0,
      callsMin: RUNS_MIN,
      failurePercentMax: FAILED_PERCENT_MAX,
      windowMs: WINDOW_MS,
      windowParts: 1,
      openMs,
      concurrencyMax: CONCURRENCY_MAX,
    });
  }

  /**
   * `degraded`: the last run failed. `failed`: so many failed in a row, or so many that the model
   * is not run.
   */
  get health(): 'healthy' | 'degraded' | 'failed' {
    if (this.breaker.state !== 'closed' || this.failures >= RUNS_MIN) return 'failed';
    return this.failures > 0 ? 'degraded' : 'healthy';
  }

  /**
   * @throws AppError `CIRCUIT.OPEN` (unavailable), `MODEL.ANSWER_UNSOUND` (bug), or the error of
   * `run`.
   */
  async call(run: () => Promise<ModelOutputs>): Promise<ModelOutputs> {
    const isWatched = this.isWatched;
    try {
      const outputs = await (isWatched ? this.breaker.call(() => soundAnswerOf(run)) : soundAnswerOf(run));
      this.failures = 0;
      return outputs;
    } catch (error) {
      this.failures += 1;
      this.watchedUntilMs = this.now() + WINDOW_MS;
      if (!isWatched) await this.report(error);
      throw error;
    }
  }

  close(): void {
    this.breaker.close();
  }

  private get isWatched(): boolean {
    return this.now() < this.watchedUntilMs || this.breaker.state !== 'closed';
  }

  /**
   * Handles a failure that the breaker did not count; the breaker rethrows it, and so does the
   * caller.
   */
  private async report(error: unknown): Promise<void> {
    const failing = (): Promise<never> =>
      Promise.reject(error instanceof Error ? error : new Error(String(error)));
    await this.breaker.call(failing).catch(() => undefined);
  }
}

async function soundAnswerOf(run: () => Promise<ModelOutputs>): Promise<ModelOutputs> {
  const outputs = await run();
  if (outputsAreSound(outputs)) return outputs;
  throw new AppError('MODEL.ANSWER_UNSOUND', 'The model gives answers that are not numbers.');
}
