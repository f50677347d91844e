import type { LabelName, RowBlock, ValueColumn } from '../rows/row-block.js';

/** Tags of the made furnace: eighteen numbers, then flags. */
export const FURNACE_TAGS = Array.from({ length: 45 }, (_, i) => `tag${i}`);

const NUMBERS = 18;
const STEADY_FROM = 7;
const SLOW_FROM = 13;
const DAY_MS = 86_400_000;

export interface FurnaceDay {
  /** First instant of the UTC day, milliseconds since the epoch. */
  readonly dayMs: number;
  readonly everyMs: number;
  /** Sequence of its first row. */
  readonly sequence: number;
}

/**
 * A day of a furnace: seven noisy temperatures, six set points, five slow values with a decimal,
 * and flags that rarely change.
 */
export function furnaceDay({ dayMs, everyMs, sequence }: FurnaceDay): RowBlock {
  const rows = Math.floor(DAY_MS / everyMs);
  const numbers = (valueOf: (row: number) => number): Float64Array =>
    Float64Array.from({ length: rows }, (_, row) => valueOf(row));
  const timesMs = numbers((row) => dayMs + row * everyMs + Math.floor(Math.random() * 20));
  const columns = FURNACE_TAGS.map((tag, column): [string, ValueColumn] => [
    tag,
    { values: numbers((row) => valueAt(column, row)), quality: null },
  ]);
  const state: LabelName = 'state';
  return {
    rows,
    timesMs,
    sequences: numbers((row) => sequence + row),
    readAtsMs: timesMs.map((timeMs) => timeMs + 20 + Math.floor(Math.random() * 15)),
    labels: new Map([[state, { names: ['running', 'idle'], codes: new Uint16Array(rows) }]]),
    columns: new Map(columns),
  };
}

function valueAt(column: number, row: number): number {
  if (column >= NUMBERS) return row % 9_000 < column ? 1 : 0;
  if (column >= SLOW_FROM) return Math.round((40 + column + noise() * 0.1) * 10) / 10;
  if (column >= STEADY_FROM) return 100 + column + Math.floor(row / 30_000);
  return Math.round(800 + column + 30 * Math.sin(row / 9_000) + noise());
}

const noise = (): number => (Math.random() + Math.random() + Math.random() - 1.5) * 2;
