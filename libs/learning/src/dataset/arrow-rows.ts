import { open, type FileHandle } from 'node:fs/promises';
import {
  type Data,
  Field,
  FixedSizeList,
  Float32,
  Float64,
  Int16,
  makeData,
  RecordBatch,
  RecordBatchFileWriter,
  Schema,
  Struct,
  Uint32,
  Uint8,
  type DataType,
} from 'apache-arrow';

/** Facts of one row besides its features. */
export interface RowFacts {
  /** Index of the asset. */
  readonly asset: number;
  readonly timeMs: number;
  /**
   * 1 = positive: a failure comes within the horizon (or, where states are told apart, is there).
   */
  readonly label: number;
  /** Index into the components; -1 none. */
  readonly component: number;
  /** Minutes to the coming failure; NaN unknown. */
  readonly minutesToFailure: number;
  /** -1: the row always trains. k: fold k holds it out. */
  readonly fold: number;
  /**
   * Lies shortly before a horizon: it teaches which component fails and when, not whether one
   * fails.
   */
  readonly early: boolean;
  /** Number of rows of the record that this one represents. */
  readonly weight: number;
  /** Time since the asset's run began. */
  readonly sinceStartMs: number;
  /** Time since the asset's last failure; NaN before the first. */
  readonly sinceFailureMs: number;
}

/** The facts of `length` rows, column by column. */
export interface RowColumns {
  readonly asset: Uint32Array;
  readonly time: Float64Array;
  readonly label: Uint8Array;
  readonly component: Int16Array;
  readonly minutesToFailure: Float32Array;
  readonly fold: Int16Array;
  readonly early: Uint8Array;
  readonly weight: Float32Array;
  readonly sinceStart: Float64Array;
  readonly sinceFailure: Float64Array;
}

/** Empty columns with room for that many rows. */
export const emptyColumns = (rows: number): RowColumns => ({
  asset: new Uint32Array(rows),
  time: new Float64Array(rows),
  label: new Uint8Array(rows),
  component: new Int16Array(rows),
  minutesToFailure: new Float32Array(rows),
  fold: new Int16Array(rows),
  early: new Uint8Array(rows),
  weight: new Float32Array(rows),
  sinceStart: new Float64Array(rows),
  sinceFailure: new Float64Array(rows),
});

const required = (name: string, type: DataType): Field => new Field(name, type, false);

function schemaOf(width: number): Schema {
  return new Schema([
    required('features', new FixedSizeList(width, required('item', new Float32()))),
    required('label', new Uint8()),
    required('component', new Int16()),
    required('minutes_to_failure', new Float32()),
    required('fold', new Int16()),
    required('early', new Uint8()),
    required('weight', new Float32()),
    required('time_ms', new Float64()),
    required('asset', new Uint32()),
    required('since_start_ms', new Float64()),
    required('since_failure_ms', new Float64()),
  ]);
}

/** Counts the bytes that it has passed on. */
class PositionedWriter extends RecordBatchFileWriter {
  get position(): number {
    return this._position;
  }
}

/**
 * Writes `rows.arrow`, an uncompressed Arrow IPC file that both sides can map: batch after batch,
 * holding none of them. Columns as in the trainer's README.
 */
export class ArrowRowsFile {
  private readonly schema: Schema;
  private readonly writer = new PositionedWriter({ autoDestroy: false });
  private readonly done: Promise<void>;
  private writtenBytes = 0;
  private onChunk: () => void = () => undefined;

  private constructor(
    private readonly file: FileHandle,
    private readonly width: number,
  ) {
    this.schema = schemaOf(width);
    this.done = this.copyToFile();
    // The next call of `append` throws the failure; without this it would be an unhandled
    // rejection.
    this.done.catch(() => undefined);
  }

  static async create(path: string, width: number): Promise<ArrowRowsFile> {
    return new ArrowRowsFile(await open(path, 'w'), width);
  }

  /**
   * Returns when the operating system has the batch, so that the bytes in memory stay bounded.
   * @param features  At least rows x width; not kept.
   * @param columns  At least `rows` rows; the first `rows` are written.
   */
  async append(features: Float32Array, columns: RowColumns, rows: number): Promise<void> {
    if (rows === 0) return;
    const children = this.childrenOf(features, columns, rows);
    const data = makeData({ type: new Struct(this.schema.fields), length: rows, nullCount: 0, children });
    this.writer.write(new RecordBatch(this.schema, data));
    while (this.writtenBytes < this.writer.position) {
      await Promise.race([this.done, new Promise<void>((resolve) => (this.onChunk = resolve))]);
    }
  }

  /** Writes the footer and closes. */
  async finish(): Promise<void> {
    this.writer.finish();
    await this.done;
    await this.file.sync();
    await this.file.close();
  }

  /**
   * Closes a file that will not be finished. Its errors follow from the first one, and are ignored.
   */
  async abandon(): Promise<void> {
    this.writer.abort();
    await this.done.catch(() => undefined);
    await this.file.close().catch(() => undefined);
  }

  private async copyToFile(): Promise<void> {
    const chunks: AsyncIterable<Uint8Array> = this.writer;
    for await (const chunk of chunks) {
      for (let from = 0; from < chunk.byteLength;) {
        from += (await this.file.write(chunk, from)).bytesWritten;
      }
      this.writtenBytes += chunk.byteLength;
      this.onChunk();
    }
  }

  /** In the order of the schema; views, not copies. */
  private childrenOf(features: Float32Array, columns: RowColumns, rows: number): Data[] {
    const cells = rows * this.width;
    const item = makeData({
      type: new Float32(),
      length: cells,
      nullCount: 0,
      data: features.subarray(0, cells),
    });
    const matrix = new FixedSizeList(this.width, required('item', new Float32()));
    const float32 = (data: Float32Array): Data => makeData({ type: new Float32(), ...whole(data, rows) });
    const float64 = (data: Float64Array): Data => makeData({ type: new Float64(), ...whole(data, rows) });
    const uint8 = (data: Uint8Array): Data => makeData({ type: new Uint8(), ...whole(data, rows) });
    const int16 = (data: Int16Array): Data => makeData({ type: new Int16(), ...whole(data, rows) });
    return [
      makeData({ type: matrix, length: rows, nullCount: 0, child: item }),
      uint8(columns.label),
      int16(columns.component),
      float32(columns.minutesToFailure),
      int16(columns.fold),
      uint8(columns.early),
      float32(columns.weight),
      float64(columns.time),
      makeData({ type: new Uint32(), ...whole(columns.asset, rows) }),
      float64(columns.sinceStart),
      float64(columns.sinceFailure),
    ];
  }
}

function whole<T extends { subarray(from: number, to: number): T }>(
  data: T,
  rows: number,
): { length: number; nullCount: number; data: T } {
  return { length: rows, nullCount: 0, data: data.subarray(0, rows) };
}
