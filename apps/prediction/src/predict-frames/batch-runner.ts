import type { OrganizationId } from '@eagle/contracts/domain';
import type { ModelOutputs } from '@eagle/models';
import { believedNow } from '@eagle/service-kit/clocks';
import type { PredictionMetrics } from '../metrics.js';
import type { LoadedModel } from '../models/loaded-model.js';
import type { UseReporter } from '../replica/use-reporter.js';

/** Most rows of one run: a larger run blocks the event loop for longer than it saves. */
export const BATCH_ROWS_MAX = 256;

/**
 * Limits of one round, which takes about a millisecond: no answer waits longer for the rows of
 * others.
 */
const ROUND_ROWS_MAX = 512;
const ROUND_BATCHES_MAX = 32;

interface PendingRows {
  readonly model: LoadedModel;
  readonly matrix: Float32Array;
  readonly rows: number;
  readonly resolve: (outputs: ModelOutputs) => void;
  readonly reject: (error: unknown) => void;
}

/** The waiting rows of one organization. */
interface Line {
  pending: PendingRows[];
}

/**
 * Runs models in short rounds: one batch of each waiting organization in turn. Waiting rows of one
 * organization for the same model go into one batch. A run is synchronous but begins in a new tick
 * of the event loop. The runs of a round share one tick, and their answers are returned together,
 * so that the callers' publications leave in one write. The intake limits the number of waiting
 * rows.
 */
export class BatchRunner {
  /**
   * Every organization that ever waited: a Map with frequent insertions and deletions would keep
   * removed entries in memory (see `InFlight` in messaging).
   */
  private readonly lines = new Map<OrganizationId, Line>();
  /** Queues with waiting rows, the longest waiting first. */
  private waiting: Line[] = [];
  private running = false;

  constructor(
    private readonly metrics: PredictionMetrics,
    private readonly use: Pick<UseReporter, 'predicted'>,
  ) {}

  /**
   * @param matrix  rows x width, at most `BATCH_ROWS_MAX` rows; not changed, and not kept after the
   * promise settles.
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
      const line = this.lineOf(organizationId);
      if (line.pending.length === 0) this.waiting.push(line);
      line.pending.push(pending);
      if (!this.running) void this.drain();
    });
  }

  forget(organizationId: OrganizationId): void {
    this.lines.delete(organizationId);
  }

  private lineOf(organizationId: OrganizationId): Line {
    const found = this.lines.get(organizationId);
    if (found !== undefined) return found;
    const line: Line = { pending: [] };
    this.lines.set(organizationId, line);
    return line;
  }

  private async drain(): Promise<void> {
    this.running = true;
    // Frames that arrived together are all queued once the current callback is over.
    await Promise.resolve();
    while (this.waiting.length > 0) {
      const answers = await Promise.all(this.nextRound().map((batch) => this.runBatch(batch)));
      for (const answer of answers.flat()) answer();
    }
    this.running = false;
  }

  /**
   * At most one batch an organization, the longest waiting first. A queue with rows left goes to
   * the end.
   */
  private nextRound(): PendingRows[][] {
    const waiting = this.waiting;
    const round: PendingRows[][] = [];
    let rows = 0;
    let from = 0;
    const batchesMax = Math.min(ROUND_BATCHES_MAX, waiting.length);
    for (; from < batchesMax && rows < ROUND_ROWS_MAX; from += 1) {
      const line = waiting[from];
      if (line === undefined) continue;
      const batch = batchOf(line);
      round.push(batch);
      rows += rowsOf(batch);
      if (line.pending.length > 0) waiting.push(line);
    }
    this.waiting = waiting.slice(from);
    return round;
  }

  /** @returns functions that settle the callers' promises. */
  private async runBatch(batch: readonly PendingRows[]): Promise<(() => void)[]> {
    const [first] = batch;
    if (first === undefined) return [];
    const { model } = first;
    const rows = rowsOf(batch);
    try {
      const startedAtMs = performance.now();
      const outputs = await model.session.run(joined(batch, rows, model.session.shape.width), rows);
      this.metrics.ran(rows, performance.now() - startedAtMs);
      this.use.predicted(model.manifest.organizationId, model.manifest.version, believedNow());
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

/**
 * Takes the rows of the next run from the queue: those that wait for the same model, up to the
 * limit.
 */
function batchOf(line: Line): PendingRows[] {
  const { pending } = line;
  let rows = 0;
  let taken = 0;
  for (const { model, rows: more } of pending) {
    if (taken > 0 && (model !== pending[0]?.model || rows + more > BATCH_ROWS_MAX)) break;
    rows += more;
    taken += 1;
  }
  line.pending = pending.slice(taken);
  return taken === pending.length ? pending : pending.slice(0, taken);
}

const rowsOf = (batch: readonly PendingRows[]): number =>
  batch.reduce((sum, pending) => sum + pending.rows, 0);

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
