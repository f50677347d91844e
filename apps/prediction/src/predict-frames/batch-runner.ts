import type { OrganizationId } from '@eagle/contracts';
import type { ModelOutputs } from '@eagle/models';
import type { PredictionMetrics } from '../metrics.js';
import type { LoadedModel } from '../models/loaded-model.js';

/** Rows of one run: beyond this, a run holds the event loop for longer than it saves. */
export const BATCH_ROWS_MAX = 256;

/** How long an answer may wait for those of other organizations. */
const ROUND_MS_MAX = 1;

interface PendingRows {
  readonly model: LoadedModel;
  readonly matrix: Float32Array;
  readonly rows: number;
  readonly resolve: (outputs: ModelOutputs) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Runs models one batch after the other (a run is synchronous, so nothing is gained by more at once), taking turns between organizations. What
 * waits of one organization for the same model goes into one batch. Bounded by what the callers have in flight: a few frames per organization.
 */
export class BatchRunner {
  readonly #waiting = new Map<OrganizationId, PendingRows[]>();
  #running = false;

  constructor(private readonly metrics: PredictionMetrics) {}

  /**
   * @param matrix  rows x width, at most `BATCH_ROWS_MAX` rows; not changed, and not kept after the promise settles.
   * @throws AppError `MODEL.RUN_FAILED`.
   */
  run(
    organizationId: OrganizationId,
    model: LoadedModel,
    matrix: Float32Array,
    rows: number,
  ): Promise<ModelOutputs> {
    return new Promise((resolve, reject) => {
      const pending = { model, matrix, rows, resolve, reject };
      const queue = this.#waiting.get(organizationId);
      if (queue === undefined) this.#waiting.set(organizationId, [pending]);
      else queue.push(pending);
      if (!this.#running) void this.#drain();
    });
  }

  /** Answers of one short round are handed out together: what their callers publish then leaves in one write instead of many. */
  async #drain(): Promise<void> {
    this.#running = true;
    let answers: (() => void)[] = [];
    let roundAtMs = performance.now();
    while (this.#waiting.size > 0) {
      answers.push(...(await this.#runBatch(this.#nextBatch())));
      if (this.#waiting.size > 0 && performance.now() - roundAtMs < ROUND_MS_MAX) continue;
      for (const answer of answers) answer();
      answers = [];
      roundAtMs = performance.now();
    }
    this.#running = false;
  }

  /** The oldest waiting organization's rows; where some are left, it goes to the end of the line. */
  #nextBatch(): PendingRows[] {
    for (const [organizationId, queue] of this.#waiting) {
      this.#waiting.delete(organizationId);
      let rows = 0;
      let taken = 0;
      for (const { model, rows: more } of queue) {
        if (taken > 0 && (model !== queue[0]?.model || rows + more > BATCH_ROWS_MAX)) break;
        rows += more;
        taken += 1;
      }
      if (taken < queue.length) this.#waiting.set(organizationId, queue.splice(taken));
      return queue;
    }
    return [];
  }

  /** @returns what settles the callers' promises. */
  async #runBatch(batch: readonly PendingRows[]): Promise<(() => void)[]> {
    const [first] = batch;
    if (first === undefined) return [];
    const { model } = first;
    const rows = batch.reduce((sum, pending) => sum + pending.rows, 0);
    try {
      const startedAtMs = performance.now();
      const outputs = await model.session.run(joined(batch, rows, model.session.shape.width), rows);
      this.metrics.ran(rows, performance.now() - startedAtMs);
      let from = 0;
      return batch.map((pending) => {
        const own = part(outputs, from, pending.rows, rows);
        from += pending.rows;
        return () => pending.resolve(own);
      });
    } catch (error) {
      return batch.map((pending) => () => pending.reject(error));
    }
  }
}

function joined(batch: readonly PendingRows[], rows: number, width: number): Float32Array {
  const [first] = batch;
  if (batch.length === 1 && first !== undefined) return first.matrix;
  const matrix = new Float32Array(rows * width);
  let offset = 0;
  for (const pending of batch) {
    matrix.set(pending.matrix, offset);
    offset += pending.rows * width;
  }
  return matrix;
}

/** Views, not copies. */
function part(outputs: ModelOutputs, from: number, count: number, rows: number): ModelOutputs {
  if (count === rows) return outputs;
  const components = outputs.component.length / rows;
  return {
    probability: outputs.probability.subarray(from, from + count),
    component: outputs.component.subarray(from * components, (from + count) * components),
    timeToFailure: outputs.timeToFailure.subarray(from * 3, (from + count) * 3),
  };
}
