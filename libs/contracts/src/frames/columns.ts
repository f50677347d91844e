import { AppError } from '../domain/errors/app-error.js';
import { versionUnknown } from './codec.js';
import { zeroedBytes } from './slab.js';

const MAGIC = 0x4c474145; // "EAGL", little-endian
const HEADER_BYTES = 16;
/** Largest frame that is read; a longer payload is refused before anything is allocated for it. */
export const FRAME_BYTES_MAX = 4 * 1024 * 1024;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Width in bytes of each column type a frame can carry. */
const WIDTH = { f64: 8, f32: 4, u16: 2, u8: 1 } as const;
export type ColumnType = keyof typeof WIDTH;
export interface Column {
  readonly type: ColumnType;
  /** Values of all rows, row after row; its length is a multiple of the row count. */
  readonly values: Float64Array | Float32Array | Uint16Array | Uint8Array;
}

const align8 = (n: number): number => (n + 7) & ~7;

/**
 * Layout of every data-plane message: magic, meta length, row count, format version (16 bytes),
 * meta as JSON padded to 8 bytes, then each column contiguous and padded to 8 bytes, so that a
 * reader makes typed-array views after one copy. Little-endian throughout.
 */
export function encodeFrame(
  version: number,
  rows: number,
  metaBytes: Uint8Array,
  columns: readonly Column[],
): Uint8Array {
  let size = HEADER_BYTES + align8(metaBytes.length);
  for (const column of columns) size += align8(column.values.byteLength);
  const bytes = zeroedBytes(size);
  const header = new Uint32Array(bytes.buffer, bytes.byteOffset, 4);
  header[0] = MAGIC;
  header[1] = metaBytes.length;
  header[2] = rows;
  header[3] = version;
  bytes.set(metaBytes, HEADER_BYTES);
  let offset = HEADER_BYTES + align8(metaBytes.length);
  for (const { values } of columns) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), offset);
    offset += align8(values.byteLength);
  }
  return bytes;
}

export const encodeMeta = (meta: unknown): Uint8Array => encoder.encode(JSON.stringify(meta));

/** Reads the columns of one frame in the order in which they were written. */
export class FrameReader {
  private constructor(
    private readonly bytes: Uint8Array<ArrayBuffer>,
    readonly rows: number,
    /** Not parsed yet: see `meta`. */
    readonly metaText: string,
    private offset: number,
  ) {}

  /**
   * @param known  The version that this reader supports.
   * @throws AppError (invalid) `BUS.VERSION_UNKNOWN`; `FRAME.UNREADABLE` when the bytes are not a
   * whole frame.
   */
  static open(payload: Uint8Array, known: number): FrameReader {
    if (payload.byteLength < HEADER_BYTES || payload.byteLength > FRAME_BYTES_MAX) {
      throw unreadable(`a frame of ${payload.byteLength} bytes`);
    }
    // One copy, so that views are aligned and the transport may reuse its buffer.
    const bytes = zeroedBytes(payload.byteLength);
    bytes.set(payload);
    const header = new Uint32Array(bytes.buffer, bytes.byteOffset, 4);
    const [magic, metaLength, rows, version] = [
      header[0] ?? 0,
      header[1] ?? 0,
      header[2] ?? 0,
      header[3] ?? 0,
    ];
    const start = HEADER_BYTES + align8(metaLength);
    if (magic !== MAGIC) throw unreadable('no frame header');
    // First of all, because another version may mean other lengths.
    if (version !== known) throw versionUnknown(version, known);
    if (start > bytes.byteLength) throw unreadable('no frame header');
    let metaText: string;
    try {
      metaText = decoder.decode(bytes.subarray(HEADER_BYTES, HEADER_BYTES + metaLength));
    } catch (cause) {
      throw unreadable('meta is not text', cause);
    }
    return new FrameReader(bytes, rows, metaText, start);
  }

  /** @throws AppError `FRAME.UNREADABLE` (invalid). */
  get meta(): unknown {
    return parsedMeta(this.metaText);
  }

  f64(perRow = 1): Float64Array {
    return new Float64Array(this.bytes.buffer, this.take(perRow, 'f64'), this.rows * perRow);
  }
  f32(perRow = 1): Float32Array {
    return new Float32Array(this.bytes.buffer, this.take(perRow, 'f32'), this.rows * perRow);
  }
  u16(perRow = 1): Uint16Array {
    return new Uint16Array(this.bytes.buffer, this.take(perRow, 'u16'), this.rows * perRow);
  }
  u8(perRow = 1): Uint8Array {
    return new Uint8Array(this.bytes.buffer, this.take(perRow, 'u8'), this.rows * perRow);
  }

  /**
   * @throws AppError `FRAME.UNREADABLE` when bytes are left over: the frame has another shape than
   * the reader expects.
   */
  end(): void {
    if (this.offset !== this.bytes.byteLength) throw unreadable('bytes left over');
  }

  private take(perRow: number, type: ColumnType): number {
    const length = this.rows * perRow * WIDTH[type];
    const start = this.offset;
    if (start + length > this.bytes.byteLength) throw unreadable('columns cut short');
    this.offset = start + align8(length);
    return this.bytes.byteOffset + start;
  }
}

function parsedMeta(text: string): unknown {
  try {
    const meta: unknown = JSON.parse(text);
    return meta;
  } catch (cause) {
    throw unreadable('meta is not JSON', cause);
  }
}

/** A longer meta holds values that differ from frame to frame. */
const META_REMEMBERED_CHARS = 2_048;
const METAS_REMEMBERED_MAX = 4_096;

/**
 * Checked metas by their text. An organization's frames carry the same meta from one frame to the
 * next, and checking it costs more than all columns together. The returned values are shared and
 * must not be changed.
 */
export class MetaMemory<T> {
  private readonly known = new Map<string, T>();

  /**
   * @param check  Throws where the meta is not what the frame's kind expects; nothing is remembered
   * then.
   */
  constructor(private readonly check: (meta: unknown) => T) {}

  /** @throws AppError `FRAME.UNREADABLE` (invalid); what `check` throws. */
  of(metaText: string): T {
    const found = this.known.get(metaText);
    if (found !== undefined) return found;
    const checked = this.check(parsedMeta(metaText));
    if (metaText.length <= META_REMEMBERED_CHARS) {
      if (this.known.size >= METAS_REMEMBERED_MAX) this.known.clear();
      this.known.set(metaText, checked);
    }
    return checked;
  }
}

/** An organization's last meta, and its bytes. */
interface EncodedMeta<M> {
  readonly meta: M;
  readonly bytes: Uint8Array;
}

/**
 * Encodes a meta once and reuses its bytes while each of its values is identical (`===`) to the
 * last one. The caller must not change the values afterwards.
 */
export class EncodedMetas<M extends object> {
  private readonly known = new Map<string, EncodedMeta<M>>();

  /** @param key  The organization of the frames: one meta of each is remembered. */
  of(key: string, meta: M): Uint8Array {
    const found = this.known.get(key);
    if (found !== undefined && isSame(found.meta, meta)) return found.bytes;
    const bytes = encodeMeta(meta);
    if (bytes.length <= META_REMEMBERED_CHARS) {
      if (this.known.size >= METAS_REMEMBERED_MAX) this.known.clear();
      this.known.set(key, { meta, bytes });
    }
    return bytes;
  }
}

function isSame<M extends object>(a: M, b: M): boolean {
  for (const name in b) if (a[name] !== b[name]) return false;
  return true;
}

function unreadable(what: string, cause?: unknown): AppError {
  return new AppError('FRAME.UNREADABLE', `The message is not a readable frame: ${what}.`, {}, { cause });
}
