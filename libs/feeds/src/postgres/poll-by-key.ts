import type { Feed } from '@eagle/contracts/domain';
import type { KeyCheckpoint } from '../checkpoint/checkpoint.js';
import {
  boundGaps,
  closeGaps,
  gapsAbove,
  gapsAsText,
  gapsOf,
  isYoung,
  type Gap,
} from '../checkpoint/key-gaps.js';
import { withRead } from '../checkpoint/key-ledger.js';
import { newRows } from '../checkpoint/new-rows.js';
import type { PollResult, RawRow } from '../feed-connection.js';
import { feedError } from '../feed-problem.js';
import { latestReadingPointMs } from '../mapping/believed-time.js';
import { fingerprint } from '../mapping/fingerprint.js';
import { KeyStart } from './key-start.js';
import type { PostgresSession } from './postgres-session.js';
import type { SourceClock } from './source-clock.js';
import { mappedCells, tableIdOf, type SourceTable } from './source-table.js';
import { TableIdentity } from './table-identity.js';

/** Up to this many gaps are asked for at every poll, more only once in `GAPS_ASK_EVERY_MS`. */
const GAPS_ASKED_AT_ONCE = 64;
const GAPS_ASK_EVERY_MS = 1_000;
/** Rows that may have the same key where the source does not declare it unique. */
const ROWS_OF_ONE_KEY_MAX = 5_000;

/**
 * The wall clock judges a row's time; a clock that is never stepped measures how long a key has
 * been missing.
 */
export interface KeyClocks {
  readonly now: () => number;
  readonly steadyNow: () => number;
}

type Cells = (string | null)[];

/**
 * Rows above the reading point, and the rows at it, which show whether the table is still the same.
 */
interface Forward {
  readonly atWatermark: Cells[];
  readonly fresh: Cells[];
  /** The first row above the reading point, also where there is no room for it. */
  readonly next: Cells | undefined;
}

/**
 * Reads a table by its integer key: everything above the watermark, and repeatedly the missing keys
 * below it. The row at the watermark comes with every answer: where it is a different row, the keys
 * restarted.
 */
export class PollByKey {
  private gapsAskedAtMs = -Infinity;
  /** After a start every gap is read once: rows may have come there while the feed was not read. */
  private askedAll = false;
  private readonly start: KeyStart;
  private readonly identity: TableIdentity;

  constructor(
    private readonly session: PostgresSession,
    private readonly table: SourceTable,
    private readonly clock: SourceClock,
    private readonly feed: Pick<
      Feed,
      'lateCommitToleranceMs' | 'lateToleranceMs' | 'futureToleranceMs' | 'clock'
    >,
    private readonly clocks: KeyClocks,
  ) {
    this.start = new KeyStart(session, table, clock);
    this.identity = new TableIdentity(session, table, clock, feed.lateToleranceMs);
  }

  async startAt(fromMs: number): Promise<KeyCheckpoint> {
    return this.start.at(fromMs, this.clocks.steadyNow());
  }

  async poll(checkpoint: KeyCheckpoint, rowsMax: number): Promise<PollResult> {
    const nowMs = this.clocks.steadyNow();
    const gaps = gapsOf(checkpoint, nowMs);
    const asked = this.gapsToAsk(gaps, nowMs);
    const late = asked.length > 0 ? await this.readGaps(asked, rowsMax) : [];
    const forward = await this.readForward(checkpoint, rowsMax - late.length);
    if (await this.identity.isLost(checkpoint, forward.atWatermark, forward.next)) {
      return this.restart(checkpoint);
    }
    if (late.length < rowsMax) this.askedAll = true;
    return this.result(checkpoint, gaps, late, forward, nowMs, rowsMax);
  }

