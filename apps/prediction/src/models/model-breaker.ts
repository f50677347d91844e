/** Failures in a row after which a model is left alone. */
const FAILURES_MAX = 3;
/** How long it is left alone before one frame tries it again. */
const OPEN_MS = 30_000;

/**
 * Circuit breaker of one organization's model. A model fails by itself (it throws, or answers NaN), never by waiting, so this one needs no timer and
 * no promise of its own: it costs a comparison per frame and nothing for a thousand idle models.
 */
export class ModelBreaker {
  #failures = 0;
  #triedAtMs = Number.NEGATIVE_INFINITY;

  /** `degraded`: the last run failed. `failed`: so many in a row that frames are no longer tried. */
  get health(): 'healthy' | 'degraded' | 'failed' {
    if (this.#failures === 0) return 'healthy';
    return this.#failures < FAILURES_MAX ? 'degraded' : 'failed';
  }

  /** Whether a run may be tried now; while open, one in `OPEN_MS`. */
  allows(nowMs: number): boolean {
    if (this.health !== 'failed') return true;
    if (nowMs - this.#triedAtMs < OPEN_MS) return false;
    this.#triedAtMs = nowMs;
    return true;
  }

  succeeded(): void {
    this.#failures = 0;
  }

  failed(nowMs: number): void {
    this.#failures += 1;
    this.#triedAtMs = nowMs;
  }
}
