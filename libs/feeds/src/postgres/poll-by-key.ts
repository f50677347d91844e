import type { Feed } from '@eagle/contracts';
import type { KeyCheckpoint } from '../checkpoint/checkpoint.js';
import { boundGaps, closeGaps, gapsAbove, giveUpOld, type Gap } from '../checkpoint/key-gaps.js';
import type { PollResult, RawRow } from '../feed-connection.js';
import { feedError } from '../feed-problem.js';
import { KeySearch, keyRange } from './key-search.js';
import type { PostgresSession } from './postgres-session.js';
import type { SourceClock } from './source-clock.js';
import { mappedCells, tableIdOf, type SourceTable } from './source-table.js';

/** Up to this many gaps are asked for at every poll, more only once in `GAPS_ASK_EVERY_MS`. */
const GAPS_ASKED_AT_ONCE = 64;
const GAPS_ASK_EVERY_MS = 1_000;

/**
 * Reads a table by its integer key: everything above the watermark, and again and again the keys that were missing below it, until they
 * come or the late-commit tolerance is over.
 */
export class PollByKey {
  private gapsAskedAtMs = -Infinity;
  private identityChecked = false;

  constructor(
    private readonly session: PostgresSession,
    private readonly table: SourceTable,
    private readonly clock: SourceClock,
    private readonly feed: Pick<Feed, 'lateCommitToleranceMs' | 'futureToleranceMs' | 'clock'>,
    private readonly now: () => number,
  ) {}

  async startAt(fromMs: number): Promise<KeyCheckpoint> {
    const range = await keyRange(this.session, this.table);
    const search = range && new KeySearch(this.session, this.table, this.clock, range);
    const first = search === null ? 1 : await search.firstAtOrAfter(fromMs);
    // From the very first row on, lower keys may still be under way.
    const watermark = range?.min === first ? Math.min(0, first - 1) : first - 1;
    const { source } = this.table;
    return {
      v: 1,
      by: 'key',
      source,
      fromMs: Number.isFinite(fromMs) ? fromMs : null,
      watermark,
      watermarkTime: null,
      tableId: null,
      newestMs: null,
      gaps: [],
    };
  }

  async poll(checkpoint: KeyCheckpoint, rowsMax: number): Promise<PollResult> {
    if (await this.wasRecreated(checkpoint)) return this.restart(checkpoint);
    const nowMs = this.now();
    const asks = checkpoint.gaps.length > 0 && this.shallAskGaps(checkpoint.gaps, nowMs);
    const late = asks ? await this.readGaps(checkpoint.gaps, rowsMax) : [];
    const room = rowsMax - late.length;
    const fresh = room > 0 ? await this.readAbove(checkpoint.watermark, room) : [];
    if (this.isOther(checkpoint, fresh.at(-1) ?? late.at(-1)) && !(await this.anchorHolds(checkpoint))) {
      return this.restart(checkpoint);
    }
    if (fresh.length === 0 && late.length === 0 && (await this.keysRestarted(checkpoint))) {
      return this.restart(checkpoint);
    }
    return this.result(checkpoint, late, fresh, asks, nowMs, rowsMax);
  }

  private result(
    before: KeyCheckpoint,
    late: (string | null)[][],
    fresh: (string | null)[][],
    asked: boolean,
    nowMs: number,
    rowsMax: number,
  ): PollResult {
    const freshKeys = fresh.map((row) => this.keyOf(row));
    const closed = closeGaps(
      before.gaps,
      late.map((row) => this.keyOf(row)),
    );
    const kept =
      asked && late.length < rowsMax ? giveUpOld(closed, nowMs, this.feed.lateCommitToleranceMs) : closed;
    const opened = [...kept, ...gapsAbove(before.watermark, freshKeys, nowMs)];
    const { gaps, forgotten } = boundGaps(opened);
    const last = fresh.at(-1);
    const tableId = last === undefined ? before.tableId : tableIdOf(this.table, last);
    const rows: RawRow[] = [...late, ...fresh].map((row) => mappedCells(this.table, row));
    const checkpoint: KeyCheckpoint = {
      ...before,
      watermark: freshKeys.at(-1) ?? before.watermark,
      watermarkTime: last === undefined ? before.watermarkTime : (last[this.table.columns.time] ?? null),
      tableId,
      newestMs: this.newest(before.newestMs, rows),
      gaps: [...gaps],
    };
    return {
      rows,
      checkpoint,
      more: rows.length >= rowsMax,
      lateRows: late.length,
      gapsForgotten: forgotten,
      recreated: false,
      lookAgainInMs: gaps.length === 0 ? null : GAPS_ASK_EVERY_MS,
    };
  }

