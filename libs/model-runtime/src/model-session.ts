import { AppError, type BelowFloor, type GoldenRows, type ModelManifest } from '@eagle/contracts/domain';
import {
  goldenDifference,
  goldenMatrix,
  goldenRow,
  outputsBelowFloor,
  PROBABILITY_FILE,
  someReachFloor,
  type ModelOutputs,
} from '@eagle/models';
import { floatsOf, OpenGraph } from './open-graph.js';

/** What a bundle's manifest says of its `model.onnx`. */
export interface ModelShape {
  /** Features per row. */
  readonly width: number;
  /** Columns of the output `component`. */
  readonly components: number;
}

/** What suffices for a batch in which no row reaches the floor: a graph of two operators in the place of one with a branch, and what such rows get. */
export interface QuickAnswer {
  /** `probability.onnx`, or its compact form. */
  readonly graph: Uint8Array;
  readonly belowFloor: BelowFloor;
}

/** @param graph  Null where the bundle has no `probability.onnx`. */
export function quickAnswerOf(
  { belowFloor }: Pick<ModelManifest, 'belowFloor'>,
  graph: Uint8Array | null,
): QuickAnswer | null {
  return graph === null || belowFloor === null ? null : { graph, belowFloor };
}

/** Rows of the runs that warm a session up: one chunk of each size that the hot path uses. */
const WARM_UP_ROWS = [1, 64, 256] as const;

/** One bundle's model, open in onnxruntime. Runs block the event loop for their duration: keep chunks small. */
export class ModelSession {
  private constructor(
    private readonly whole: OpenGraph,
    private readonly quick: { readonly graph: OpenGraph; readonly belowFloor: BelowFloor } | null,
    readonly shape: ModelShape,
  ) {}

  /**
   * @param model  `model.onnx`, or its compact form.
   * @param quick  Null: every batch is run through the whole model.
   * @param between  Awaited between the two graphs: opening one blocks the event loop for milliseconds.
   * @throws AppError `MODEL.UNREADABLE` (invalid) when onnxruntime cannot open it, `MODEL.WRONG_INTERFACE` (invalid) when its inputs or outputs are
   * not those of the bundle contract.
   */
  static async open(
    model: Uint8Array,
    shape: ModelShape,
    quick: QuickAnswer | null = null,
    between?: () => Promise<void>,
  ): Promise<ModelSession> {
    const { width, components } = shape;
    const outputs = { probability: 1, component: components, time_to_failure: 3 };
    const whole = await OpenGraph.open(model, 'model.onnx', { width, outputs });
    if (quick === null) return new ModelSession(whole, null, shape);
    try {
      await between?.();
      const graph = await OpenGraph.open(quick.graph, PROBABILITY_FILE, {
        width,
        outputs: { probability: 1 },
      });
      return new ModelSession(whole, { graph, belowFloor: quick.belowFloor }, shape);
    } catch (error) {
      await whole.release();
      throw error;
    }
  }

  /**
   * Answers a batch. Outputs are as the model gives them; see `outputsAreSound`.
   * @param matrix  rows x width; NaN is a missing feature.
   * @throws AppError `MODEL.RUN_FAILED` (bug) when onnxruntime throws or gives something else than declared.
   */
  async run(matrix: Float32Array, rows: number): Promise<ModelOutputs> {
    return (await this.runQuick(matrix, rows)) ?? this.runWhole(matrix, rows);
  }

  /** @returns null where the whole model has to be asked. */
  private async runQuick(matrix: Float32Array, rows: number): Promise<ModelOutputs | null> {
    if (this.quick === null) return null;
    const { graph, belowFloor } = this.quick;
    const probability = floatsOf(await graph.run(matrix, rows), 'probability', rows);
    return someReachFloor(probability, belowFloor) ? null : outputsBelowFloor(probability, belowFloor);
  }

  private async runWhole(matrix: Float32Array, rows: number): Promise<ModelOutputs> {
    const outputs = await this.whole.run(matrix, rows);
    return {
      probability: floatsOf(outputs, 'probability', rows),
      component: floatsOf(outputs, 'component', rows * this.shape.components),
      timeToFailure: floatsOf(outputs, 'time_to_failure', rows * 3),
    };
  }

  /** Runs synthetic rows, so that the first real one does not pay for what is done once. */
  async warmUp(): Promise<void> {
    for (const rows of WARM_UP_ROWS) {
      const matrix = new Float32Array(rows * this.shape.width);
      await this.runWhole(matrix, rows);
      await this.runQuick(matrix, rows);
    }
  }

  /**
   * Re-scores the golden rows, together through the whole model and each by itself as a batch of its own would be answered.
   * @throws AppError `MODEL.GOLDEN_MISMATCH` (invalid) when this machine gets other answers than the trainer saw.
   */
  async rescore(golden: GoldenRows): Promise<void> {
    const matrix = goldenMatrix(golden);
    const outputs = await this.runWhole(matrix, golden.features.length);
    const difference = goldenDifference(golden, outputs) ?? (await this.quickDifference(golden, matrix));
    if (difference !== null) {
      throw new AppError(
        'MODEL.GOLDEN_MISMATCH',
        `The model does not give the answers that its trainer recorded: ${difference}.`,
      );
    }
  }

  private async quickDifference(golden: GoldenRows, matrix: Float32Array): Promise<string | null> {
    if (this.quick === null) return null;
    const { width } = this.shape;
    for (let row = 0; row < golden.features.length; row += 1) {
      const outputs = await this.runQuick(matrix.subarray(row * width, (row + 1) * width), 1);
      const difference = outputs === null ? null : goldenDifference(goldenRow(golden, row), outputs);
      if (difference !== null) return `row ${row} by ${PROBABILITY_FILE}: ${difference}`;
    }
    return null;
  }

  /** Frees the model's memory. No run may be in flight. */
  async release(): Promise<void> {
    await this.whole.release();
    await this.quick?.graph.release();
  }
}
