import type { Feed, Mapping } from '@eagle/contracts/domain';
import type { HistoryRange, RawRow } from '../feed-connection.js';
import { KeySearch, keyBefore, keyRange, type KeyRange } from './key-search.js';
import { lookMsBy } from './look-cost.js';
import { fitting } from './page-size.js';
import type { PostgresSession } from './postgres-session.js';
import { SourceClock, timeShape } from './source-clock.js';
import { describeTable, mappedCells, type SourceTable } from './source-table.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface Reading {
  readonly pageRows: number;
  /** Each statement waits for its turn: no page is fetched while another is processed. */
  readonly isPaced: boolean;
}

/** How the rows of a range are found; `whole`: every row of the table is read. */
type Way = 'key' | 'time' | 'whole';

/** Streams a stretch of a table on a separate session, page by page. */
export async function* readHistory(
  session: PostgresSession,
  mapping: Mapping,
  feed: Pick<Feed, 'lateToleranceMs'>,
  range: HistoryRange,
  reading: Reading,
): AsyncGenerator<readonly RawRow[]> {
  const table = await describeTable(session, mapping);
  const clock = new SourceClock(mapping);
  let nearMs = NaN;
  for await (const page of pagesOf({ session, table, clock }, range, reading, slackOf(feed))) {
    const rows = page.filter((row) => {
      const ms = clock.read(row[table.columns.time], nearMs);
      if (!Number.isNaN(ms)) nearMs = ms;
      return ms >= range.fromMs && ms < range.toMs;
    });
    if (rows.length > 0) yield rows;
  }
}

/** Whether a range of time is found without reading the whole table. */
export async function findsRanges(
  session: PostgresSession,
  mapping: Mapping,
  feed: Pick<Feed, 'lateToleranceMs'>,
): Promise<boolean> {
  const table = await describeTable(session, mapping);
  const source = { session, table, clock: new SourceClock(mapping) };
  if (table.keySql === null) return isTimeIndexed(source);
  const search = await searchOf(source);
  return search === null || (await wayOf(source, search, slackOf(feed))) !== 'whole';
}

interface Source {
  readonly session: PostgresSession;
  readonly table: SourceTable;
  readonly clock: SourceClock;
}

const slackOf = ({ lateToleranceMs }: Pick<Feed, 'lateToleranceMs'>): number =>
  Math.max(HOUR_MS, lateToleranceMs);

async function* pagesOf(
  source: Source,
  range: HistoryRange,
  reading: Reading,
  slackMs: number,
): AsyncGenerator<readonly RawRow[]> {
  const search = source.table.keySql === null ? null : await searchOf(source);
  const way = search === null ? 'time' : await wayOf(source, search, slackMs);
  if (search === null || way === 'time') yield* byTime(source, range, reading.pageRows);
  else yield* byKey(source, way === 'key' ? await keysOf(search, range, slackMs) : search.range, reading);
}

/** Null where the table is empty. */
async function searchOf({ session, table, clock }: Source): Promise<KeySearch | null> {
  const keys = await keyRange(session, table);
  return keys === null ? null : new KeySearch(session, table, clock, keys);
}

async function wayOf(source: Source, search: KeySearch, slackMs: number): Promise<Way> {
  if (await search.growsWithTime(slackMs)) return 'key';
  // Text need not sort by time.
  return source.table.timeKind !== 'text' && (await isTimeIndexed(source)) ? 'time' : 'whole';
}

/** Also where the table is so small that no index is needed. */
async function isTimeIndexed({ session, table }: Source): Promise<boolean> {
  return (await lookMsBy(session, table, table.timeSql)) === 0;
}

/**
 * The stretch of keys is found by their times, wider by the slack: rows written late lie among
 * later ones.
 */
async function keysOf(search: KeySearch, range: HistoryRange, slackMs: number): Promise<KeyRange> {
  const max = await search.firstAtOrAfter(range.toMs + slackMs);
  return { min: await search.firstAtOrAfter(range.fromMs - slackMs), max };
}

interface Page {
  readonly rows: (string | null)[][];
  readonly isLast: boolean;
}

async function* byKey(
  { session, table }: Source,
  keys: KeyRange,
  { pageRows, isPaced }: Reading,
): AsyncGenerator<readonly RawRow[]> {
  let after = keyBefore(keys.min);
  const key = table.keySql ?? '';
  const text = `SELECT ${table.selectList} FROM ${table.sql} WHERE ${key} > $1::bigint AND ${key} <= $2::bigint ORDER BY ${key}`;
  const readAfter = (from: bigint): Promise<Page> =>
    fitting(table.page, async () => {
      const limit = Math.min(pageRows, table.page.rows);
      const rows = await session.rows(table.label, `${text} LIMIT ${limit}`, [from, keys.max]);
      return { rows, isLast: rows.length < limit };
    });
  const lastOf = ({ rows }: Page): bigint => BigInt(rows.at(-1)?.[table.columns.key] ?? keys.max);
  let next: Promise<Page> | null = readAfter(after);
  while (next !== null) {
    const page: Page = await next;
    after = lastOf(page);
    next = page.isLast || isPaced ? null : readAfter(after);
    // Fetched while this one is processed, and awaited only then.
    next?.catch(() => undefined);
    yield page.rows.map((row) => mappedCells(table, row));
    if (isPaced && !page.isLast) next = readAfter(after);
  }
}

/**
 * In order of time: one ordered cursor. An answer that is too large would lose it, so pages are
 * requested small enough to fit in every case. The upper bound only guides the planner: it lies
 * behind every time that the wall clock shows within the range.
 */
async function* byTime(
  { session, table, clock }: Source,
  range: HistoryRange,
  pageRowsMax: number,
): AsyncGenerator<readonly RawRow[]> {
  const { selectList, sql, timeSql, label } = table;
  const pageRows = Math.min(pageRowsMax, table.page.rowsSafe);
  const shape = await timeShape(session, table, clock);
  if (shape === null) return;
  const bound = (ms: number): string => session.literal(clock.lowerBound(table, ms, shape));
  const below = Number.isFinite(range.toMs) ? ` AND ${timeSql} < ${bound(range.toMs + DAY_MS)}` : '';
  await session.rows(label, 'BEGIN READ ONLY');
  try {
    await session.rows(
      label,
      `DECLARE history NO SCROLL CURSOR FOR SELECT ${selectList} FROM ${sql} WHERE ${timeSql} >= ${bound(range.fromMs)}${below} ORDER BY ${timeSql}`,
    );
    for (;;) {
      const rows = await session.rows(label, `FETCH ${pageRows} FROM history`);
      if (rows.length > 0) yield rows.map((row) => mappedCells(table, row));
      const lastMs = clock.read(rows.at(-1)?.[table.columns.time], range.toMs);
      if (rows.length < pageRows || lastMs > range.toMs + HOUR_MS) return;
    }
  } finally {
    await session.rows(label, 'ROLLBACK').catch(() => undefined);
  }
}
