import type { RejectionReason } from '@eagle/contracts/domain';
import type { RejectedRow } from '../mapping/mapped-rows.js';
import { scanMs } from './look-cost.js';
import type { PostgresSession } from './postgres-session.js';
import type { SourceTable } from './source-table.js';

/** Most rows that are counted: beyond, "very many" is enough. */
const COUNTED_MAX = 100_000;
const EXAMPLES = 20;

export interface UnreachableRows {
  /** Rows that are there. */
  readonly rows: number;
  /** Some of them, for quarantine. */
  readonly examples: readonly RejectedRow[];
  /** Why no search was made; null where one was. */
  readonly skipped: string | null;
}

const NONE: UnreachableRows = { rows: 0, examples: [], skipped: null };

/**
 * Rows without the value that reading goes by: "greater than the reading point" is never true of
 * them.
 * @param known  How many were already reported: examples are fetched only where there are more.
 */
export async function unreachableRows(
  session: PostgresSession,
  table: SourceTable,
  by: 'key' | 'time',
  known: number,
): Promise<UnreachableRows> {
  const column = by === 'key' ? table.keySql : table.timeSql;
  const canBeMissing = by === 'key' ? table.keyIsNullable : table.timeIsNullable;
  if (column === null || !canBeMissing) return NONE;
  const { sql, label, selectList, timeSql } = table;
  const missing = `FROM ${sql} WHERE ${column} IS NULL`;
  if ((await scanMs(session, label, `SELECT 1 ${missing} LIMIT 1`)) > 0) {
    return {
      ...NONE,
      skipped: `rows without a ${by} are not searched for, because there is no index on ${column}`,
    };
  }
  const [counted] = await session.rows(
    label,
    `SELECT count(*) FROM (SELECT 1 ${missing} LIMIT ${COUNTED_MAX}) AS missing`,
  );
  const rows = Number(counted?.[0] ?? 0);
  if (rows <= known) return { ...NONE, rows };
  const found = await session.rows(
    label,
    `SELECT ${selectList} ${missing} ORDER BY ${timeSql} DESC NULLS LAST LIMIT ${Math.min(EXAMPLES, rows - known)}`,
  );
  return { rows, skipped: null, examples: found.map((row) => rejected(table, by, row)) };
}

export const REASON_OF = { key: 'key-missing', time: 'time-missing' } as const satisfies Record<
  'key' | 'time',
  RejectionReason
>;

function rejected(table: SourceTable, by: 'key' | 'time', row: readonly (string | null)[]): RejectedRow {
  const column = by === 'key' ? table.keySql : table.timeSql;
  const cells = table.columns.columns.map((name, place) => [name, row[place] ?? null] as const);
  return {
    reason: REASON_OF[by],
    detail: `The row has no ${by} (${column} is null), so reading never reaches it: correct the source, or name another ${by} column in the mapping.`,
    cells: Object.fromEntries(cells),
  };
}
