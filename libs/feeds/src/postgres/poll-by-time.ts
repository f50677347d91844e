import type { Feed } from '@eagle/contracts/domain';
import type { TimeCheckpoint } from '../checkpoint/checkpoint.js';
import { newRows } from '../checkpoint/new-rows.js';
import { slotMsOf, withTaken, type TakenRow } from '../checkpoint/time-slots.js';
import type { PollResult, RawRow } from '../feed-connection.js';
import { latestReadingPointMs } from '../mapping/believed-time.js';
import { fingerprint } from '../mapping/fingerprint.js';
import { CrowdedInstant } from './crowded-instant.js';
import type { PostgresSession } from './postgres-session.js';
import { timeShape, type RepeatedTime, type SourceClock } from './source-clock.js';
import { mappedCells, type SourceTable } from './source-table.js';
import { PollRepeated, type TimeResult } from './poll-repeated.js';
import { beginRepeated, RepeatedStretch } from './repeated-stretch.js';
import { TimeLookBack, type FreshRow } from './time-look-back.js';

/**
 * Rows ahead of the clock, or without a readable time, that are remembered; beyond, rows ahead of
 * the clock are not asked for.
 */
const AHEAD_MAX = 5_000;
/** Limit up to which a page of rows is searched for a stretch that is shown twice. */
const PAGE_MS_MAX = 400 * 86_400_000;

/**
 * Reads a table without an integer key by time, from the watermark on. For rows that come behind it
 * within the tolerance, the feed asks the source for their number, and for the rows only where the
 * number differs. A row that was already read is recognised by its fingerprint.
 */
export class PollByTime {
  private shape: string | null = null;
  private readonly crowded: CrowdedInstant;
  private readonly lookBack: TimeLookBack;
  private readonly repeated: PollRepeated;
  private readonly slotMs: number;

  constructor(
    private readonly session: PostgresSession,
    private readonly table: SourceTable,
    private readonly clock: SourceClock,
    private readonly feed: Pick<
      Feed,
      'lateCommitToleranceMs' | 'lateToleranceMs' | 'futureToleranceMs' | 'clock'
    > & {
      /** Every look goes through the whole table. */
      readonly isCostly: boolean;
    },
    private readonly clocks: { readonly now: () => number; readonly steadyNow: () => number },
  ) {
    this.crowded = new CrowdedInstant(session, table);
    this.repeated = new PollRepeated(
      new RepeatedStretch(session, table, clock, clocks.steadyNow),
      table,
      clock,
      {
        toleranceMs: this.toleranceMs,
        commitToleranceMs: feed.lateCommitToleranceMs,
        nothing: (before) => this.take(before, []),
        forward: (before, rowsMax) => this.readForward(before, rowsMax),
        late: (forward) => (this.lookBack.isDue ? this.readLate(forward) : Promise.resolve(forward)),
        latestMs: (readToMs) => this.latestMs(readToMs),
      },
    );
    this.slotMs = slotMsOf(this.toleranceMs);
    this.lookBack = new TimeLookBack(session, table, clock, {
      slotMs: this.slotMs,
      toleranceMs: this.toleranceMs,
      commitToleranceMs: feed.lateCommitToleranceMs,
      isCostly: feed.isCostly,
      steadyNow: clocks.steadyNow,
    });
  }

  private get toleranceMs(): number {
    return Math.max(this.feed.lateToleranceMs, this.feed.lateCommitToleranceMs);
  }

  /**
   * Rows that already lie behind it are not wanted, but remembered: rows written there from now on
   * are late.
   */
  async startAt(fromMs: number): Promise<TimeCheckpoint> {
    const start: TimeCheckpoint = {
      v: 1,
      by: 'time',
      source: this.table.source,
      fromMs,
      watermarkMs: fromMs,
      slots: [],
      countedFromMs: fromMs,
      atWatermark: [],
      ahead: [],
      crowd: null,
      repeated: null,
      timeless: 0,
      neverRead: 0,
      recent: [],
    };
    await this.learnShape();
    if (this.isBlind) return start;
    const stretch = this.clock.repeatedWithin(this.table, fromMs, fromMs + 1, this.shape);
    if (stretch !== null) return { ...start, repeated: beginRepeated(stretch) };
    return this.feed.isCostly ? start : this.lookBack.begin(start, this.shape);
  }