  private shallAskGaps(gaps: readonly Gap[], nowMs: number): boolean {
    if (gaps.length > GAPS_ASKED_AT_ONCE && nowMs - this.gapsAskedAtMs < GAPS_ASK_EVERY_MS) return false;
    this.gapsAskedAtMs = nowMs;
    return true;
  }

  private async readAbove(watermark: number, limit: number): Promise<(string | null)[][]> {
    const { selectList, sql, keySql, label } = this.table;
    const key = keySql ?? '';
    const text = `SELECT ${selectList} FROM ${sql} WHERE ${key} > $1 ORDER BY ${key} LIMIT ${limit}`;
    return this.session.rows(label, text, [watermark]);
  }

  private async readGaps(gaps: readonly Gap[], limit: number): Promise<(string | null)[][]> {
    const { selectList, sql, keySql, label } = this.table;
    const key = keySql ?? '';
    const text = `SELECT ${selectList} FROM unnest($1::bigint[], $2::bigint[]) AS gap(low, high)
      JOIN ${sql} ON ${key} BETWEEN gap.low AND gap.high ORDER BY ${key} LIMIT ${limit}`;
    return this.session.rows(label, text, [gaps.map(({ from }) => from), gaps.map(({ to }) => to)]);
  }

  private isOther(checkpoint: KeyCheckpoint, row: RawRow | undefined): boolean {
    return (
      row !== undefined && checkpoint.tableId !== null && tableIdOf(this.table, row) !== checkpoint.tableId
    );
  }

  /** After a start the row at the watermark is looked at once: the table may have been made anew while nobody read. */
  private async wasRecreated(checkpoint: KeyCheckpoint): Promise<boolean> {
    if (this.identityChecked) return false;
    const holds = checkpoint.watermarkTime === null || (await this.anchorHolds(checkpoint));
    this.identityChecked = true;
    // A watermark row that is merely gone was perhaps deleted; then the highest key decides.
    return !holds && (await this.anchorContradicts(checkpoint));
  }

  private async anchorTime(checkpoint: KeyCheckpoint): Promise<string | null | undefined> {
    const { timeSql, sql, keySql, label } = this.table;
    const text = `SELECT ${timeSql} FROM ${sql} WHERE ${keySql ?? ''} = $1`;
    const [row] = await this.session.rows(label, text, [checkpoint.watermark]);
    return row?.[0];
  }

  private async anchorHolds(checkpoint: KeyCheckpoint): Promise<boolean> {
    return (await this.anchorTime(checkpoint)) === checkpoint.watermarkTime;
  }

  private async anchorContradicts(checkpoint: KeyCheckpoint): Promise<boolean> {
    return (await this.anchorTime(checkpoint)) !== undefined || (await this.keysRestarted(checkpoint));
  }

  private async keysRestarted(checkpoint: KeyCheckpoint): Promise<boolean> {
    const range = await keyRange(this.session, this.table);
    return range !== null && range.max < checkpoint.watermark;
  }

  /** The keys began anew: go on after the newest time that was read. The rows come with the next poll. */
  private async restart(checkpoint: KeyCheckpoint): Promise<PollResult> {
    const { fromMs, newestMs } = checkpoint;
    const start = await this.startAt(newestMs === null ? (fromMs ?? -Infinity) : newestMs + 1);
    return {
      rows: [],
      checkpoint: { ...start, fromMs, newestMs },
      more: true,
      lateRows: 0,
      gapsForgotten: 0,
      recreated: true,
      lookAgainInMs: null,
    };
  }

  /** A row from the future is not believed: reading on after it would leave out all that comes until then. */
  private newest(before: number | null, rows: readonly RawRow[]): number | null {
    const latestMs = this.feed.clock === 'wall' ? this.now() + this.feed.futureToleranceMs : Infinity;
    let newestMs = before ?? NaN;
    for (const row of rows) {
      const ms = this.clock.read(row[this.table.columns.time], newestMs);
      if (!(ms <= newestMs) && ms <= latestMs) newestMs = ms;
    }
    return Number.isNaN(newestMs) ? null : newestMs;
  }

  private keyOf(row: RawRow): number {
    const key = Number(row[this.table.columns.key]);
    if (Number.isSafeInteger(key)) return key;
    throw feedError('failed', `${this.table.label} has a key beyond 2^53: map it without a key column.`);
  }
}
