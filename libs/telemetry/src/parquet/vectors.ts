import type { DuckDBDataChunk } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';

/**
 * Whole columns between typed arrays and DuckDB's vectors. The API's own way is value by value,
 * which takes many times as long; these are the calls that it is made of.
 */

/** Rows that DuckDB takes and gives at once. */
export const CHUNK_ROWS = duckdb.vector_size();

const WORD = 2 ** 32;

/** Writes numbers into a column of a chunk, as they are. */
export function writeColumn(
  chunk: DuckDBDataChunk,
  column: number,
  numbers: Float64Array | Uint8Array | Uint16Array | Uint32Array,
): void {
  const vector = duckdb.data_chunk_get_vector(chunk.chunk, column);
  // The binding takes a whole buffer with offset and length.
  const { buffer, byteOffset, byteLength } = numbers;
  if (byteLength > 0) duckdb.copy_data_to_vector(vector, 0, buffer as ArrayBuffer, byteOffset, byteLength);
}

/** Writes numbers, NULL where there is none (NaN). */
export function writeNumbers(chunk: DuckDBDataChunk, column: number, numbers: Float64Array): void {
  writeColumn(chunk, column, numbers);
  const valid = validityOf(numbers);
  if (valid === null) return;
  const vector = duckdb.data_chunk_get_vector(chunk.chunk, column);
  duckdb.vector_ensure_validity_writable(vector);
  duckdb.copy_data_to_vector_validity(vector, 0, valid.buffer, 0, valid.byteLength);
}

/** One bit a number, set where there is one; null where there is one everywhere. */
function validityOf(numbers: Float64Array): Uint8Array<ArrayBuffer> | null {
  let valid: Uint8Array<ArrayBuffer> | null = null;
  for (let row = 0; row < numbers.length; row += 1) {
    const value = numbers[row] ?? 0;
    if (!Number.isNaN(value)) continue;
    valid ??= new Uint8Array(Math.ceil(numbers.length / 64) * 8).fill(0xff);
    valid[row >>> 3] = (valid[row >>> 3] ?? 0) & ~(1 << (row & 7));
  }
  return valid;
}

/** Writes whole numbers as 64 bits: BigInt would take ten times as long. */
export function writeWholeNumbers(
  chunk: DuckDBDataChunk,
  column: number,
  numbers: Float64Array,
  scale: number,
): void {
  const words = new Uint32Array(numbers.length * 2);
  for (let row = 0; row < numbers.length; row += 1) {
    const whole = Math.round((numbers[row] ?? 0) * scale);
    const high = Math.floor(whole / WORD);
    words[row * 2] = whole - high * WORD;
    words[row * 2 + 1] = high;
  }
  writeColumn(chunk, column, words);
}

function bytesOf(chunk: DuckDBDataChunk, column: number, bytesEach: number): Uint8Array {
  const vector = duckdb.data_chunk_get_vector(chunk.chunk, column);
  return duckdb.vector_get_data(vector, chunk.rowCount * bytesEach);
}

/** A column of doubles, NaN where it is NULL. The chunk may go afterwards. */
export function readNumbers(chunk: DuckDBDataChunk, column: number): Float64Array {
  const rows = chunk.rowCount;
  const bytes = bytesOf(chunk, column, 8);
  const numbers = new Float64Array(bytes.buffer, bytes.byteOffset, rows).slice();
  const vector = duckdb.data_chunk_get_vector(chunk.chunk, column);
  const valid = validityBytes(vector, rows);
  if (valid === null) return numbers;
  for (let row = 0; row < rows; row += 1) {
    if (((valid[row >>> 3] ?? 0) & (1 << (row & 7))) === 0) numbers[row] = Number.NaN;
  }
  return numbers;
}

/** The binding gives null where every row is valid, which its type does not say. */
function validityBytes(vector: duckdb.Vector, rows: number): Uint8Array | null {
  return duckdb.vector_get_validity(vector, Math.ceil(rows / 64) * 8);
}

/** A column of 64-bit integers that are exact as numbers. */
export function readWholeNumbers(chunk: DuckDBDataChunk, column: number, scale: number): Float64Array {
  const rows = chunk.rowCount;
  const bytes = bytesOf(chunk, column, 8);
  const low = new Uint32Array(bytes.buffer, bytes.byteOffset, rows * 2);
  const high = new Int32Array(bytes.buffer, bytes.byteOffset, rows * 2);
  const numbers = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) {
    numbers[row] = ((high[row * 2 + 1] ?? 0) * WORD + (low[row * 2] ?? 0)) / scale;
  }
  return numbers;
}

export const readBytes = (chunk: DuckDBDataChunk, column: number): Uint8Array =>
  Uint8Array.from(bytesOf(chunk, column, 1));

/** Codes of an ENUM with so many names. */
export function readCodes(chunk: DuckDBDataChunk, column: number, names: number): Uint16Array {
  if (isByteEnum(names)) return Uint16Array.from(bytesOf(chunk, column, 1));
  const bytes = bytesOf(chunk, column, 2);
  return new Uint16Array(bytes.buffer, bytes.byteOffset, chunk.rowCount).slice();
}

/** DuckDB keeps codes of small enums in one byte each. */
export const isByteEnum = (names: number): boolean => names <= 255;
