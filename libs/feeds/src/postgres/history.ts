import type { Feed, Mapping } from '@eagle/contracts/domain';
import type { HistoryRange, RawRow } from '../feed-connection.js';
import { KeySearch, keyBefore, keyRange } from './key-search.js';
import { fitting } from './page-size.js';
import { PostgresSession } from './postgres-session.js';
import { SourceClock, timeShape } from './source-clock.js';
import { describeTable, mappedCells, type SourceTable } from './source-table.js';

const HOUR_MS = 3_600_000;

/** Streams a stretch of a table on a separate session, page by page. */
export async function* readHistory(
  session: PostgresSession,
  mapping: Mapping,
  feed: Pick<Feed, 'lateToleranceMs'>,
  range: HistoryRange,
  pageRows: number,
): AsyncGenerator<readonly RawRow[]> {
  const table = await describeTable(session, mapping);
  const clock = new SourceClock(mapping);
  const pages =
    table.keySql === null
      ? byTime(session, table, clock, range, pageRows)
      : byKey(session, table, clock, range, pageRows, Math.max(HOUR_MS, feed.lateToleranceMs));
  let nearMs = NaN;
  for await (const page of pages) {
    const rows = page.filter((row) => {
      const ms = clock.read(row[table.columns.time], nearMs);
      if (!Number.isNaN(ms)) nearMs = ms;
      return ms >= range.fromMs && ms < range.toMs;
    });
    if (rows.length > 0) yield rows;
  }
}

interface Page {
  readonly rows: (string | null)[][];
  readonly isLast: boolean;
}

/** The stretch of keys is found by their times, wider by the slack: rows written late lie among later ones. */
async function* byKey(
  session: PostgresSession,
  table: SourceTable,
  clock: SourceClock,
  range: HistoryRange,
  pageRows: number,
  slackMs: number,
): AsyncGenerator<readonly RawRow[]> {
  const keys = await keyRange(session, table);
  if (keys === null) return;
  const search = new KeySearch(session, table, clock, keys);
  const ordered = await search.growsWithTime(slackMs);
  const lastKey = ordered ? await search.firstAtOrAfter(range.toMs + slackMs) : keys.max;
  let after = keyBefore(ordered ? await search.firstAtOrAfter(range.fromMs - slackMs) : keys.min);
  const key = table.keySql ?? '';
  const text = `SELECT ${table.selectList} FROM ${table.sql} WHERE ${key} > $1::bigint AND ${key} <= $2::bigint ORDER BY ${key}`;
  const readAfter = (from: bigint): Promise<Page> =>
    fitting(table.page, async () => {
      const limit = Math.min(pageRows, table.page.rows);
      const rows = await session.rows(table.label, `${text} LIMIT ${limit}`, [from, lastKey]);
      return { rows, isLast: rows.length < limit };
    });
  let next: Promise<Page> | null = readAfter(after);
  while (next !== null) {
    const { rows, isLast }: Page = await next;
    after = BigInt(rows.at(-1)?.[table.columns.key] ?? lastKey);
    // The next page is fetched while this one is processed.
    next = isLast ? null : readAfter(after);
    next?.catch(() => undefined);
    yield rows.map((row) => mappedCells(table, row));
  }
}

/**
 * Without a key: one ordered cursor. An answer that is too large would lose it, so pages are
 * requested small enough to fit in every case.
 */
async function* byTime(
  session: PostgresSession,
  table: SourceTable,
  clock: SourceClock,
  range: HistoryRange,
  pageRowsMax: number,
): AsyncGenerator<readonly RawRow[]> {
  const { selectList, sql, timeSql, label } = table;
  const pageRows = Math.min(pageRowsMax, table.page.rowsSafe);
  const shape = await timeShape(session, table, clock);
  if (shape === null) return;
  await session.rows(label, 'BEGIN READ ONLY');
  try {
    await session.rows(
      label,
      `DECLARE history NO SCROLL CURSOR FOR SELECT ${selectList} FROM ${sql} WHERE ${timeSql} >= ${session.literal(
        clock.lowerBound(table, range.fromMs, shape),
      )} ORDER BY ${timeSql}`,
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
