import type { Transaction } from './transaction.js';

const ROWS_PER_STATEMENT = 5_000;

/** A column to write: its PostgreSQL type and where a row keeps its value. */
export interface BulkColumn<Row> {
  readonly name: string;
  /** PostgreSQL type of one value, for example `timestamptz`. */
  readonly type:
    'uuid' | 'text' | 'integer' | 'bigint' | 'double precision' | 'boolean' | 'timestamptz' | 'jsonb';
  readonly value: (row: Row) => unknown;
}

/**
 * Writes many rows with few statements (one array per column, UNNEST): an order of magnitude faster than a row per statement.
 * @param onConflict  What follows `ON CONFLICT`; default `DO NOTHING`.
 * @returns how many rows were written; those that exist already are not counted under `DO NOTHING`.
 */
export async function insertRows<Row>(
  transaction: Transaction,
  table: string,
  columns: readonly BulkColumn<Row>[],
  rows: readonly Row[],
  onConflict = 'DO NOTHING',
): Promise<number> {
  const names = columns.map((column) => quoted(column.name)).join(', ');
  const arrays = columns.map((column, index) => `$${index + 1}::${column.type}[]`).join(', ');
  const sql = `INSERT INTO ${quoted(table)} (${names}) SELECT * FROM UNNEST(${arrays}) ON CONFLICT ${onConflict}`;
  let written = 0;
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
    const part = rows.slice(from, from + ROWS_PER_STATEMENT);
    const values = columns.map((column) => part.map((row) => asParameter(column, row)));
    written += (await transaction.query(sql, values)).rowCount ?? 0;
  }
  return written;
}

function asParameter<Row>(column: BulkColumn<Row>, row: Row): unknown {
  const value = column.value(row);
  return column.type === 'jsonb' && value !== null ? JSON.stringify(value) : value;
}

function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}
