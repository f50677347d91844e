import { csvField } from '../table-text/csv-field.js';
import type { TableColumn, TableRows, TextCells } from './table-rows.js';

export const csvHeader = (columns: readonly TableColumn[]): string =>
  `${columns.map(({ name }) => csvField(name)).join(',')}\r\n`;

/** How cells are written. */
export interface CellTexts {
  readonly instant: (timeMs: number) => string;
  readonly number: (value: number) => string;
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
  const textOf = type === 'instant' ? texts.instant : texts.number;
  return (row) => {
    const value = cells[row] ?? Number.NaN;
    return Number.isNaN(value) ? '' : textOf(value);
  };
}

function textWriter({ names, codes }: TextCells, textOf: CellTexts['text']): CellWriter {
  const fields = names.map(textOf);
  return (row) => fields[codes[row] ?? 0] ?? '';
}
