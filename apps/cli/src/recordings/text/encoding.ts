import { isAscii, isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';

/** First bytes of a text in 16-bit units or marked as UTF-8, and how many to skip. */
export interface Marked {
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be';
  readonly skipBytes: number;
}

const LOOKS_LIKE_WIDE_SHARE = 0.3;

/** Binary formats, by their first bytes. */
const NO_TEXT: readonly (readonly [what: string, first: readonly number[]])[] = [
  ['an Excel workbook or another ZIP archive', [0x50, 0x4b, 0x03, 0x04]],
  ['an old Excel workbook', [0xd0, 0xcf, 0x11, 0xe0]],
  ['a Parquet file', [0x50, 0x41, 0x52, 0x31]],
  ['an Arrow file', [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31]],
  ['packed with zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['packed with xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['packed with bzip2', [0x42, 0x5a, 0x68]],
  ['packed with 7-Zip', [0x37, 0x7a, 0xbc, 0xaf]],
  ['a PDF document', [0x25, 0x50, 0x44, 0x46]],
  ['an HDF5 or MATLAB file', [0x89, 0x48, 0x44, 0x46]],
  ['an SQLite database', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65]],
];

const begins = (bytes: Buffer, first: readonly number[]): boolean =>
  first.every((byte, at) => bytes[at] === byte);

export const isGzip = (bytes: Buffer): boolean => begins(bytes, [0x1f, 0x8b]);

/** The binary format of a file; null where it may be text. */
export function noTextKind(bytes: Buffer): string | null {
  const known = NO_TEXT.find(([, first]) => begins(bytes, first));
  if (known !== undefined) return known[0];
  return markOf(bytes).encoding === 'utf-8' && bytes.includes(0) ? 'no text' : null;
}

/**
 * Detected from the byte order mark; without one, from the positions of zero bytes in 16-bit units.
 */
export function markOf(bytes: Buffer): Marked {
  if (begins(bytes, [0xef, 0xbb, 0xbf])) return { encoding: 'utf-8', skipBytes: 3 };
  if (begins(bytes, [0xff, 0xfe])) return { encoding: 'utf-16le', skipBytes: 2 };
  if (begins(bytes, [0xfe, 0xff])) return { encoding: 'utf-16be', skipBytes: 2 };
  const zeros = [0, 0];
  bytes.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  const least = LOOKS_LIKE_WIDE_SHARE * (bytes.length / 2);
  if (odd > least && even < least / 10) return { encoding: 'utf-16le', skipBytes: 0 };
  if (even > least && odd < least / 10) return { encoding: 'utf-16be', skipBytes: 0 };
  return { encoding: 'utf-8', skipBytes: 0 };
}

/** Decodes pieces that each end with a whole line, and reports a piece that cannot be decoded. */
export interface PieceDecoder {
  readonly encoding: string;
  decode(piece: Buffer): string | null;
}

/**
 * UTF-8 until a piece is invalid. Where everything before it was plain ASCII, the whole file is
 * read as Windows-1252 (a superset of Latin-1), otherwise it cannot be decoded.
 */
export class GuessingDecoder implements PieceDecoder {
  private western: TextDecoder | null = null;
  private onlyAscii = true;

  get encoding(): string {
    return this.western === null ? 'UTF-8' : 'Windows-1252';
  }

  decode(piece: Buffer): string | null {
    if (this.western !== null) return this.western.decode(piece);
    if (isUtf8(piece)) {
      const text = piece.toString('utf8');
      // Text of as many units as bytes is ASCII.
      if (text.length !== piece.length) this.onlyAscii = false;
      return text;
    }
    if (!this.onlyAscii || beginsAsUtf8(piece)) return null;
    this.western = new TextDecoder('windows-1252');
    return this.western.decode(piece);
  }
}

/** Whether the first line that is more than ASCII is UTF-8. */
function beginsAsUtf8(piece: Buffer): boolean {
  for (let from = 0; from < piece.length;) {
    const end = piece.indexOf(10, from);
    const line = piece.subarray(from, end === -1 ? piece.length : end);
    if (!isAscii(line)) return isUtf8(line);
    from += line.length + 1;
  }
  return false;
}

/** The encoding that the user gave. */
export class NamedDecoder implements PieceDecoder {
  private readonly decoder: TextDecoder;

  constructor(readonly encoding: string) {
    this.decoder = new TextDecoder(encoding, { fatal: true });
  }

  decode(piece: Buffer): string | null {
    try {
      return this.decoder.decode(piece, { stream: true });
    } catch (error) {
      if (error instanceof TypeError) return null;
      throw error;
    }
  }
}

/** Whether a name such as `windows-1251` or `shift_jis` is known. */
export function isEncoding(name: string): boolean {
  try {
    return new TextDecoder(name).encoding.length > 0;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
