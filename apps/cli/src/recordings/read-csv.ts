import { createReadStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { AppError } from '@eagle/contracts';
import { parse } from 'csv-parse';
import { z } from 'zod';
import { badRecording } from './bad-recording.js';

const rowSchema = z.array(z.string());
/** Told by the first line alone, the ends of others in a file put together from several would pass for part of a value. */
const LINE_ENDS = ['\r\n', '\n', '\r'];

/**
 * Streams the rows of a CSV file, unpacked where its name ends in `.gz`; the first one is the header.
 * @throws AppError `RECORDING.INVALID` (invalid) where the file is no CSV, is cut short or has two columns of one name.
 */
export async function* readCsv(file: string): AsyncGenerator<string[]> {
  const parser = parse({ skip_empty_lines: true, trim: true, bom: true, record_delimiter: LINE_ENDS });
  const raw = createReadStream(file);
  // Errors of every stage destroy the parser with them, and so reach the loop below.
  const done = (): void => undefined;
  if (file.endsWith('.gz')) pipeline(raw, createGunzip(), parser, done);
  else pipeline(raw, parser, done);
  let isHeader = true;
  try {
    for await (const row of parser) {
      const cells = rowSchema.parse(row);
      if (isHeader) checkHeader(file, cells);
      isHeader = false;
      yield cells;
    }
  } catch (error) {
    if (error instanceof AppError || !(error instanceof Error)) throw error;
    throw badRecording(`${path.basename(file)} cannot be read: ${error.message}`);
  }
}

function checkHeader(file: string, header: readonly string[]): void {
  const twice = header.find((name, index) => header.indexOf(name) !== index);
  if (twice !== undefined) throw badRecording(`${path.basename(file)} has two columns "${twice}"`);
}

/** The header of a file, whose columns must be among it. @throws AppError `RECORDING.INVALID` (invalid) that names what is missing. */
export async function headerOf(file: string, needed: readonly string[]): Promise<string[]> {
  for await (const header of readCsv(file)) {
    const missing = needed.filter((column) => !header.includes(column));
    if (missing.length === 0) return header;
    throw badRecording(
      `${path.basename(file)} has no column ${missing.map((column) => `"${column}"`).join(', ')}; it has ${header.join(', ')}`,
    );
  }
  throw badRecording(`${path.basename(file)} is empty`);
}
