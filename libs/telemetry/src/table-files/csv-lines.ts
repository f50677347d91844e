import type { TableColumn, TableRows, TextCells } from './table-rows.js';

/** Beginnings that a spreadsheet takes for a formula, also behind blanks. */
const FORMULA = /^\s*[=+\-@]|^[\t\r\n]/;
const QUOTED = /[",\r\n]/;

/** A text as a field of a CSV file (RFC 4180): quoted where it must be, and never a formula. */
export function csvText(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return QUOTED.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

export const csvHeader = (columns: readonly TableColumn[]): string =>
  `${columns.map(({ name }) => csvText(name)).join(',')}\r\n`;

/** How instants and texts are written. */
export interface CellTexts {
  readonly instant: (timeMs: number) => string;
  readonly text: (text: string) => string;
}

/**
 * Rows `from` to `to` (exclusive) as lines. Numbers have a decimal point and all their digits; no
 * value is an empty field.
 */
export function csvLines(
  columns: readonly TableColumn[],
  { cells }: TableRows,
  from: number,
  to: number,
  texts: CellTexts,
): string {
  const writers = columns.map(({ type }, place) => writerOf(type, cells[place], texts));
  const [first, ...others] = writers;
  let lines = '';
  for (let row = from; row < to; row += 1) {
    lines += first?.(row) ?? '';
    for (const write of others) lines += `,${write(row)}`;
    lines += '\r\n';
  }
  return lines;
}

type CellWriter = (row: number) => string;

function writerOf(
  type: TableColumn['type'],
  cells: Float64Array | TextCells | undefined,
  texts: CellTexts,
): CellWriter {
  if (cells === undefined) return () => '';
  if (!(cells instanceof Float64Array)) return textWriter(cells, texts.text);
  const textOf = type === 'instant' ? texts.instant : String;
  return (row) => {
    const value = cells[row] ?? Number.NaN;
    return Number.isNaN(value) ? '' : textOf(value);
  };
}

function textWriter({ names, codes }: TextCells, textOf: CellTexts['text']): CellWriter {
  const fields = names.map(textOf);
  return (row) => fields[codes[row] ?? 0] ?? '';
}
