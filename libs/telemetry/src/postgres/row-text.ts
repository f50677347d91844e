import { QUALITY } from '@eagle/contracts/frames';
import { at, NOT_RECORDED, notRecorded, type RowBlock, type ValueColumn } from '../rows/row-block.js';

/** A number as PostgreSQL reads it back bit for bit. */
const numberText = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));

/** Numbers of a row as text of an array. */
export const numbersText = (block: RowBlock, columns: readonly string[], row: number): string =>
  `{${columns.map((name) => numberText(block.columns.get(name)?.values[row] ?? Number.NaN)).join(',')}}`;

/** A byte a column, hex; null where all are good. */
export function qualityText(block: RowBlock, columns: readonly string[], row: number): string | null {
  const codes = columns.map((name) => {
    const column = block.columns.get(name);
    return column === undefined ? NOT_RECORDED : (column.quality?.[row] ?? QUALITY.good);
  });
  return codes.every((code) => code === QUALITY.good) ? null : Buffer.from(codes).toString('hex');
}

/** What a row of the database gives for the wanted columns. */
export interface PickedRow {
  readonly numbers: readonly (number | null)[];
  /** A byte a column of the row's layout; null where all are good. */
  readonly quality: Uint8Array | null;
  readonly layoutColumns: readonly string[];
}

/** Wanted columns out of rows. */
export function columnsOf(rows: readonly PickedRow[], wanted: readonly string[]): Map<string, ValueColumn> {
  const columns = new Map<string, ValueColumn>();
  wanted.forEach((name, place) => {
    const { values, quality } = notRecorded(rows.length);
    rows.forEach((row, i) => {
      const value = row.numbers[place];
      // NULL: the layout has no such column.
      if (value === null || value === undefined) return;
      values[i] = value;
      if (quality !== null) quality[i] = row.quality?.[row.layoutColumns.indexOf(name)] ?? QUALITY.good;
    });
    const isGood = quality === null || quality.every((code) => code === QUALITY.good);
    columns.set(name, { values, quality: isGood ? null : quality });
  });
  return columns;
}

/** Bytes that a row takes with its key, without free space. */
const ROW_BYTES = 150;
export const rowBytes = (columns: number): number => ROW_BYTES + 8 * columns;

export const firstAndLast = (block: RowBlock): { readonly fromMs: number; readonly toMs: number } => ({
  fromMs: at(block.timesMs, 0),
  toMs: at(block.timesMs, block.rows - 1),
});
