import { createReadStream } from 'node:fs';
import path from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { AppError } from '@eagle/contracts/domain';
import { badRecording } from '../bad-recording.js';
import { GuessingDecoder, isGzip, markOf, NamedDecoder, noTextKind, type PieceDecoder } from './encoding.js';

/** Text of a file, in pieces that end with a line; the last one may not. */
export interface FileText {
  readonly pieces: AsyncIterable<string>;
  /** As far as it is known yet. */
  readonly encoding: () => string;
  /** How often the file was packed with gzip. */
  readonly packedTimes: number;
}

const READ_BYTES = 1 << 16;
/** Longest line of a table. */
export const LINE_BYTES_MAX = 1 << 22;
const PACKED_TIMES_MAX = 4;
const NEW_LINE = 10;
const CARRIAGE_RETURN = 13;

/**
 * Opens a file as text, independent of its name: it is unpacked as often as needed, and decoded by
 * its detected encoding.
 * @param encoding  The encoding; null detects it.
 * @throws AppError `RECORDING.INVALID` (invalid) where the file is no text, is cut short or cannot
 * be decoded.
 */
export async function textOfFile(file: string, encoding: string | null): Promise<FileText> {
  const name = path.basename(file);
  let packedTimes = 0;
  let chunks = chunksOf(createReadStream(file, { highWaterMark: READ_BYTES }), name);
  for (;;) {
    const { first, all } = await peek(chunks);
    if (!isGzip(first)) {
      if (packedTimes === 0 && name.endsWith('.gz') && first.length > 0) {
        throw badRecording(`${name} cannot be read: it is not packed with gzip; take ".gz" off its name`);
      }
      return { ...decoded(first, all, name, encoding), packedTimes };
    }
    packedTimes += 1;
    if (packedTimes > PACKED_TIMES_MAX)
      throw badRecording(`${name} cannot be read: it is packed more than ${PACKED_TIMES_MAX} times`);
    chunks = unpacked(all, name);
  }
}

async function* chunksOf(stream: Readable, name: string): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of stream) {
      if (!Buffer.isBuffer(chunk)) throw new TypeError('expected bytes');
      yield chunk;
    }
  } catch (error) {
    if (error instanceof AppError || !(error instanceof Error)) throw error;
    const isCut = /unexpected end of file/.test(error.message);
    throw badRecording(
      `${name} cannot be read: ${isCut ? 'its packed content ends too early (unexpected end of file); it was cut off, copy it again' : error.message}`,
    );
  }
}

function unpacked(packed: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: READ_BYTES });
  // An error of one stage destroys the other too, and so reaches the loop of the reader.
  pipeline(Readable.from(packed), gunzip, () => undefined);
  return chunksOf(gunzip, name);
}

/** The first bytes, and everything from the beginning. */
async function peek(chunks: AsyncGenerator<Buffer>): Promise<{ first: Buffer; all: AsyncGenerator<Buffer> }> {
  const next = await chunks.next();
  const first = next.done === true ? Buffer.alloc(0) : next.value;
  return {
    first,
    all: (async function* () {
      try {
        yield first;
        yield* chunks;
      } finally {
        await chunks.return(undefined);
      }
    })(),
  };
}

function decoded(
  first: Buffer,
  all: AsyncGenerator<Buffer>,
  name: string,
  named: string | null,
): Omit<FileText, 'packedTimes'> {
  const kind = noTextKind(first);
  if (kind !== null && named === null) {
    throw badRecording(
      `${name} cannot be read: it is ${kind}; export the table as CSV (text, at most packed with gzip)`,
    );
  }
  const mark = markOf(first);
  const isWide = (named ?? mark.encoding).toLowerCase().startsWith('utf-16');
  const decoder = isWide || named !== null ? new NamedDecoder(named ?? mark.encoding) : new GuessingDecoder();
  const skipBytes = named === null || mark.encoding === new TextDecoder(named).encoding ? mark.skipBytes : 0;
  return {
    pieces: piecesOf(all, skipBytes, decoder, name, isWide),
    encoding: () => decoder.encoding,
  };
}

async function* piecesOf(
  chunks: AsyncGenerator<Buffer>,
  skipBytes: number,
  decoder: PieceDecoder,
  name: string,
  isWide: boolean,
): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0);
  let skip = skipBytes;
  let lines = 0;
  const textOf = (bytes: Buffer): string => {
    const text = decoder.decode(bytes);
    if (text === null) {
      throw badRecording(
        `${name} cannot be read: from line ${lines + 1} on it is no ${decoder.encoding}; give its encoding, for example --encoding windows-1251`,
      );
    }
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
    return text;
  };
  for await (const chunk of chunks) {
    const bytes: Buffer = skip === 0 ? chunk : chunk.subarray(skip);
    skip = 0;
    // A stateful decoder needs no whole lines, and in 16-bit units line ends are other bytes.
    const end = isWide ? bytes.length : lineEnd(bytes);
    if (end === 0) {
      rest = Buffer.concat([rest, bytes]);
      if (rest.length > LINE_BYTES_MAX)
        throw badRecording(
          `${name} cannot be read: line ${lines + 1} is longer than ${LINE_BYTES_MAX} bytes, so that it is no table of rows`,
        );
      continue;
    }
    // Only the line that began in the bytes before is joined: copying all bytes would double the
    // memory.
    const begun = rest.length === 0 ? 0 : firstLineEnd(bytes, end);
    const line = begun === 0 ? '' : textOf(Buffer.concat([rest, bytes.subarray(0, begun)]));
    const text = line + textOf(bytes.subarray(begun, end));
    rest = Buffer.from(bytes.subarray(end));
    if (text !== '') yield text;
  }
  if (rest.length > 0) yield textOf(rest);
}

function firstLineEnd(bytes: Buffer, end: number): number {
  const newLine = bytes.indexOf(NEW_LINE);
  return newLine === -1 ? end : newLine + 1;
}

/** Where the last whole line of some bytes ends; 0 where none does. */
function lineEnd(bytes: Buffer): number {
  const newLine = bytes.lastIndexOf(NEW_LINE);
  if (newLine !== -1) return newLine + 1;
  // A carriage return as last byte may belong to a line feed that has not come yet.
  const end = bytes.subarray(0, -1).lastIndexOf(CARRIAGE_RETURN);
  return end + 1;
}
