import type { Discovery } from '../api-types.js';

/** A column of the table, with its cells of the newest rows, oldest first. */
export interface SampledColumn {
  readonly name: string;
  /** As the source names it. */
  readonly type: string;
  readonly leadsIndex: boolean | null;
  readonly cells: readonly (string | null)[];
}

export function sampledColumns({ columns, rows }: Discovery): SampledColumn[] {
  return columns.map(({ column, type, leadsIndex }, at) => ({
    name: column,
    type,
    leadsIndex,
    cells: rows.map((row) => row[at] ?? null),
  }));
}

const TRUE = /^(?:t|true|on|yes)$/i;
const FALSE = /^(?:f|false|off|no)$/i;
const NUMBER = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i;

/** A cell as a number, flags as 0 and 1; NaN where it is none. The platform reads cells likewise. */
export function numberOf(cell: string): number {
  if (NUMBER.test(cell)) return Number(cell);
  if (TRUE.test(cell.trim())) return 1;
  return FALSE.test(cell.trim()) ? 0 : NaN;
}

const TIME_TEXT = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d/;

export const isTimeType = (type: string): boolean => /^(?:timestamp|date\b)/.test(type);
export const isIntegerType = (type: string): boolean => /^(?:smallint|integer|bigint)/.test(type);

/** A time by its type, or by what all its cells look like. */
export function isTime({ type, cells }: SampledColumn): boolean {
  if (isTimeType(type)) return true;
  const given = cells.filter((cell) => cell !== null);
  return given.length > 0 && given.every((cell) => TIME_TEXT.test(cell));
}

/** Every cell that is there is a number or a flag. */
export function isNumeric({ cells }: SampledColumn): boolean {
  const given = cells.filter((cell) => cell !== null);
  return given.length > 0 && given.every((cell) => !Number.isNaN(numberOf(cell)));
}

export const distinctOf = (cells: readonly (string | null)[]): readonly string[] => [
  ...new Set(cells.filter((cell) => cell !== null)),
];