  private result(
    before: KeyCheckpoint,
    gapsBefore: readonly Gap[],
    late: readonly Cells[],
    { atWatermark, fresh }: Forward,
    nowMs: number,
    rowsMax: number,
  ): PollResult {
    const { lateCommitToleranceMs } = this.feed;
    const lateKeys = late.map((row) => this.keyOf(row));
    const again = this.newAtWatermark(before, atWatermark);
    const opened = [...closeGaps(gapsBefore, lateKeys, nowMs), ...this.gapsIn(before, fresh, nowMs)];
    const { gaps, forgotten } = boundGaps(opened, nowMs, lateCommitToleranceMs);
    const anchor = fresh.at(-1) ?? atWatermark.at(-1);
    const watermark = fresh.length > 0 ? `${this.keyOf(anchor ?? [])}` : before.watermark;
    const tableId = anchor === undefined ? before.tableId : tableIdOf(this.table, anchor);
    const rows: RawRow[] = [...late, ...again, ...fresh].map((row) => mappedCells(this.table, row));
    const newestMs = this.newest(before.newestMs, rows);
    const lateAndAgain = [...lateKeys, ...again.map(() => BigInt(before.watermark))];
    const checkpoint: KeyCheckpoint = {
      ...before,
      watermark,
      // A row may have come at exactly the key at which reading began.
      watermarkTime:
        fresh.length === 0 && before.watermarkTime !== null
          ? before.watermarkTime
          : (anchor?.[this.table.columns.time] ?? null),
      anchors: this.identity.anchorsAfter(before, rows, newestMs),
      atWatermark: this.rememberedAtWatermark(before, watermark, again, fresh),
      tableId,
      newestMs,
      gaps: gapsAsText(gaps),
      books: withRead(before.books, before.watermark, { rows: fresh.length, watermark }, lateAndAgain),
    };
    const isExpected = gaps.some((gap) => isYoung(gap, nowMs, lateCommitToleranceMs));
    return {
      rows,
      checkpoint,
      more: rows.length >= rowsMax,
      lateRows: late.length,
      neverRead: 0,
      gapsForgotten: forgotten,
      recreated: false,
      lookMs: 0,
      rowBytes: 0,
      lookAgainInMs: isExpected ? GAPS_ASK_EVERY_MS : null,
    };
  }

  /**
   * Where no row lies between two consecutive keys, the ends of the gaps show it: no key is
   * examined.
   */
  private gapsIn(before: KeyCheckpoint, fresh: readonly Cells[], nowMs: number): Gap[] {
    const last = fresh.at(-1);
    if (last === undefined) return [];
    const watermark = BigInt(before.watermark);
    if (this.table.keyIsUnique && this.keyOf(last) - watermark === BigInt(fresh.length)) return [];
    return gapsAbove(
      watermark,
      fresh.map((row) => this.keyOf(row)),
      nowMs,
    );
  }

  private gapsToAsk(gaps: readonly Gap[], nowMs: number): readonly Gap[] {
    if (!this.askedAll) return gaps;
    const young = gaps.filter((gap) => isYoung(gap, nowMs, this.feed.lateCommitToleranceMs));
    const isMany = young.length > GAPS_ASKED_AT_ONCE;
    if (isMany && Math.abs(nowMs - this.gapsAskedAtMs) < GAPS_ASK_EVERY_MS) return [];
    this.gapsAskedAtMs = nowMs;
    return young;
  }

  private async readForward(checkpoint: KeyCheckpoint, room: number): Promise<Forward> {
    const { selectList, sql, keySql, label } = this.table;
    const { watermark, atWatermark } = checkpoint;
    const key = keySql ?? '';
    const limit = Math.max(0, room) + Math.max(1, atWatermark.length);
    const text = `SELECT ${selectList} FROM ${sql} WHERE ${key} >= $1::bigint ORDER BY ${key} LIMIT ${limit}`;
    const rows = await this.session.rows(label, text, [watermark]);
    const beyond = rows.findIndex((row) => row[this.table.columns.key] !== watermark);
    const known = beyond < 0 ? rows.length : beyond;
    return {
      atWatermark: rows.slice(0, known),
      fresh: rows.slice(known, known + Math.max(0, room)),
      next: rows[known],
    };
  }

