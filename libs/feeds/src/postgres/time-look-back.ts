import type { TimeCheckpoint } from '../checkpoint/checkpoint.js';
import { newRows } from '../checkpoint/new-rows.js';
import { compareSlots, PRINTS_MAX, slotStart, withTaken, type Slot } from '../checkpoint/time-slots.js';
import type { RawRow } from '../feed-connection.js';
import { fingerprint } from '../mapping/fingerprint.js';
import type { PostgresSession } from './postgres-session.js';
import type { RepeatedTime, SourceClock } from './source-clock.js';
import { mappedCells, type SourceTable, type TimeKind } from './source-table.js';

/**
 * Intervals between searches for rows of slow transactions, and over the whole tolerance for late
 * rows.
 */
const LOOK_EVERY_MS = 1_000;
const WHOLE_LOOK_EVERY_MS = 10_000;
/** A search takes at most this share of the time. */
const LOOK_SHARE_MAX = 0.01;
/**
 * The first look back on a table without an index waits: the first polls cost the source enough.
 */
const COSTLY_LOOK_AFTER_MS = 60_000;
/** Rows of one slot that are read again at once; more late rows come with the next searches. */
const SLOT_ROWS_MAX = PRINTS_MAX;

const LATE_ROWS_AT_ONCE = 5_000;

export interface FreshRow {
  readonly row: RawRow;
  readonly print: string;
}

export interface LateRows {
  readonly fresh: readonly FreshRow[];
  /** The slots as they are before these rows are taken. */
  readonly slots: readonly Slot[];
  /** Rows that came late and cannot be distinguished from rows that were read. */
  readonly neverRead: number;
}

export interface LookBackOptions {
  readonly slotMs: number;
  readonly toleranceMs: number;
  readonly commitToleranceMs: number;
  /** Every search scans the whole table. */
  readonly isCostly: boolean;
  /** Never stepped, milliseconds. */
  readonly steadyNow: () => number;
}

const COMPARED_AS: Record<TimeKind, string> = {
  naive: 'timestamp',
  zoned: 'timestamptz',
  epoch: 'numeric',
  text: 'text',
};

/**
 * Finds rows that come behind the reading point of a table without a key: the source counts, and
 * only where the number differs rows are read.
 */
export class TimeLookBack {
  private dueAtMs = -Infinity;
  private wholeDueAtMs = -Infinity;
  /**
   * Lateness of rows in the last search over the whole tolerance: an asset that is always late is
   * read as soon as others.
   */
  private usuallyLateMs = 0;
  /**
   * Surplus rows by slot in the previous search: rows committed between two statements are not
   * lost.
   */
  private suspected = new Map<number, number>();

  constructor(
    private readonly session: PostgresSession,
    private readonly table: SourceTable,
    private readonly clock: SourceClock,
    private readonly options: LookBackOptions,
  ) {
    if (options.isCostly) this.dueAtMs = this.options.steadyNow() + COSTLY_LOOK_AFTER_MS;
  }

  get isDue(): boolean {
    return this.options.steadyNow() >= this.dueAtMs;
  }

  get againInMs(): number {
    return Math.max(LOOK_EVERY_MS, this.dueAtMs - this.options.steadyNow());
  }

