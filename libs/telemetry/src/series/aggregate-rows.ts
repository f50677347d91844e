import { at, type RowBlock, type ValueColumn } from '../rows/row-block.js';
import { MEASURES, type BucketColumn, type BucketPart, type Buckets, type Measure } from './bucket-table.js';

/**
 * Aggregates lie in the store as rows whose time is the start of a bucket: `rows`, for each column
 * `<column>.<measure>`, and for each operating state `state.<state>` in milliseconds. Names of tags
 * have no dot, so that nothing collides.
 *
 * Counts are left out where they say nothing: `recorded` where all rows had the column, `count` and
 * `good` where all that were recorded are usable and good. That is nearly always so, and each
 * column costs time to read, however little it takes.
 */
export const ROWS_COLUMN = 'rows';
const STATE_PREFIX = 'state.';

export const measureColumn = (column: string, measure: Measure): string => `${column}.${measure}`;
export const stateColumn = (state: string): string => `${STATE_PREFIX}${state}`;

/** The state that a column of an aggregate measures; null for other columns. */
export const stateOfColumn = (column: string): string | null =>
  column.startsWith(STATE_PREFIX) ? column.slice(STATE_PREFIX.length) : null;

/** Columns of an aggregate that hold measures of these columns. */
export const aggregateColumnsOf = (
  columns: readonly string[],
  measures: readonly Measure[] = MEASURES,
): string[] => columns.flatMap((column) => measures.map((measure) => measureColumn(column, measure)));

/** Buckets as rows of the store. */
export function rowsOfBuckets(buckets: Buckets): RowBlock {
  const rows = buckets.startsMs.length;
  const columns = new Map<string, ValueColumn>();
  const add = (name: string, values: Float64Array): void => {
    columns.set(name, { values, quality: null });
  };
  add(ROWS_COLUMN, buckets.rows);
  for (const [name, measured] of buckets.columns) {
    for (const measure of tellingMeasures(measured, buckets.rows))
      add(measureColumn(name, measure), measured[measure]);
  }
  for (const [state, ms] of buckets.stateMs) add(stateColumn(state), ms);
  return {
    rows,
    timesMs: buckets.startsMs,
    sequences: new Float64Array(rows),
    readAtsMs: buckets.startsMs,
    labels: new Map(),
    columns,
  };
}

function tellingMeasures(column: BucketColumn, rows: Float64Array): Measure[] {
  // A column that no row had is no column of this aggregate.
  if (!column.recorded.some((recorded) => recorded > 0)) return [];
  const differs = (counts: Float64Array, from: Float64Array): boolean =>
    counts.some((count, bucket) => count !== at(from, bucket));
  return [
    ...(differs(column.recorded, rows) ? (['recorded'] as const) : []),
    ...(differs(column.count, column.recorded) ? (['count'] as const) : []),
    ...(differs(column.good, column.recorded) ? (['good'] as const) : []),
    ...(['min', 'max', 'mean', 'first', 'last'] as const),
  ];
}

/** Reads measures of one column out of rows of the store; null where these have nothing of it. */
export function partsOf(block: RowBlock, name: string): ((row: number) => BucketPart) | null {
  const values = (column: string): Float64Array | undefined => block.columns.get(column)?.values;
  const measured = (measure: Measure): Float64Array | undefined => values(measureColumn(name, measure));
  const [min, max, mean, last] = [measured('min'), measured('max'), measured('mean'), measured('last')];
  if (min === undefined || max === undefined || mean === undefined || last === undefined) return null;
  const [recorded, count, good, first] = [
    measured('recorded'),
    measured('count'),
    measured('good'),
    measured('first'),
  ];
  const rows = values(ROWS_COLUMN);
  return (row) => {
    const counted = numberAt(count, row);
    const isNothing = Number.isNaN(at(min, row)) && Number.isNaN(counted);
    const recordedRows = known(numberAt(recorded, row), isNothing ? 0 : numberAt(rows, row));
    return {
      recorded: recordedRows,
      count: known(counted, recordedRows),
      good: known(numberAt(good, row), recordedRows),
      min: at(min, row),
      max: at(max, row),
      mean: at(mean, row),
      first: numberAt(first, row),
      last: at(last, row),
    };
  };
}

const numberAt = (numbers: Float64Array | undefined, row: number): number => numbers?.[row] ?? Number.NaN;
const known = (number: number, otherwise: number): number => (Number.isNaN(number) ? otherwise : number);
