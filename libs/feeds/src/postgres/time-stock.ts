import type { TimeCheckpoint } from '../checkpoint/checkpoint.js';
import type { Stock } from '../feed-connection.js';
import type { PostgresSession } from './postgres-session.js';
import type { SourceTable } from './source-table.js';
import { REASON_OF, unreachableRows } from './unreachable-rows.js';

const iso = (ms: number | undefined): string | null =>
  ms === undefined || !Number.isFinite(ms) ? null : new Date(ms).toISOString();

/**
 * The ledger of a table without a key: the counts that every search for late rows compares, and the
 * rows without a time.
 */
export async function takeTimeStock(
  session: PostgresSession,
  table: SourceTable,
  before: TimeCheckpoint,
): Promise<Stock> {
  const timeless = await unreachableRows(session, table, 'time', before.timeless);
  const more = Math.max(0, timeless.rows - before.timeless);
  // Rows from before the start of reading are known, but were not read.
  const slots = before.slots.filter(({ fromMs }) => fromMs >= before.fromMs);
  const rowsRead = slots.reduce((sum, { rows }) => sum + rows, 0);
  return {
    checkpoint: { ...before, timeless: timeless.rows },
    refused: timeless.examples,
    counts: more > 0 ? { [REASON_OF.time]: more } : {},
    neverRead: 0,
    pollAgain: false,
    ledger: {
      from: iso(slots[0]?.fromMs),
      to: iso(before.watermarkMs),
      rowsAtSource: rowsRead,
      rowsRead,
      rowsRefused: timeless.rows,
      rowsNeverRead: before.neverRead,
      skipped: timeless.skipped,
    },
  };
}
