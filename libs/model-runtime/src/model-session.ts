import { AppError, type GoldenRows } from '@eagle/contracts';
import { goldenDifference, goldenMatrix, type ModelOutputs } from '@eagle/models';
import { InferenceSession, Tensor } from 'onnxruntime-node';

/** What a bundle's manifest says of its `model.onnx`. */
export interface ModelShape {
  /** Features per row. */
  readonly width: number;
  /** Columns of the output `component`. */
  readonly components: number;
}

/**
 * One thread and no arena: every model gets its memory back on release, and inference never competes with the threads of another. More cores are
 * used by more replicas.
 */
const SESSION_OPTIONS: InferenceSession.SessionOptions = {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  enableCpuMemArena: false,
  enableMemPattern: false,
  logSeverityLevel: 3,
};

/** Rows of the runs that warm a session up: one chunk of each size that the hot path uses. */
const WARM_UP_ROWS = [1, 64, 256] as const;

/** `model.onnx` of one bundle, open in onnxruntime. Runs block the event loop for their duration: keep chunks small. */
export class ModelSession {
  private constructor(
    private readonly session: InferenceSession,
    readonly shape: ModelShape,
  ) {}

  /**
   * @throws AppError `MODEL.UNREADABLE` (invalid) when onnxruntime cannot open it, `MODEL.WRONG_INTERFACE` (invalid) when its inputs or outputs are
   * not those of the bundle contract.
   */
  static async open(model: Uint8Array, shape: ModelShape): Promise<ModelSession> {
    let session: InferenceSession;
    try {
      session = await InferenceSession.create(model, SESSION_OPTIONS);
    } catch (cause) {
      throw new AppError('MODEL.UNREADABLE', 'invalid', 'The model file cannot be opened.', {}, { cause });
    }
    const problem = interfaceProblem(session, shape);
    if (problem !== null) {
      await session.release();
      throw new AppError(
        'MODEL.WRONG_INTERFACE',
        'invalid',
        `The model file has another interface: ${problem}.`,
      );
    }
    return new ModelSession(session, shape);
  }

  /**
   * Runs the model once. Outputs are as the model gives them; see `outputsAreSound`.
   * @param matrix  rows x width; NaN is a missing feature.
   * @throws AppError `MODEL.RUN_FAILED` (bug) when onnxruntime throws or gives something else than declared.
   */
  async run(matrix: Float32Array, rows: number): Promise<ModelOutputs> {
    let outputs: InferenceSession.OnnxValueMapType;
    try {
      const features = new Tensor('float32', matrix, [rows, this.shape.width]);
      outputs = await this.session.run({ features });
    } catch (cause) {
      throw new AppError('MODEL.RUN_FAILED', 'bug', 'The model failed on the given rows.', {}, { cause });
    }
    return {
      probability: floatsOf(outputs, 'probability', rows),
      component: floatsOf(outputs, 'component', rows * this.shape.components),
      timeToFailure: floatsOf(outputs, 'time_to_failure', rows * 3),
    };
  }

  /** Runs synthetic rows, so that the first real one does not pay for what is done once. */
  async warmUp(): Promise<void> {
    for (const rows of WARM_UP_ROWS) await this.run(new Float32Array(rows * this.shape.width), rows);
  }

  /**
   * Re-scores the golden rows.
   * @throws AppError `MODEL.GOLDEN_MISMATCH` (invalid) when this machine gets other answers than the trainer saw.
   */
  async rescore(golden: GoldenRows): Promise<void> {
    const outputs = await this.run(goldenMatrix(golden), golden.features.length);
    const difference = goldenDifference(golden, outputs);
    if (difference !== null) {
      throw new AppError(
        'MODEL.GOLDEN_MISMATCH',
        'invalid',
        `The model does not give the answers that its trainer recorded: ${difference}.`,
      );
    }
  }

  /** Frees the model's memory. No run may be in flight. */
  release(): Promise<void> {
    return this.session.release();
  }
}

function floatsOf(outputs: InferenceSession.OnnxValueMapType, name: string, length: number): Float32Array {
  const data = outputs[name]?.data;
  if (!(data instanceof Float32Array) || data.length !== length) {
    throw new AppError('MODEL.RUN_FAILED', 'bug', `The model's output ${name} is not what it declares.`);
  }
  return data;
}

function interfaceProblem(session: InferenceSession, shape: ModelShape): string | null {
  const expected = [
    { values: session.inputMetadata, name: 'features', columns: shape.width },
    { values: session.outputMetadata, name: 'probability', columns: 1 },
    { values: session.outputMetadata, name: 'component', columns: shape.components },
    { values: session.outputMetadata, name: 'time_to_failure', columns: 3 },
  ];
  if (session.inputMetadata.length !== 1) return `${session.inputMetadata.length} inputs instead of one`;
  for (const { values, name, columns } of expected) {
    const value = values.find((candidate) => candidate.name === name);
    if (value === undefined) return `${name} is missing`;
    if (!value.isTensor || value.type !== 'float32') return `${name} is not a Float32 tensor`;
    // Exporters may leave a dimension open (text); what is declared must fit.
    const declared = value.shape[1];
    if (value.shape.length !== 2 || (typeof declared === 'number' && declared !== columns)) {
      return `${name} has shape [${value.shape.join(', ')}] instead of [n, ${columns}]`;
    }
  }
  return null;
}
