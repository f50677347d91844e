import type { PostgresSession } from './postgres-session.js';
import { ZoneClock } from '../mapping/zone-clock.js';
import { TimeStampReader } from '../mapping/time-stamp.js';
import { lookMsBy } from './look-cost.js';
import { INTEGERS, quotedTable, type TableColumn } from './source-table.js';
import pg from 'pg';

/**
 * Columns of one table for which the planner is asked: it does not read the table, and takes about
 * a millisecond per column.
 */
const COLUMNS_ASKED_MAX = 20;

/**
 * The cost for the source of reading a table by each of its columns, to help choose key and time.
 */
export interface ReadingCosts {
  /** Columns that lead an index; null where the catalogue cannot say (a view). */
  readonly leading: ReadonlySet<string> | null;
  /**
   * Estimated duration of one poll that reads by the column, milliseconds; 0: an index serves it,
   * or the table is small.
   */
  readonly lookMs: ReadonlyMap<string, number>;
  /** In one sentence; null where the cost is negligible. */
  readonly sentence: string | null;
}

/** A column of the table, and one of its values. */
export interface SampledColumn extends TableColumn {
  readonly sample: string | null;
}

/** Asks the catalogue and the planner only: no row of the table is read. */
export async function readingCosts(
  session: PostgresSession,
  table: string,
  columns: readonly SampledColumn[],
): Promise<ReadingCosts> {
  const leading = await leadingColumns(session, table);
  const reader = new TimeStampReader(new ZoneClock('UTC'));
  const rank = ({ name, sample, type: { base } }: SampledColumn): number => {
    const isTime = /^(timestamp|date$)/.test(base) || !Number.isNaN(reader.read(sample ?? '', NaN));
    if (!isTime && !INTEGERS.has(base)) return NaN;
    if (leading?.has(name) === true) return 0;
    return isTime ? 1 : 2;
  };
  const asked = columns
    .map((column) => ({ name: column.name, rank: rank(column) }))
    .filter((column) => !Number.isNaN(column.rank))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, COLUMNS_ASKED_MAX);
  const lookMs = new Map<string, number>();
  const place = { sql: quotedTable(table), label: `Table "${table}"` };
  for (const { name } of asked) lookMs.set(name, await lookMsBy(session, place, pg.escapeIdentifier(name)));
  return { leading, lookMs, sentence: sentenceOn(table, lookMs) };
}

/** Columns by which an ordered index of all rows begins. */
async function leadingColumns(session: PostgresSession, table: string): Promise<Set<string> | null> {
  const rows = await session.rows(
    `Table "${table}"`,
    `SELECT a.attname
       FROM pg_class c
       LEFT JOIN (pg_index i JOIN pg_class ic ON ic.oid = i.indexrelid JOIN pg_am am ON am.oid = ic.relam AND am.amname = 'btree')
         ON i.indrelid = c.oid AND i.indisvalid AND i.indpred IS NULL
       LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
      WHERE c.oid = to_regclass($1) AND c.relkind IN ('r', 'p', 'm')`,
    [quotedTable(table)],
  );
  if (rows.length === 0) return null;
  return new Set(rows.flatMap(([name]) => (name === null || name === undefined ? [] : [name])));
}

function sentenceOn(table: string, lookMs: ReadonlyMap<string, number>): string | null {
  const worstMs = Math.max(0, ...lookMs.values());
  if (worstMs === 0) return null;
  const served = [...lookMs].filter(([, ms]) => ms === 0).map(([name]) => `"${name}"`);
  const what =
    served.length === 0
      ? 'create an index on the key or time column'
      : `read by ${served.join(' or ')}, or create an index`;
  return `A look that reads by a column without an index goes through the whole of table "${table}" and takes about ${(worstMs / 1_000).toFixed(1)} seconds: ${what}.`;
}
