import path from 'node:path';
import { badRecording, shown } from './bad-recording.js';
import { Spellings } from './names.js';
import type { ReadingOptions } from './reading-options.js';
import { guessSeparator, separatorName, separatorOf, type Separator } from './text/separator.js';
import { RowSplitter, UnreadableRow, type TextRow } from './text/split-rows.js';
import { textOfFile } from './text/text-of-file.js';

/** How a file was found to be written. */
export interface FileForm {
  readonly file: string;
  readonly encoding: string;
  readonly packedTimes: number;
  readonly separator: Separator;
}

/** A table in a file: its header, and its rows in pages. */
export interface CsvTable {
  readonly name: string;
  readonly header: readonly string[];
  readonly separator: Separator;
  /** Rows below the header, each with as many cells as the header has. */
  readonly pages: AsyncGenerator<readonly TextRow[]>;
  /** For those who do not read the rows to their end. */
  readonly close: () => Promise<void>;
  /** Complete when the rows have been read. */
  readonly form: () => FileForm;
}

/** No header is longer. */
const HEADER_CHARS = 1 << 16;
/** Spreadsheets take the separator from such a first line. */
const SEPARATOR_LINE = /^"?sep=(.)"?$/i;

/**
 * Opens a table. Unpacked, decoded and split as what it is.
 * @param needed  Columns that must be there.
 * @throws AppError `RECORDING.INVALID` (invalid) that names the file, the line and what is wrong.
 */
export async function openCsv(
  file: string,
  needed: readonly string[],
  options: Pick<ReadingOptions, 'separator' | 'encoding'>,
): Promise<CsvTable> {
  const name = path.basename(file);
  const text = await textOfFile(file, options.encoding);
  const pieces = text.pieces[Symbol.asyncIterator]();
  let first = '';
  // A header may hold line ends, at which the text comes in pieces.
  while (first.length < HEADER_CHARS) {
    const next = await pieces.next();
    if (next.done === true) break;
    first += next.value;
  }
  const { separator, skippedLines, rest } = beginning(first, needed, options.separator);
  const rows = rowsOf(name, new RowSplitter(separator, skippedLines + 1), rest, pieces);
  const page = await rows.next();
  if (page.done === true) throw badRecording(`${name} is empty`);
  const [head, ...others] = page.value;
  const close = async (): Promise<void> => void (await rows.return(undefined));
  let header;
  try {
    header = headerOf(name, head?.cells ?? [], needed, separator);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    name,
    header,
    separator,
    pages: evenRows(name, header.length, others, rows),
    close,
    form: () => ({ file: name, encoding: text.encoding(), packedTimes: text.packedTimes, separator }),
  };
}

function beginning(
  text: string,
  needed: readonly string[],
  wanted: Separator | null,
): { separator: Separator; skippedLines: number; rest: string } {
  const [blank = ''] = /^\s*/.exec(text) ?? [];
  const [line = ''] = text.slice(blank.length).split(/\r\n?|\n/, 1);
  const said = SEPARATOR_LINE.exec(line.trim());
  const named = said === null ? null : separatorOf(said[1] ?? '');
  if (named === null)
    return { separator: wanted ?? guessSeparator(text, needed), skippedLines: 0, rest: text };
  const rest = text.slice(blank.length + line.length).replace(/^(\r\n?|\n)/, '');
  const lines = blank.split(/\r\n?|\n/).length;
  return { separator: wanted ?? named, skippedLines: lines, rest };
}

async function* rowsOf(
  name: string,
  splitter: RowSplitter,
  first: string,
  pieces: AsyncIterator<string>,
): AsyncGenerator<readonly TextRow[], void> {
  try {
    let piece = first;
    for (;;) {
      const rows = splitter.push(piece);
      if (rows.length > 0) yield rows;
      const next = await pieces.next();
      if (next.done === true) break;
      piece = next.value;
    }
    const last = splitter.finish();
    if (last.length > 0) yield last;
  } catch (error) {
    if (!(error instanceof UnreadableRow)) throw error;
    throw badRecording(`${name} cannot be read: line ${error.line} has ${error.why}`);
  } finally {
    await pieces.return?.();
  }
}

/** Names of the columns. Nothing behind the last name is a column: some programs end every line in a separator. */
function headerOf(
  name: string,
  cells: readonly string[],
  needed: readonly string[],
  separator: Separator,
): string[] {
  const header = cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1);
  const twice = header.find((column, at) => column !== '' && header.indexOf(column) !== at);
  if (twice !== undefined) throw badRecording(`${name} has two columns ${shown(twice)}`);
  assertHas(name, header, needed, separator);
  return header;
}

/** @throws AppError `RECORDING.INVALID` (invalid) that names the columns that are missing and those that are there. */
export function assertHas(
  name: string,
  header: readonly string[],
  needed: readonly string[],
  separator: Separator,
): void {
  const missing = needed.filter((column) => !header.includes(column));
  if (missing.length === 0) return;
  const spellings = new Spellings(header);
  const meant = missing.flatMap((column) => spellings.meant(column) ?? []);
  throw badRecording(
    `${name} has no column ${missing.map((column) => shown(column)).join(', ')}; it has ${header.map((column) => shown(column).slice(1, -1)).join(', ')}` +
      (meant.length > 0 ? ` (is ${meant.map(shown).join(', ')} meant? Then rename it)` : '') +
      (separator === ',' ? '' : `, read as separated by ${separatorName(separator)}s`),
  );
}

async function* evenRows(
  name: string,
  width: number,
  first: readonly TextRow[],
  pages: AsyncGenerator<readonly TextRow[], void>,
): AsyncGenerator<readonly TextRow[]> {
  try {
    assertEven(name, width, first);
    if (first.length > 0) yield first;
    for await (const page of pages) {
      assertEven(name, width, page);
      yield page;
    }
  } finally {
    await pages.return(undefined);
  }
}

function assertEven(name: string, width: number, rows: readonly TextRow[]): void {
  for (const { cells, line } of rows) {
    if (cells.length === width) continue;
    const beyond = cells.findIndex((cell, at) => at >= width && cell !== '');
    if (cells.length > width && beyond === -1) continue;
    throw badRecording(
      `${name} cannot be read: line ${line} has ${cells.length} cells, the header has ${width}` +
        (beyond === -1 ? '' : `; the first without a column is ${shown(cells[beyond] ?? '')}`) +
        '. Put cells that hold a separator in quotes; complete the line where it is cut off',
    );
  }
}
