import { badRecording } from '../bad-recording.js';
import { headerCells, guessSeparator, separatorOf, SEPARATORS, type Separator } from './separator.js';

/** Where the table in a text begins, and its separator. */
export interface TableBeginning {
  readonly separator: Separator;
  /** Lines that are no part of the table, the blank ones included. */
  readonly skippedLines: number;
  /** Those of them with text: a title, a comment, the settings of an export. */
  readonly linesAbove: number;
  /** The text from the header on. */
  readonly rest: string;
}

/** Spreadsheets read the separator from such a first line. */
const SEPARATOR_LINE = /^"?sep=(.)"?$/i;
/** Most lines above the header. */
const LINES_ABOVE_MAX = 40;
const LINE_END = /\r\n?|\n/;
const NUMBER_OR_TIME = /^[+-]?\d[\d.,:/ TZ+-]*$/i;
const OTHER_FORMATS: readonly (readonly [what: string, begins: RegExp])[] = [
  ['JSON', /^[[{]\s*[[{"]/],
  ['a web page or XML', /^<(?:!doctype|html|\?xml|[a-z]+[ >])/i],
];

/**
 * Finds the header: the first line, or, where that line lacks a required column, the first later
 * line that has all of them.
 * @param needed  Columns that must be there.
 * @param wanted  The separator from the user; null detects it.
 * @throws AppError `RECORDING.INVALID` (invalid) where the text is of another format.
 */
export function beginningOfTable(
  name: string,
  text: string,
  needed: readonly string[],
  wanted: Separator | null,
): TableBeginning {
  const other = OTHER_FORMATS.find(([, begins]) => begins.test(text.trimStart()));
  if (other !== undefined)
    throw badRecording(`${name} cannot be read: it is ${other[0]}; export the table as CSV`);
  const start = afterSeparatorLine(text);
  const separator = wanted ?? start.separator;
  const above = headerBelow(start.rest, needed, separator);
  if (above !== null) return { ...above, skippedLines: start.lines + above.skippedLines };
  return {
    separator: separator ?? guessSeparator(start.rest, needed),
    skippedLines: start.lines,
    linesAbove: 0,
    rest: start.rest,
  };
}

function afterSeparatorLine(text: string): { separator: Separator | null; lines: number; rest: string } {
  const [blank = ''] = /^\s*/.exec(text) ?? [];
  const [line = ''] = text.slice(blank.length).split(LINE_END, 1);
  const said = SEPARATOR_LINE.exec(line.trim());
  const separator = said === null ? null : separatorOf(said[1] ?? '');
  if (separator === null) return { separator, lines: 0, rest: text };
  const rest = text.slice(blank.length + line.length).replace(/^(\r\n?|\n)/, '');
  return { separator, lines: blank.split(LINE_END).length, rest };
}

/** The header below other lines; null where the first line may be the header, or no line is. */
function headerBelow(
  text: string,
  needed: readonly string[],
  wanted: Separator | null,
): TableBeginning | null {
  const separators = wanted === null ? SEPARATORS : [wanted];
  const fits = (cells: readonly string[]): boolean =>
    cells.filter((cell) => cell !== '').length > 1 && needed.every((column) => cells.includes(column));
  if (needed.length === 0 || separators.some((separator) => fits(headerCells(text, separator)))) return null;
  let [at, linesAbove] = [0, 0];
  for (let skippedLines = 0; skippedLines < LINES_ABOVE_MAX; skippedLines += 1) {
    const rest = text.slice(at);
    const [line = ''] = rest.split(LINE_END, 1);
    if (needed.every((column) => line.includes(column))) {
      for (const separator of separators) {
        const cells = headerCells(rest, separator);
        // A row may also hold names of columns, but it has numbers or a time.
        if (fits(cells) && !cells.some((cell) => NUMBER_OR_TIME.test(cell)))
          return { separator, skippedLines, linesAbove, rest };
      }
    }
    if (line.trim() !== '') linesAbove += 1;
    const end = LINE_END.exec(rest.slice(line.length));
    if (end === null) return null;
    at += line.length + end[0].length;
  }
  return null;
}
