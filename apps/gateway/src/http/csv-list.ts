import { AppError, cutText } from '@eagle/contracts/domain';
import { mistakeSchema, type Mistake } from '@eagle/contracts/rest';
import { setImmediate as nextTick } from 'node:timers/promises';
import { CsvError, parse } from 'csv-parse';
import { z } from 'zod';
import type { CsvText } from './csv-text.js';
import { invalidRequest } from './request-validation.js';

/** Of longer cells only the beginning is shown. */
const SHOWN_CHARACTERS_MAX = 60;
/** Read in one step, in about a millisecond. */
const PIECE_BYTES = 16 * 1024;
/** A longer line is no line of a log; an unclosed quote makes one line of the whole file. */
const LINE_CHARACTERS_MAX = 64 * 1024;

/** How a CSV file maps to the list in the JSON body of the same route. */
export interface CsvShape {
  /** The list's name in that body. */
  readonly list: string;
  /**
   * Column of the file by field of the list's items. The file may have more columns, which are not
   * read.
   */
  readonly columns: Readonly<Record<string, string>>;
  readonly rowsMax: number;
}

const lineSchema = z.object({
  info: z.object({ lines: z.number() }),
  // eslint-disable-next-line no-restricted-syntax -- whatever the file holds; the cells that are read are checked as those of a JSON body are.
  record: z.array(z.string()),
});
type Line = z.output<typeof lineSchema>;

/**
 * Reads a CSV file as the list of a JSON body. It goes through the same checks as that list, and
 * its mistakes are reported by line and column: `/lines/3/ts`. The header is line 1 unless empty
 * lines precede it.
 */
export class CsvList {
  private constructor(
    /** Cells by field, as text: not checked yet. */
    readonly items: readonly Readonly<Record<string, string>>[],
    private readonly lines: readonly number[],
    private readonly shape: CsvShape,
  ) {}

  /** @throws AppError `REQUEST.INVALID`: no CSV, wrong columns, no row or too many rows. */
  static async read({ text }: CsvText, shape: CsvShape): Promise<CsvList> {
    // The header first: where values are not separated by commas, the errors of the rows below say
    // less.
    const [header] = await linesOf(text, 1);
    const fields = fieldsOf(header, shape);
    const [, ...rows] = await linesOf(text, shape.rowsMax + 2);
    if (rows.length === 0) throw mistake('', 'The file holds no row below its header.');
    if (rows.length > shape.rowsMax) {
      throw mistake('', `The file holds more than ${shape.rowsMax} rows: send it in several parts.`);
    }
    const items = rows.map(({ record }) =>
      Object.fromEntries(fields.map(([field, column]) => [field, record[column] ?? ''])),
    );
    return new CsvList(
      items,
      rows.map(({ info }) => info.lines),
      shape,
    );
  }

  /**
   * Runs `work` on the items; a mistake at `/<list>/<index>/<field>` is reported by line and
   * column.
   */
  async reportedByLine<T>(step: () => Promise<T>): Promise<T> {
    try {
      return await step();
    } catch (error) {
      const mistakes =
        error instanceof AppError ? z.array(mistakeSchema).safeParse(error.details['errors']) : null;
      if (mistakes?.success !== true) throw error;
      throw invalidRequest(mistakes.data.map((each) => this.placed(each)));
    }
  }

  private placed({ pointer, detail }: Mistake): Mistake {
    const [, list, index = '', field = ''] = pointer.split('/');
    const [line, column] = [this.lines[Number(index)], this.shape.columns[field]];
    if (list !== this.shape.list || line === undefined || column === undefined) return { pointer, detail };
    const cell = cutText(this.items[Number(index)]?.[field] ?? '', SHOWN_CHARACTERS_MAX);
    return { pointer: `/lines/${line}/${column}`, detail: `"${cell}": ${detail}` };
  }
}

/**
 * The first lines of the file that are not empty, read piece by piece; others are served in
 * between.
 */
async function linesOf(text: string, linesMax: number): Promise<Line[]> {
  // Invalid UTF-8 was decoded to this character; names would silently lose letters.
  if (text.includes('\uFFFD')) throw mistake('', 'The file is not in UTF-8: save it as CSV in UTF-8.');
  const parser = parse({
    ...{ bom: true, trim: true, skip_empty_lines: true, skip_records_with_empty_values: true },
    // Detected from the first line alone, other line ends in a file joined from several would pass
    // for part of a value.
    record_delimiter: ['\r\n', '\n', '\r'],
    ...{ info: true, max_record_size: LINE_CHARACTERS_MAX },
  });
  let failure: Error | null = null;
  parser.on('error', (error: Error) => (failure = error));
  const lines: Line[] = [];
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length && failure === null && lines.length < linesMax; at += PIECE_BYTES) {
    parser.write(bytes.subarray(at, at + PIECE_BYTES));
    takeLines(parser, lines);
    await nextTick();
  }
  if (failure === null && lines.length < linesMax) {
    parser.end();
    await nextTick();
    takeLines(parser, lines);
  }
  parser.destroy();
  if (failure !== null && lines.length < linesMax) throw unreadable(failure);
  return lines.slice(0, linesMax);
}

function takeLines(parser: ReturnType<typeof parse>, lines: Line[]): void {
  for (;;) {
    const line: unknown = parser.read();
    if (line === null) return;
    lines.push(lineSchema.parse(line));
  }
}

function unreadable(error: Error): AppError {
  if (!(error instanceof CsvError)) throw error;
  const line = z.number().safeParse(error['lines']);
  return mistake(
    line.success ? `/lines/${line.data}` : '',
    `${error.message}. Give every line as many values as the first, and quote values that hold commas or quotes.`,
  );
}

/** The position of each field in a row. */
function fieldsOf(header: Line | undefined, { columns }: CsvShape): [field: string, column: number][] {
  const names = header?.record ?? [];
  const wrong = Object.values(columns).filter(
    (column) => names.indexOf(column) !== names.lastIndexOf(column),
  );
  const missing = Object.values(columns).filter((column) => !names.includes(column));
  if (missing.length + wrong.length === 0) {
    return Object.entries(columns).map(([field, column]) => [field, names.indexOf(column)]);
  }
  const said = missing.length > 0 ? `has no column ${missing.join(', ')}` : `has twice ${wrong.join(', ')}`;
  throw mistake(
    `/lines/${header?.info.lines ?? 1}`,
    `The header ${said}: name the columns ${Object.values(columns).join(',')} in the first line, separated by commas; ` +
      `it is "${cutText(names.join(','), SHOWN_CHARACTERS_MAX)}"`,
  );
}

const mistake = (pointer: string, detail: string): AppError => invalidRequest([{ pointer, detail }]);
