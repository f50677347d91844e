import type { Feed } from '@eagle/contracts';
import type { TimeCheckpoint } from '../checkpoint/checkpoint.js';
import { newRows, RECENT_ROWS_MAX, remembered } from '../checkpoint/recent-rows.js';
import type { PollResult, RawRow } from '../feed-connection.js';
import { fingerprint } from '../mapping/fingerprint.js';
import type { PostgresSession } from './postgres-session.js';
import { timeShape, type SourceClock } from './source-clock.js';
import { mappedCells, type SourceTable } from './source-table.js';

/** How often the whole tolerance is read again for rows committed late; in between only from the watermark on. */
const LOOK_BACK_EVERY_MS = 1_000;

/** Place in memory of rows whose time cannot be read: the source sorts them last and gives them with every answer, so they are never forgotten. */
const UNREADABLE_MS = Number.MAX_SAFE_INTEGER;

/**
 * Reads a table without an integer key by time: from the watermark on, and every second again from a tolerance before it. What was read
 * already is recognised by a fingerprint of the row. Rows equal in every cell count as one.
 */
export class PollByTime {
  private shape: string | null = null;

  constructor(
    private readonly session: PostgresSession,
    private readonly table: SourceTable,
    private readonly clock: SourceClock,
    private readonly feed: Pick<Feed, 'lateCommitToleranceMs' | 'futureToleranceMs' | 'clock'>,
    private readonly now: () => number,
  ) {}

  startAt(fromMs: number): TimeCheckpoint {
    const { source } = this.table;
    return { v: 1, by: 'time', source, fromMs, watermarkMs: fromMs, recent: [], lookedBackAtMs: 0 };
  }

  async poll(before: TimeCheckpoint, rowsMax: number): Promise<PollResult> {
    const nowMs = this.now();
    const looksBack = before.recent.length > 0 && nowMs - before.lookedBackAtMs >= LOOK_BACK_EVERY_MS;
    const fromMs = looksBack ? this.lookBackFrom(before) : before.watermarkMs;
    // Known rows may fill the front of the answer: the limit leaves room for new ones behind them.
    const limit = rowsMax + before.recent.length;
    const read = await this.read(fromMs, limit);
    const prints = read.map(fingerprint);
    const fresh = newRows(
      before.recent.map(([print]) => print),
      prints,
    );
    const latestMs = this.feed.clock === 'wall' ? nowMs + this.feed.futureToleranceMs : Infinity;
    const taken: [string, number][] = [];
    const rows: RawRow[] = [];
    let [newestMs, lateRows] = [before.watermarkMs, 0];
    for (const position of fresh) {
      const row = read[position] ?? [];
      const ms = this.clock.read(row[this.table.columns.time], newestMs);
      // The hour that happens twice makes the answer reach back further than was asked for.
      if (ms < before.fromMs) continue;
      rows.push(row);
      taken.push([prints[position] ?? '', Number.isNaN(ms) ? UNREADABLE_MS : ms]);
      if (ms < before.watermarkMs) lateRows++;
      if (ms > newestMs && ms <= latestMs) newestMs = ms;
    }
    const keepFromMs = this.clock.rememberFrom(newestMs, this.feed.lateCommitToleranceMs);
    const recent = remembered(before.recent, taken, keepFromMs);
    const lookedBackAtMs = looksBack ? nowMs : before.lookedBackAtMs;
    return {
      rows,
      checkpoint: { ...before, watermarkMs: newestMs, recent, lookedBackAtMs },
      more: read.length >= limit,
      lateRows,
      gapsForgotten: 0,
      recreated: false,
      lookAgainInMs: recent.length === 0 ? null : LOOK_BACK_EVERY_MS,
    };
  }

  /** Not further back than rows are remembered: what is forgotten would be read twice. */
  private lookBackFrom({ watermarkMs, fromMs, recent }: TimeCheckpoint): number {
    const backMs = Math.max(fromMs, watermarkMs - this.feed.lateCommitToleranceMs);
    if (recent.length < RECENT_ROWS_MAX) return backMs;
    return Math.min(watermarkMs, Math.max(backMs, (recent[0]?.[1] ?? 0) + 1));
  }

  private async read(fromMs: number, limit: number): Promise<RawRow[]> {
    const { selectList, sql, timeSql, label, timeKind } = this.table;
    if (this.shape === null && (timeKind === 'text' || timeKind === 'epoch')) {
      this.shape = await timeShape(this.session, this.table, this.clock);
      if (this.shape === null) return [];
    }
    const text = `SELECT ${selectList} FROM ${sql} WHERE ${timeSql} >= $1 ORDER BY ${timeSql} LIMIT ${limit}`;
    const rows = await this.session.rows(label, text, [
      this.clock.lowerBound(this.table, fromMs, this.shape),
    ]);
    return rows.map((row) => mappedCells(this.table, row));
  }
}