  /**
   * Each gap is looked up by itself, by the index that keeps the key unique. The planner expects a
   * ninth of the table in a gap: joined as a whole, it reads all keys of the table in their order
   * (0.9 s for 800 000 rows). Without such an index one pass over the table serves all gaps.
   */
  private async readGaps(gaps: readonly Gap[], limit: number): Promise<Cells[]> {
    const { selectList, sql, keySql, keyIsUnique, label } = this.table;
    const key = keySql ?? '';
    const isInGap = `${key} BETWEEN gap.eagle_gap_from AND gap.eagle_gap_to`;
    const ordered = `ORDER BY ${key} LIMIT ${limit}`;
    const found = keyIsUnique
      ? `CROSS JOIN LATERAL (SELECT * FROM ${sql} WHERE ${isInGap} ${ordered}) AS found`
      : `JOIN ${sql} ON ${isInGap}`;
    const text = `SELECT ${selectList} FROM unnest($1::bigint[], $2::bigint[]) AS gap(eagle_gap_from, eagle_gap_to) ${found} ${ordered}`;
    return this.session.rows(label, text, [gaps.map(({ from }) => `${from}`), gaps.map(({ to }) => `${to}`)]);
  }

  /**
   * Rows with the watermark's own key that were not read yet: possible only where the source allows
   * a key twice.
   */
  private newAtWatermark({ atWatermark }: KeyCheckpoint, rows: readonly Cells[]): Cells[] {
    if (this.table.keyIsUnique || atWatermark.length === 0) return [];
    const places = newRows(
      atWatermark,
      rows.map((row) => this.printWithKey(row)),
    );
    return rows.filter((_, place) => places.has(place));
  }

  private rememberedAtWatermark(
    before: KeyCheckpoint,
    watermark: string,
    again: readonly Cells[],
    fresh: readonly Cells[],
  ): string[] {
    if (this.table.keyIsUnique) return [];
    const kept = watermark === before.watermark ? before.atWatermark : [];
    const { key } = this.table.columns;
    const added = [...again, ...fresh].filter((row) => row[key] === watermark);
    const prints = [...kept, ...added.map((row) => this.printWithKey(row))];
    if (prints.length <= ROWS_OF_ONE_KEY_MAX) return prints;
    throw feedError(
      'failed',
      `${this.table.label} has more than ${ROWS_OF_ONE_KEY_MAX} rows with the key ${watermark}: name a key column in the mapping that distinguishes rows, or none.`,
    );
  }

  /** The mapping's cells alone: the table's identity also changes through maintenance. */
  private printWithKey(row: readonly (string | null)[]): string {
    return fingerprint(row.slice(0, this.table.columns.columns.length));
  }

  /** The keys restarted. The rows come with the next poll. */
  private async restart(checkpoint: KeyCheckpoint): Promise<PollResult> {
    const { fromMs, newestMs, books } = checkpoint;
    const start = await this.startAt(await this.identity.goesOnAtMs(checkpoint));
    this.askedAll = false;
    return {
      rows: [],
      checkpoint: {
        ...start,
        fromMs,
        newestMs,
        books: { ...start.books, neverRead: books.neverRead },
      },
      more: true,
      lateRows: 0,
      neverRead: 0,
      gapsForgotten: 0,
      recreated: true,
      lookMs: 0,
      rowBytes: 0,
      lookAgainInMs: null,
    };
  }

  /** A row from the future is not believed: reading after it would skip every row until then. */
  private newest(before: number | null, rows: readonly RawRow[]): number | null {
    const latestMs = latestReadingPointMs(this.feed, this.clocks.now(), before ?? NaN);
    let newestMs = before ?? NaN;
    for (const row of rows) {
      const ms = this.clock.read(row[this.table.columns.time], newestMs);
      if (!(ms <= newestMs) && ms <= latestMs) newestMs = ms;
    }
    return Number.isNaN(newestMs) ? null : newestMs;
  }

  private keyOf(row: RawRow): bigint {
    return BigInt(row[this.table.columns.key] ?? '');
  }
}