  async poll(stored: TimeCheckpoint, rowsMax: number): Promise<PollResult> {
    const before = this.ofPresentForm(stored);
    await this.learnShape();
    if (this.isBlind) return this.take(before, []);
    if (before.repeated !== null)
      return this.repeated.poll(before, before.repeated, { rowsMax, shape: this.shape });
    const forward = await this.readForward(before, rowsMax);
    return forward.more || !this.lookBack.isDue ? forward : this.readLate(forward);
  }

  /** How the table writes its times, where a sample is needed. */
  private async learnShape(): Promise<void> {
    if (!this.isBlind) return;
    this.shape = await timeShape(this.session, this.table, this.clock);
  }

  private get isBlind(): boolean {
    const { timeKind } = this.table;
    return this.shape === null && (timeKind === 'text' || timeKind === 'epoch');
  }

  /** From the watermark on. */
  private async readForward(before: TimeCheckpoint, rowsMax: number): Promise<TimeResult> {
    const { crowd, watermarkMs } = before;
    const known = crowd === null ? this.knownFrom(before) : [...crowd.rest, ...before.ahead];
    const limit = rowsMax + known.length + (crowd?.rows ?? 0);
    const read =
      crowd === null
        ? await this.read(watermarkMs, limit, before)
        : await this.crowded.read(crowd, limit, this.latestBound(before));
    const whole = crowd === null ? read : this.crowded.beyond(crowd, read);
    const next = this.nextRepeated(before, whole);
    const answer = next === null ? whole : whole.slice(0, next.at);
    const rows = answer.map((row) => mappedCells(this.table, [...row]));
    const prints = rows.map(fingerprint);
    const places = newRows(known, prints);
    const fresh = rows.flatMap((row, place) =>
      places.has(place) ? [{ row, print: prints[place] ?? '' }] : [],
    );
    const result = this.take(before, fresh);
    const checkpoint =
      answer.length === 0
        ? result.checkpoint
        : this.crowded.goesOn(before, result.checkpoint, { read: answer, prints });
    if (next === null) return { ...result, checkpoint, more: read.length >= limit };
    return { ...result, checkpoint: { ...checkpoint, repeated: beginRepeated(next.stretch) }, more: true };
  }

  /**
   * Where the rows of a stretch that the clock shows twice begin in an answer: from there on it is
   * read in another way.
   */
  private nextRepeated(
    { watermarkMs }: TimeCheckpoint,
    rows: readonly RawRow[],
  ): { readonly stretch: RepeatedTime; readonly at: number } | null {
    if (rows.length === 0) return null;
    const latestMs = this.latestMs(watermarkMs);
    const toMs = Math.min(latestMs, watermarkMs + PAGE_MS_MAX);
    const stretch = this.clock.repeatedWithin(this.table, watermarkMs, toMs, this.shape);
    if (stretch === null) return null;
    const { time } = this.table.columns;
    const at = rows.findIndex((row) => {
      const ms = this.clock.read(row[time], stretch.fromMs);
      return ms >= stretch.fromMs && ms <= latestMs;
    });
    return at < 0 ? null : { stretch, at };
  }

  /** Rows that came behind the reading point since. */
  private async readLate(forward: TimeResult): Promise<TimeResult> {
    const { checkpoint } = forward;
    const found = await this.lookBack.look(checkpoint, this.shape);
    const base = {
      ...checkpoint,
      slots: [...found.slots],
      neverRead: checkpoint.neverRead + found.neverRead,
    };
    const result = this.take(base, found.fresh);
    return {
      ...result,
      rows: [...forward.rows, ...result.rows],
      lateRows: forward.lateRows + result.lateRows,
      neverRead: found.neverRead,
    };
  }

