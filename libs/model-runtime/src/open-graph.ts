import { AppError } from '@eagle/contracts/domain';
import { InferenceSession, Tensor } from 'onnxruntime-node';

/** What is expected of a graph: it takes `features` Float32 [n, width] and gives each of the outputs as Float32 [n, columns]. */
export interface GraphInterface {
  readonly width: number;
  /** Columns by name of the output. */
  readonly outputs: Readonly<Record<string, number>>;
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

/** One graph, open in onnxruntime. Runs block the event loop for their duration. */
export class OpenGraph {
  private constructor(
    private readonly session: InferenceSession,
    private readonly width: number,
  ) {}

  /**
   * @param file  Name of the graph's file, for messages.
   * @throws AppError `MODEL.UNREADABLE` (invalid) when onnxruntime cannot open it, `MODEL.WRONG_INTERFACE` (invalid) when its inputs or outputs are
   * not the expected ones.
   */
  static async open(bytes: Uint8Array, file: string, expected: GraphInterface): Promise<OpenGraph> {
    let session: InferenceSession;
    try {
      session = await InferenceSession.create(bytes, SESSION_OPTIONS);
    } catch (cause) {
      throw new AppError('MODEL.UNREADABLE', `The model's ${file} cannot be opened.`, {}, { cause });
    }
    const problem = interfaceProblem(session, expected);
    if (problem === null) return new OpenGraph(session, expected.width);
    await session.release();
    throw new AppError('MODEL.WRONG_INTERFACE', `The model's ${file} has another interface: ${problem}.`);
  }

  /**
   * @param matrix  rows x width; NaN is a missing feature.
   * @throws AppError `MODEL.RUN_FAILED` (bug) when onnxruntime throws.
   */
  async run(matrix: Float32Array, rows: number): Promise<InferenceSession.OnnxValueMapType> {
    try {
      return await this.session.run({ features: new Tensor('float32', matrix, [rows, this.width]) });
    } catch (cause) {
      throw new AppError('MODEL.RUN_FAILED', 'The model failed on the given rows.', {}, { cause });
    }
  }

  /** Frees the graph's memory. No run may be in flight. */
  release(): Promise<void> {
    return this.session.release();
  }
}

/** @throws AppError `MODEL.RUN_FAILED` (bug) where the output is not of the declared kind and length. */
export function floatsOf(
  outputs: InferenceSession.OnnxValueMapType,
  name: string,
  length: number,
): Float32Array {
  const data = outputs[name]?.data;
  if (data instanceof Float32Array && data.length === length) return data;
  throw new AppError('MODEL.RUN_FAILED', `The model's output ${name} is not what it declares.`);
}

function interfaceProblem(session: InferenceSession, { width, outputs }: GraphInterface): string | null {
  const expected = [
    { values: session.inputMetadata, name: 'features', columns: width },
    ...Object.entries(outputs).map(([name, columns]) => ({ values: session.outputMetadata, name, columns })),
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
