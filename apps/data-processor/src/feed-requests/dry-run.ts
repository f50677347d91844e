import type { Mapping } from '@eagle/contracts/domain';
import type { FeedConnection, RawRow } from '@eagle/feeds';
import { believedNow, monotonicNow } from '@eagle/service-kit/clocks';
import { judgeDryRun, type DryRunReport, type TriedConfig } from './judge-dry-run.js';

const ROWS_MAX = 5_000;
/** As many rows show how the values run; a slow plant is read further back for them. */
const ROWS_ENOUGH = 250;
/** Of a table without one readable time, a few rows say why. */
const ROWS_WITHOUT_TIME = 200;
const MINUTE_MS = 60_000;
const SPANS_MS = [5 * MINUTE_MS, 60 * MINUTE_MS, 24 * 60 * MINUTE_MS, 30 * 24 * 60 * MINUTE_MS] as const;
/** No further span is read after this time: the caller waits. */
const READING_MS_MAX = 12_000;

interface NewestRows {
  readonly rows: readonly RawRow[];
  readonly newestMs: number | null;
  readonly lookMs: number | null;
}

/**
 * Reads the newest rows of a source and maps them by the code of the live path. Nothing is stored
 * or published; statements, rows and time are bounded.
 * @throws AppError `FEED.*`
 */
export async function dryRun(connection: FeedConnection, tried: TriedConfig): Promise<DryRunReport> {
  const { rows, newestMs, lookMs } = await newestRows(connection, tried.mapping);
  const report = judgeDryRun(tried, rows, believedNow());
  const newestAheadMs = newestMs === null ? null : newestMs - believedNow();
  return {
    ...report,
    newestAt: newestMs === null ? null : new Date(newestMs).toISOString(),
    newestAheadMs: tried.feed.clock === 'wall' ? newestAheadMs : null,
    lookMs,
    cost: connection.cost,
  };
}

async function newestRows(connection: FeedConnection, mapping: Mapping): Promise<NewestRows> {
  const untilMs = monotonicNow() + READING_MS_MAX;
  const newestMs = await connection.newestMs(mapping);
  if (newestMs === null) {
    const { rows, lookMs } = await read(connection, mapping, 0, ROWS_WITHOUT_TIME);
    return { rows, newestMs, lookMs };
  }
  let last: Omit<NewestRows, 'newestMs'> = { rows: [], lookMs: null };
  for (const spanMs of SPANS_MS) {
    const found = await read(connection, mapping, newestMs - spanMs, ROWS_MAX);
    // A costly table is not read again at once: what came first stands.
    if (found.lookMs === null) break;
    last = found;
    if (found.rows.length >= ROWS_ENOUGH || monotonicNow() > untilMs) break;
  }
  return { ...last, newestMs };
}

async function read(
  connection: FeedConnection,
  mapping: Mapping,
  fromMs: number,
  rowsMax: number,
): Promise<Omit<NewestRows, 'newestMs'>> {
  const checkpoint = await connection.startAt(mapping, fromMs);
  const { rows, lookMs } = await connection.poll(mapping, checkpoint, rowsMax);
  return { rows, lookMs };
}
