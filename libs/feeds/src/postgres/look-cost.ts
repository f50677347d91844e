import { z } from 'zod';
import type { PostgresSession } from './postgres-session.js';
import type { SourceTable } from './source-table.js';

/**
 * Node of a query plan as `EXPLAIN (FORMAT JSON)` gives it; costs in the planner's own units: about
 * one page read in sequence.
 */
const nodeSchema = z.object({
  'Node Type': z.string(),
  'Total Cost': z.number(),
  get Plans() {
    return z.array(nodeSchema).optional();
  },
});
type Node = z.infer<typeof nodeSchema>;
const planSchema = z.array(z.object({ Plan: nodeSchema })).min(1);

/** Nodes that scan a whole table in any case. */
const WHOLE = new Set(['Seq Scan', 'Foreign Scan', 'Custom Scan']);
/**
 * Duration of one unit on a server that has the table in memory, milliseconds; from disk it is
 * several times as much.
 */
const MS_PER_UNIT = 0.006;
/** A whole scan below this is a negligible load: some ten thousand rows. */
const CHEAP_MS = 50;

/**
 * @returns the estimated duration of the whole scans in a statement's plan, milliseconds; 0 where
 * an index is used or nothing is known.
 */
export async function scanMs(
  session: PostgresSession,
  label: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<number> {
  const rows = await session.rows(label, `EXPLAIN (FORMAT JSON) ${text}`, values);
  const plan = planSchema.safeParse(JSON.parse(rows[0]?.[0] ?? 'null'));
  const units = plan.success ? plan.data.reduce((sum, { Plan }) => sum + wholeScans(Plan), 0) : 0;
  const ms = units * MS_PER_UNIT;
  return ms < CHEAP_MS ? 0 : ms;
}

function wholeScans(node: Node): number {
  const below = (node.Plans ?? []).reduce((sum, child) => sum + wholeScans(child), 0);
  return WHOLE.has(node['Node Type']) ? Math.max(node['Total Cost'], below) : below;
}

type Place = Pick<SourceTable, 'sql' | 'label'>;

/** Cost of one poll that reads by a column (an identifier); 0 where an index serves it. */
export function lookMsBy(
  session: PostgresSession,
  { sql, label }: Place,
  columnSql: string,
): Promise<number> {
  return scanMs(
    session,
    label,
    `SELECT 1 FROM ${sql} WHERE ${columnSql} IS NOT NULL ORDER BY ${columnSql} LIMIT 1`,
  );
}

/** Cost of one poll of the table where no index can serve it; 0 where one can. */
export function lookMs(session: PostgresSession, table: SourceTable): Promise<number> {
  return lookMsBy(session, table, table.keySql ?? table.timeSql);
}