  /** What is there before reading begins, within the tolerance. */
  async begin(start: TimeCheckpoint, shape: string | null): Promise<TimeCheckpoint> {
    const { slotMs, toleranceMs } = this.options;
    const toMs = start.fromMs;
    if (!Number.isFinite(toMs)) return start;
    const repeated = this.clock.repeatedWithin(this.table, toMs - toleranceMs - slotMs, toMs);
    if (repeated !== null && repeated.toMs >= toMs) return start;
    const countedFromMs =
      repeated === null
        ? slotStart(toMs - toleranceMs, slotMs)
        : slotStart(repeated.toMs + slotMs - 1, slotMs);
    if (countedFromMs >= toMs) return start;
    const counted = await this.count(countedFromMs, toMs, shape);
    const rows = [...counted.values()].reduce((sum, count) => sum + count, 0);
    if (rows > PRINTS_MAX) {
      const slots = [...counted].map(([fromMs, count]) => ({ fromMs, rows: count, prints: null }));
      return { ...start, countedFromMs, slots };
    }
    const there = await this.read(countedFromMs, toMs, shape);
    const taken = there
      .map(({ row, print }) => ({ ms: this.clock.read(row[this.table.columns.time], toMs), print }))
      .filter(({ ms }) => !Number.isNaN(ms));
    const slots = withTaken([], taken, { slotMs, keepFromMs: countedFromMs });
    return { ...start, countedFromMs, slots };
  }

  async look(checkpoint: TimeCheckpoint, shape: string | null): Promise<LateRows> {
    const startedAtMs = this.options.steadyNow();
    const { slotMs, toleranceMs, commitToleranceMs } = this.options;
    const { watermarkMs, countedFromMs, fromMs } = checkpoint;
    const isWhole = startedAtMs >= this.wholeDueAtMs;
    const backMs =
      watermarkMs - (isWhole ? toleranceMs : Math.max(commitToleranceMs, this.usuallyLateMs + slotMs));
    if (isWhole) this.usuallyLateMs = 0;
    // A slot that the tolerance covers only in part was only partly counted.
    const lowest = slotStart(Math.max(backMs, countedFromMs ?? fromMs) + slotMs - 1, slotMs);
    const toMs = slotStart(watermarkMs, slotMs) + slotMs;
    const from = Math.min(lowest, toMs - slotMs);
    const repeated = this.clock.repeatedWithin(this.table, from, toMs, shape);
    const found =
      repeated === null
        ? await this.compare(checkpoint, shape, from, toMs)
        : await this.readAgain(checkpoint, shape, repeated);
    const tookMs = this.options.steadyNow() - startedAtMs;
    const pauseMs = tookMs / LOOK_SHARE_MAX;
    this.dueAtMs = startedAtMs + Math.max(LOOK_EVERY_MS, pauseMs);
    if (isWhole) this.wholeDueAtMs = startedAtMs + Math.max(WHOLE_LOOK_EVERY_MS, pauseMs);
    return found;
  }

  private async compare(
    checkpoint: TimeCheckpoint,
    shape: string | null,
    fromMs: number,
    toMs: number,
  ): Promise<LateRows> {
    const { slotMs } = this.options;
    const counted = await this.count(fromMs, toMs, shape);
    for (const slot of checkpoint.slots) {
      if (slot.fromMs >= fromMs && slot.fromMs < toMs && !counted.has(slot.fromMs))
        counted.set(slot.fromMs, 0);
    }
    const { again, lost, slots } = compareSlots(checkpoint.slots, counted);
    for (const slot of again)
      this.usuallyLateMs = Math.max(this.usuallyLateMs, checkpoint.watermarkMs - slot.fromMs);
    const fresh: FreshRow[] = [];
    let now = [...slots];
    for (const slot of again) {
      // What is left is still missing at the next look.
      if (fresh.length >= LATE_ROWS_AT_ONCE) break;
      const there = await this.read(slot.fromMs, slot.fromMs + slotMs, shape);
      const known = [...(slot.prints ?? []), ...checkpoint.ahead];
      const places = newRows(
        known,
        there.map(({ print }) => print),
      );
      const late = there.filter((_, place) => places.has(place));
      fresh.push(...late);
      // Known rows that still exist after any deletions.
      const prints = there.filter((_, place) => !places.has(place)).map(({ print }) => print);
      now = [...now.filter((each) => each.fromMs !== slot.fromMs), { ...slot, rows: prints.length, prints }];
    }
    const { neverRead, rebased } = this.confirm(lost, now, checkpoint.watermarkMs);
    return { fresh, slots: rebased.sort((a, b) => a.fromMs - b.fromMs), neverRead };
  }