  /** Takes rows that are new into the checkpoint. */
  private take(before: TimeCheckpoint, fresh: readonly FreshRow[]): TimeResult {
    const latestMs = this.latestMs(before.watermarkMs);
    const [taken, rows, ahead]: [TakenRow[], RawRow[], string[]] = [[], [], [...before.ahead]];
    let [newestMs, lateRows] = [before.watermarkMs, 0];
    for (const { row, print } of fresh) {
      const ms = this.clock.read(row[this.table.columns.time], newestMs);
      // The hour that happens twice makes the answer reach back further than requested.
      if (ms < (before.countedFromMs ?? before.fromMs)) continue;
      rows.push(row);
      if (Number.isNaN(ms) || ms > latestMs) ahead.push(print);
      else taken.push({ ms, print });
      if (ms < before.watermarkMs) lateRows++;
      if (ms > newestMs && ms <= latestMs) newestMs = ms;
    }
    const keepFromMs = this.clock.rememberFrom(newestMs, this.toleranceMs);
    const at = taken.filter(({ ms }) => ms === newestMs).map(({ print }) => print);
    return {
      rows,
      checkpoint: {
        ...before,
        watermarkMs: newestMs,
        slots: withTaken(before.slots, taken, { slotMs: this.slotMs, keepFromMs }),
        atWatermark: newestMs > before.watermarkMs ? at : [...before.atWatermark, ...at],
        ahead: ahead.slice(-AHEAD_MAX),
      },
      more: false,
      lateRows,
      neverRead: 0,
      gapsForgotten: 0,
      recreated: false,
      lookMs: 0,
      rowBytes: 0,
      lookAgainInMs: this.lookBack.againInMs,
    };
  }

  /** Fingerprints of rows that an answer from the watermark on may give again. */
  private knownFrom({ slots, watermarkMs, atWatermark, ahead }: TimeCheckpoint): string[] {
    if (this.clock.isSteady(this.table, watermarkMs, watermarkMs)) return [...atWatermark, ...ahead];
    // Around an hour that happens twice the answer reaches far back.
    return [...slots.flatMap(({ prints }) => prints ?? []), ...ahead];
  }

  private latestMs(readToMs: number): number {
    return latestReadingPointMs(this.feed, this.clocks.now(), readToMs);
  }

  /**
   * Rows ahead of the clock come with every answer: too many of them are asked for only when their
   * time has come.
   */
  private latestBound({ ahead, watermarkMs }: TimeCheckpoint): string | null {
    if (ahead.length < AHEAD_MAX) return null;
    return this.clock.lowerBound(
      this.table,
      Math.ceil(this.latestMs(watermarkMs) / 1_000) * 1_000,
      this.shape,
    );
  }

  private async read(fromMs: number, limit: number, before: TimeCheckpoint): Promise<RawRow[]> {
    const { sql, timeSql, label } = this.table;
    const bounds = [this.clock.lowerBound(this.table, fromMs, this.shape)];
    const latest = this.latestBound(before);
    if (latest !== null) bounds.push(latest);
    const { selectList, order } = this.crowded;
    const text = `SELECT ${selectList} FROM ${sql} WHERE ${timeSql} >= $1${latest === null ? '' : ` AND ${timeSql} <= $2`}
      ORDER BY ${timeSql}, ${order} LIMIT ${limit}`;
    return this.session.rows(label, text, bounds);
  }

  /** A checkpoint of an earlier version lists its rows one by one. */
  private ofPresentForm(stored: TimeCheckpoint): TimeCheckpoint {
    const countedFromMs = stored.countedFromMs ?? stored.watermarkMs;
    if (stored.recent.length === 0) return { ...stored, countedFromMs };
    const latestMs = this.latestMs(stored.watermarkMs);
    const readable = stored.recent.filter(([, ms]) => ms <= latestMs);
    const taken = readable.map(([print, ms]) => ({ print, ms }));
    const ahead = stored.recent.filter(([, ms]) => ms > latestMs).map(([print]) => print);
    const slots = withTaken([], taken, { slotMs: this.slotMs, keepFromMs: -Infinity });
    const at = readable.filter(([, ms]) => ms === stored.watermarkMs).map(([print]) => print);
    return { ...stored, countedFromMs, slots, atWatermark: at, ahead: ahead.slice(-AHEAD_MAX), recent: [] };
  }
}
