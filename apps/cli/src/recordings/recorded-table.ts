import { open, type FileHandle } from 'node:fs/promises';

/**
 * One row of a table: its lane (an asset, or a run of one), its time and its values; NaN is no
 * reading.
 */
export interface TableRow {
  readonly lane: number;
  readonly atMs: number;
  readonly values: Float64Array;
}

const PAGE_ROWS = 2_048;

/**
 * Rows of a recording on disk as plain numbers: the text is parsed once for any number of reads. A
 * row is lane, time and values, each a double.
 */
export class RecordedTable {
  private readonly page: Float64Array;
  private inPage = 0;
  private rowsWritten = 0;

  private constructor(
    private readonly file: FileHandle,
    readonly width: number,
  ) {
    this.page = new Float64Array(PAGE_ROWS * (width + 2));
  }

  /** @param width  Values of a row. */
  static async create(path: string, width: number): Promise<RecordedTable> {
    return new RecordedTable(await open(path, 'w+'), width);
  }

  get rows(): number {
    return this.rowsWritten + this.inPage;
  }

  /** Whether the page in memory must be flushed before the next row. */
  get isFull(): boolean {
    return this.inPage === PAGE_ROWS;
  }

  /** @param values  As many as the table is wide; NaN is no reading. */
  add(lane: number, atMs: number, values: ArrayLike<number>): void {
    const at = this.inPage * (this.width + 2);
    this.page[at] = lane;
    this.page[at + 1] = atMs;
    for (let column = 0; column < this.width; column += 1) this.page[at + 2 + column] = values[column] ?? NaN;
    this.inPage += 1;
  }

  /** Writes what is still in memory. */
  async flush(): Promise<void> {
    const bytes = new Uint8Array(this.page.buffer, 0, this.inPage * (this.width + 2) * 8);
    const from = this.rowsWritten * (this.width + 2) * 8;
    for (let done = 0; done < bytes.byteLength;) {
      done += (await this.file.write(bytes, done, bytes.byteLength - done, from + done)).bytesWritten;
    }
    this.rowsWritten += this.inPage;
    this.inPage = 0;
  }

  /** Every row, in the order of adding, page by page; the reader may change the values. */
  read(): AsyncGenerator<readonly TableRow[]> {
    return this.readFrom(0, this.rowsWritten, PAGE_ROWS);
  }

  /** The rows of one part of the table. */
  async *readFrom(from: number, to: number, pageRows: number): AsyncGenerator<readonly TableRow[]> {
    const stride = this.width + 2;
    for (let first = from; first < to; first += pageRows) {
      const rows = Math.min(pageRows, to - first);
      const page = await this.stretch(first, first + rows);
      yield Array.from({ length: rows }, (_, row) => ({
        lane: page[row * stride] ?? 0,
        atMs: page[row * stride + 1] ?? NaN,
        values: page.subarray(row * stride + 2, (row + 1) * stride),
      }));
    }
  }

  /** The numbers of some rows in file order: lane, time and values of each row. */
  async stretch(from: number, to: number): Promise<Float64Array> {
    const stride = this.width + 2;
    const numbers = new Float64Array((to - from) * stride);
    const bytes = new Uint8Array(numbers.buffer);
    for (let done = 0; done < bytes.byteLength;) {
      done += (await this.file.read(bytes, done, bytes.byteLength - done, from * stride * 8 + done))
        .bytesRead;
    }
    return numbers;
  }

  close(): Promise<void> {
    return this.file.close();
  }
}
