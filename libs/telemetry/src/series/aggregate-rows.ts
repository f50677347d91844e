import type { RowBlock, ValueColumn } from '../rows/row-block.js';
import { MEASURES, type Buckets, type Measure } from './bucket-table.js';

/**
 * Aggregates lie in the store as rows whose time is the start of a bucket: `rows`, for each column `<column>.<measure>`, and for each
 * operating state `state.<state>` in milliseconds. Names of tags have no dot, so that nothing collides.
 */
export const ROWS_COLUMN = 'rows';
const STATE_PREFIX = 'state.';

export const measureColumn = (column: string, measure: Measure): string => `${column}.${measure}`;
export const stateColumn = (state: string): string => `${STATE_PREFIX}${state}`;

/** The state that a column of an aggregate measures; null for other columns. */
export const stateOfColumn = (column: string): string | null =>
  column.startsWith(STATE_PREFIX) ? column.slice(STATE_PREFIX.length) : null;

/** Columns of an aggregate that are needed to make buckets of these columns. */
export const aggregateColumnsOf = (columns: readonly string[]): string[] =>
  columns.flatMap((column) => MEASURES.map((measure) => measureColumn(column, measure)));

/** Buckets as rows of the store. */
export function rowsOfBuckets(buckets: Buckets): RowBlock {
  const rows = buckets.startsMs.length;
  const column = (values: Float64Array): ValueColumn => ({ values, quality: null });
  const columns = new Map<string, ValueColumn>([[ROWS_COLUMN, column(buckets.rows)]]);
  for (const [name, measures] of buckets.columns) {
    // A column that no row had is no column of this aggregate.
    if (!measures.recorded.some((rows) => rows > 0)) continue;
    for (const measure of MEASURES) columns.set(measureColumn(name, measure), column(measures[measure]));
  }
  for (const [state, ms] of buckets.stateMs) columns.set(stateColumn(state), column(ms));
  return {
    rows,
    timesMs: buckets.startsMs,
    sequences: new Float64Array(rows),
    readAtsMs: buckets.startsMs,
    labels: new Map(),
    columns,
  };
}