  /**
   * Surplus rows are reported when a second search also sees them, and not where rows still come.
   */
  private confirm(
    lost: readonly { readonly slot: Slot; readonly rows: number }[],
    slots: readonly Slot[],
    watermarkMs: number,
  ): { neverRead: number; rebased: Slot[] } {
    const before = this.suspected;
    this.suspected = new Map(lost.map(({ slot, rows }) => [slot.fromMs, rows]));
    let neverRead = 0;
    const reported = new Map<number, number>();
    for (const { slot, rows } of lost) {
      const sure = Math.min(rows, before.get(slot.fromMs) ?? 0);
      if (sure === 0 || slot.fromMs + this.options.slotMs > watermarkMs) continue;
      neverRead += sure;
      reported.set(slot.fromMs, slot.rows + sure);
      this.suspected.delete(slot.fromMs);
    }
    const rebased = slots.map((slot) => ({ ...slot, rows: reported.get(slot.fromMs) ?? slot.rows }));
    return { neverRead, rebased };
  }

  /**
   * Slots that reach into a stretch that is shown twice cannot be counted: rows that slow
   * transactions may have committed next to it are read again.
   */
  private async readAgain(
    checkpoint: TimeCheckpoint,
    shape: string | null,
    repeated: RepeatedTime,
  ): Promise<LateRows> {
    const { watermarkMs, slots, ahead } = checkpoint;
    const isBefore = watermarkMs < repeated.fromMs;
    const backMs = watermarkMs - this.options.commitToleranceMs;
    const fromMs = isBefore ? backMs : Math.max(backMs, repeated.toMs);
    const none = { fresh: [], slots, neverRead: 0 };
    if (slots.some(({ prints }) => prints === null)) return none;
    const known = [...slots.flatMap(({ prints }) => prints ?? []), ...ahead];
    const there = await this.read(fromMs, isBefore ? repeated.fromMs : null, shape);
    const places = newRows(
      known,
      there.map(({ print }) => print),
    );
    return { ...none, fresh: there.filter((_, place) => places.has(place)) };
  }

  private async count(fromMs: number, toMs: number, shape: string | null): Promise<Map<number, number>> {
    const { sql, timeSql, label, timeKind } = this.table;
    const { slotMs } = this.options;
    const starts: number[] = [];
    for (let ms = fromMs; ms < toMs; ms += slotMs) starts.push(ms);
    const type = COMPARED_AS[timeKind];
    const bound = (ms: number): string => this.clock.lowerBound(this.table, ms, shape);
    const text = `SELECT width_bucket(${timeSql}::${type}, $1::${type}[]), count(*) FROM ${sql}
      WHERE ${timeSql} >= $2 AND ${timeSql} < $3 GROUP BY 1`;
    const rows = await this.session.rows(label, text, [starts.map(bound), bound(fromMs), bound(toMs)]);
    return new Map(rows.map(([bucket, count]) => [starts[Number(bucket) - 1] ?? NaN, Number(count)]));
  }

  /** @param toMs  Exclusive; null: to the end. */
  private async read(fromMs: number, toMs: number | null, shape: string | null): Promise<FreshRow[]> {
    const { selectList, sql, timeSql, label } = this.table;
    const bounds = [this.clock.lowerBound(this.table, fromMs, shape)];
    if (toMs !== null) bounds.push(this.clock.lowerBound(this.table, toMs, shape));
    const text = `SELECT ${selectList} FROM ${sql} WHERE ${timeSql} >= $1${toMs === null ? '' : ` AND ${timeSql} < $2`}
      ORDER BY ${timeSql} LIMIT ${2 * SLOT_ROWS_MAX}`;
    const rows = await this.session.rows(label, text, bounds);
    return rows.map((cells) => {
      const row = mappedCells(this.table, cells);
      return { row, print: fingerprint(row) };
    });
  }
}
