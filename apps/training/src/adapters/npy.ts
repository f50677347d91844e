import { open, readFile, writeFile, type FileHandle } from 'node:fs/promises';
import { AppError } from '@eagle/contracts';

const HEADER_BYTES = 128;

/** Types of numpy that a data set is made of. */
type NpyArray = Float32Array | Float64Array | Uint8Array | Int16Array;

function typeOf(values: NpyArray): string {
  if (values instanceof Float32Array) return '<f4';
  if (values instanceof Float64Array) return '<f8';
  return values instanceof Int16Array ? '<i2' : '|u1';
}

/** Header of a `.npy` file, version 1.0, always 128 bytes, so that it can be written again once the number of rows is known. */
function header(type: string, shape: readonly number[]): Buffer {
  const dimensions = shape.length === 1 ? `${shape[0] ?? 0},` : shape.join(', ');
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': (${dimensions}), }`;
  const bytes = Buffer.alloc(HEADER_BYTES, ' ');
  bytes.write('\x93NUMPY\x01\x00', 0, 'latin1');
  bytes.writeUInt16LE(HEADER_BYTES - 10, 8);
  bytes.write(text, 10, 'latin1');
  bytes.write('\n', HEADER_BYTES - 1, 'latin1');
  return bytes;
}

const bytesOf = (values: NpyArray): Buffer =>
  Buffer.from(values.buffer, values.byteOffset, values.byteLength);

/** Writes a one-dimensional array. */
export async function writeNpy(path: string, values: NpyArray): Promise<void> {
  await writeFile(path, Buffer.concat([header(typeOf(values), [values.length]), bytesOf(values)]));
}

/** A float32 matrix that grows on disk row by row. */
export class NpyMatrix {
  private constructor(
    private readonly file: FileHandle,
    private readonly width: number,
    private rows = 0,
  ) {}

  static async create(path: string, width: number): Promise<NpyMatrix> {
    const file = await open(path, 'w');
    await file.write(header('<f4', [0, width]));
    return new NpyMatrix(file, width);
  }

  /** @param values  Whole rows. */
  async append(values: Float32Array): Promise<void> {
    const bytes = bytesOf(values);
    for (let done = 0; done < bytes.length;) {
      done += (await this.file.write(bytes, done, bytes.length - done)).bytesWritten;
    }
    this.rows += values.length / this.width;
  }

  /** Writes the final shape and closes; safe to call after a failure too. */
  async close(): Promise<void> {
    try {
      await this.file.write(header('<f4', [this.rows, this.width]), 0, HEADER_BYTES, 0);
    } finally {
      await this.file.close();
    }
  }
}

/** Reads a one-dimensional float32 array. @throws AppError `TRAINING.PREDICTIONS_UNREADABLE` (bug). */
export async function readNpyFloat32(path: string): Promise<Float32Array> {
  const bytes = await readFile(path);
  const headerEnd = 10 + (bytes.length >= 10 ? bytes.readUInt16LE(8) : 0);
  const about = bytes.toString('latin1', 10, headerEnd);
  const rows = /'descr': '<f4'.*'shape': \((\d+),\)/.exec(about)?.[1];
  if (rows === undefined || bytes.length !== headerEnd + Number(rows) * 4) {
    throw new AppError(
      'TRAINING.PREDICTIONS_UNREADABLE',
      'bug',
      'The trainer wrote no readable predictions.',
    );
  }
  const values = new Float32Array(Number(rows));
  bytesOf(values).set(bytes.subarray(headerEnd));
  return values;
}
