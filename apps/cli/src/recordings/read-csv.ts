import path from 'node:path';
import { counted } from '@eagle/models';
import { badRecording, shown } from './bad-recording.js';
import { Spellings } from './names.js';
import type { ReadingOptions } from './reading-options.js';
import { separatorName, type Separator } from './text/separator.js';
import { RowSplitter, UnreadableRow, type TextRow } from './text/split-rows.js';
import { beginningOfTable } from './text/table-beginning.js';
import { textOfFile } from './text/text-of-file.js';

/** The detected format of a file. */
export interface FileForm {
  readonly file: string;
  readonly encoding: string;
  readonly packedTimes: number;
  readonly separator: Separator;
  /**
   * Left-out lines that are no rows: above the header, repeated headers, and lines that begin with
   * "#".
   */
  readonly linesAbove: number;
  readonly headersRepeated: number;
  readonly comments: number;
}

/** A table in a file: its header, and its rows in pages. */
export interface CsvTable {
  readonly name: string;
  readonly header: readonly string[];
  readonly separator: Separator;
  /** Rows below the header, each with as many cells as the header has. */
  readonly pages: AsyncGenerator<readonly TextRow[]>;
  /** Closes the file where the rows are not read to their end. */
  readonly close: () => Promise<void>;
  /** Complete when the rows have been read. */
  readonly form: () => FileForm;
}

/** Longest header. */
const HEADER_CHARS = 1 << 16;
/** Prefix of a comment line between rows. */
const COMMENT = '#';

/**
 * Opens a table: detects its packing, encoding and separator.
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
  // A header may hold line ends, which divide the pieces of text.
  while (first.length < HEADER_CHARS) {
    const next = await pieces.next();
    if (next.done === true) break;
    first += next.value;
  }
  const { separator, skippedLines, linesAbove, rest } = await orClose(pieces, () =>
    beginningOfTable(name, first, needed, options.separator),
  );
  const rows = rowsOf(name, new RowSplitter(separator, skippedLines + 1), rest, pieces);
  const page = await rows.next();
  if (page.done === true) throw badRecording(`${name} is empty`);
  const [head, ...others] = page.value;
  const close = async (): Promise<void> => void (await rows.return(undefined));
  const header = await orClose(rows, () => headerOf(name, head?.cells ?? [], needed, separator));
  const kept = new TableRows(name, header);
  return {
    name,
    header,
    separator,
    pages: kept.of(others, rows),
    close,
    form: () => ({
      file: name,
      encoding: text.encoding(),
      packedTimes: text.packedTimes,
      separator,
      linesAbove,
      headersRepeated: kept.headersRepeated,
      comments: kept.comments,
    }),
  };
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

/**
 * Names of the columns. An empty cell after the last name is no column: some programs end every
 * line with a separator.
 */
function headerOf(
  name: string,
  cells: readonly string[],
  needed: readonly string[],
  separator: Separator,
): string[] {
  const header = cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1);
  const twice = header.find((column, at) => column !== '' && header.indexOf(column) !== at);
  if (twice !== undefined)
    throw badRecording(
      `${name} has two columns ${shown(twice)}: rename one of them, or remove the one that is not needed`,
    );
  assertHas(name, header, needed, separator);
  return header;
}

/**
 * @throws AppError `RECORDING.INVALID` (invalid) that names the columns that are missing and those
 * that are there.
 */
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
      (meant.length === 0 && missing.includes('asset')
        ? ': name the machine of each row in a column "asset", the same in all rows where there is only one'
        : '') +
      (separator === ',' ? '' : `, read as separated by ${separatorName(separator)}s`),
  );
}

/** The rows of a table, without other lines between them. */
class TableRows {
  headersRepeated = 0;
  comments = 0;

  constructor(
    private readonly name: string,
    private readonly header: readonly string[],
  ) {}

  async *of(
    first: readonly TextRow[],
    pages: AsyncGenerator<readonly TextRow[], void>,
  ): AsyncGenerator<readonly TextRow[]> {
    try {
      const kept = this.keep(first);
      if (kept.length > 0) yield kept;
      for await (const page of pages) yield this.keep(page);
    } finally {
      await pages.return(undefined);
    }
  }

  private keep(rows: readonly TextRow[]): readonly TextRow[] {
    const { header } = this;
    const isKept = (row: TextRow): boolean => {
      const { cells } = row;
      if (cells[0] === header[0] && header.every((column, at) => cells[at] === column)) {
        this.headersRepeated += 1;
        return false;
      }
      if (cells.length === header.length) return true;
      if (cells[0]?.startsWith(COMMENT) === true) {
        this.comments += 1;
        return false;
      }
      this.assertEven(row);
      return true;
    };
    // Most pages are kept as they are.
    return rows.every(({ cells }) => cells.length === header.length && cells[0] !== header[0])
      ? rows
      : rows.filter(isKept);
  }

  private assertEven({ cells, line }: TextRow): void {
    const width = this.header.length;
    const beyond = cells.findIndex((cell, at) => at >= width && cell !== '');
    if (cells.length > width && beyond === -1) return;
    throw badRecording(
      `${this.name} cannot be read: line ${line} has ${counted(cells.length, 'cell')}, the header has ${width}` +
        (beyond === -1
          ? `; it begins with ${shown(cells.find((cell) => cell !== '') ?? '')}. Complete the line where it is cut off; remove it where it is no row`
          : `; the first without a column is ${shown(cells[beyond] ?? '')}. Put cells that hold a separator in quotes`),
    );
  }
}

/** Runs `work`; closes the source where it throws. */
async function orClose<T>(source: Pick<AsyncIterator<unknown>, 'return'>, what: () => T): Promise<T> {
  try {
    return what();
  } catch (error) {
    await source.return?.();
    throw error;
  }
}
