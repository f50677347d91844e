import { AppError, type Announcements, type Mapping } from '@eagle/contracts/domain';
import type { FeedCheckpoint } from '../checkpoint/checkpoint.js';
import type {
  Discovery,
  FeedConnection,
  FeedTest,
  HistoryOptions,
  HistoryRange,
  PollResult,
  RawRow,
  ReadingPace,
  SourceFacts,
  Stock,
} from '../feed-connection.js';
import { monotonicNow } from '@eagle/service-kit/clocks';
import { feedProblemOf } from '../feed-problem.js';
import { latestReadingPointMs } from '../mapping/believed-time.js';
import { discoverTables } from './discover.js';
import { findsRanges, readHistory } from './history.js';
import { newestTime } from './key-search.js';
import { KeyStock } from './key-stock.js';
import { Listener } from './listener.js';
import { LookBudget } from './look-budget.js';
import { fitting, type PageSize } from './page-size.js';
import { PollByKey } from './poll-by-key.js';
import { PollByTime } from './poll-by-time.js';
import { PostgresSession, type PostgresSessionOptions } from './postgres-session.js';
import { SourceClock } from './source-clock.js';
import { sourceFacts } from './source-facts.js';
import { describeTable, quotedTable, type SourceTable } from './source-table.js';
import { takeTimeStock } from './time-stock.js';

const ROWS_MAX = 5_000;
/** History may sort a whole table; it runs on a separate session and delays no poll. */
const HISTORY_STATEMENT_TIMEOUT_MS = 60_000;

export interface PostgresFeedOptions extends PostgresSessionOptions {
  /** Wall clock: a row's time is judged by it. */
  readonly now: () => number;
  /** A wall clock that is never stepped. */
  readonly steadyNow: () => number;
}

/**
 * The ledger is compared this often, or less often so that comparing stays below its share of the
 * time.
 */
const STOCK_EVERY_MS = 10_000;
const STOCK_SHARE_MAX = 0.01;

/** PostgreSQL (or a server with its protocol) as a feed. */
export class PostgresFeed implements FeedConnection {
  readonly kind = 'postgres';
  private readonly session: PostgresSession;
  private readonly histories = new Set<PostgresSession>();
  private listener: Listener | null = null;
  /**
   * The reader of the mapping last polled; recreated after any error, because the table may have
   * changed.
   */
  private reader: {
    readonly mapping: Mapping;
    readonly poll: PollByKey | PollByTime;
    readonly source: string;
    readonly page: PageSize;
    readonly table: SourceTable;
    readonly stock: KeyStock;
  } | null = null;

  private readonly budget: LookBudget;
  private stockDueAtMs = 0;

  constructor(private readonly options: PostgresFeedOptions) {
    this.session = new PostgresSession(options);
    this.budget = new LookBudget(options.feed);
  }

  async test(table?: string, mapping?: Mapping): Promise<FeedTest> {
    const startedAtMs = monotonicNow();
    try {
      const label = table === undefined ? 'The server' : `Table "${table}"`;
      await this.session.rows(
        label,
        table === undefined ? 'SELECT 1' : `SELECT 1 FROM ${quotedTable(table)} LIMIT 1`,
      );
      const latencyMs = monotonicNow() - startedAtMs;
      if (mapping !== undefined) await this.readerOf(mapping);
      const reason = ['The connection works.', ...(this.cost === null ? [] : [this.cost])].join(' ');
      const facts = await this.facts();
      return { ok: true, problem: 'none', reason, latencyMs, facts };
    } catch (error) {
      const reason = error instanceof AppError ? error.message : String(error);
      return {
        ok: false,
        problem: feedProblemOf(error),
        reason,
        latencyMs: monotonicNow() - startedAtMs,
        facts: null,
      };
    }
  }

  private async facts(): Promise<SourceFacts | null> {
    try {
      return await sourceFacts(this.session, this.options.now);
    } catch (error) {
      // A server that answers this question with an error can still be read.
      if (error instanceof AppError) return null;
      throw error;
    }
  }

  async discover(table?: string): Promise<Discovery> {
    return discoverTables(this.session, table);
  }

  async newestMs(mapping: Mapping): Promise<number | null> {
    const { table } = await this.readerOf(mapping);
    return newestTime(
      this.session,
      table,
      new SourceClock(mapping),
      latestReadingPointMs(this.options.feed, this.options.now(), NaN),
    );
  }

  async startAt(mapping: Mapping, fromMs: number): Promise<FeedCheckpoint> {
    const { poll } = await this.readerOf(mapping);
    return poll.startAt(fromMs);
  }

  async poll(mapping: Mapping, checkpoint: FeedCheckpoint, rowsMax: number = ROWS_MAX): Promise<PollResult> {
    try {
      const reader = await this.readerOf(mapping);
      this.budget.check(reader.table);
      const { pauseMs } = this.budget;
      if (pauseMs > 0) return notYet(checkpoint, pauseMs);
      const startedAtMs = performance.now();
      const bytesBefore = this.session.rowBytes;
      const result = await this.look(reader, checkpoint, rowsMax);
      const lookMs = performance.now() - startedAtMs;
      this.budget.took(lookMs, result.more);
      return { ...result, lookMs, rowBytes: this.session.rowBytes - bytesBefore };
    } catch (error) {
      this.reader = null;
      throw error;
    }
  }

  private look(
    { poll, source, page }: NonNullable<PostgresFeed['reader']>,
    checkpoint: FeedCheckpoint,
    rowsMax: number,
  ): Promise<PollResult> {
    if (checkpoint.source !== source) return this.goOnElsewhere(poll, checkpoint);
    return fitting(page, () => {
      const limit = Math.min(rowsMax, page.rows);
      if (poll instanceof PollByKey && checkpoint.by === 'key') return poll.poll(checkpoint, limit);
      if (poll instanceof PollByTime && checkpoint.by === 'time') return poll.poll(checkpoint, limit);
      return this.goOnElsewhere(poll, checkpoint);
    });
  }

  async takeStock(mapping: Mapping, checkpoint: FeedCheckpoint): Promise<Stock | null> {
    const startedAtMs = performance.now();
    if (startedAtMs < this.stockDueAtMs) return null;
    this.stockDueAtMs = startedAtMs + STOCK_EVERY_MS;
    const { stock, table, source } = await this.readerOf(mapping);
    if (checkpoint.source !== source) return null;
    const taken =
      checkpoint.by === 'key'
        ? await stock.take(checkpoint)
        : await takeTimeStock(this.session, table, checkpoint);
    const tookMs = performance.now() - startedAtMs;
    this.stockDueAtMs = startedAtMs + Math.max(STOCK_EVERY_MS, tookMs / STOCK_SHARE_MAX);
    return taken;
  }

  async *history(
    mapping: Mapping,
    range: HistoryRange,
    { pageRows = ROWS_MAX, pace }: HistoryOptions = {},
  ): AsyncGenerator<readonly RawRow[]> {
    const session = this.historySession(pace);
    try {
      const reading = { pageRows, isPaced: pace !== undefined };
      yield* readHistory(session, mapping, this.options.feed, range, reading);
    } finally {
      await this.endHistory(session);
    }
  }

  async findsRanges(mapping: Mapping, pace?: ReadingPace): Promise<boolean> {
    const session = this.historySession(pace);
    try {
      return await findsRanges(session, mapping, this.options.feed);
    } finally {
      await this.endHistory(session);
    }
  }

  private historySession(pace?: ReadingPace): PostgresSession {
    const { feed } = this.options;
    const statementTimeoutMs = Math.max(feed.statementTimeoutMs, HISTORY_STATEMENT_TIMEOUT_MS);
    const options = { ...this.options, feed: { ...feed, statementTimeoutMs } };
    const session = new PostgresSession(pace === undefined ? options : { ...options, pace });
    this.histories.add(session);
    return session;
  }

  private async endHistory(session: PostgresSession): Promise<void> {
    this.histories.delete(session);
    await session.close();
  }

  async listen(onNews: () => void): Promise<void> {
    const { notifyChannel } = this.options.feed;
    if (notifyChannel === null || this.listener !== null) return;
    this.listener = new Listener(() => new PostgresSession(this.options), notifyChannel, onNews);
    await this.listener.start();
  }

  get cost(): string | null {
    return this.reader === null ? null : this.budget.sentence(this.reader.table);
  }

  get announcements(): Announcements {
    return this.listener?.state ?? 'none';
  }

  get unheardBecause(): string | null {
    return this.listener?.lostBecause ?? null;
  }

  async close(): Promise<void> {
    await Promise.all([
      this.session.close(),
      this.listener?.stop(),
      ...[...this.histories].map((session) => session.close()),
    ]);
  }

  /**
   * The mapping names another table, key or kind of key than the checkpoint: continue after the
   * newest time read.
   */
  private async goOnElsewhere(poll: PollByKey | PollByTime, checkpoint: FeedCheckpoint): Promise<PollResult> {
    const newestMs = checkpoint.by === 'key' ? checkpoint.newestMs : checkpoint.watermarkMs;
    // Nothing usable was read yet (for example with a wrong zone): from where reading began, not
    // from the beginning of the table.
    const fromMs = newestMs === null ? (checkpoint.fromMs ?? 0) : newestMs + 1;
    return {
      rows: [],
      checkpoint: await poll.startAt(fromMs),
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

  private async readerOf(mapping: Mapping): Promise<NonNullable<PostgresFeed['reader']>> {
    if (this.reader?.mapping === mapping) return this.reader;
    const table = await describeTable(this.session, mapping);
    await this.budget.admit(this.session, table);
    const clock = new SourceClock(mapping);
    const { feed, now, steadyNow } = this.options;
    const poll =
      table.keySql === null
        ? new PollByTime(
            this.session,
            table,
            clock,
            { ...feed, isCostly: this.budget.isHigh },
            { now, steadyNow },
          )
        : new PollByKey(this.session, table, clock, feed, { now, steadyNow });
    const stock = new KeyStock(this.session, table, clock, feed, steadyNow);
    this.reader = { mapping, poll, source: table.source, page: table.page, table, stock };
    return this.reader;
  }
}

/** The next poll is not due: nothing was queried. */
const notYet = (checkpoint: FeedCheckpoint, pauseMs: number): PollResult => ({
  rows: [],
  checkpoint,
  more: false,
  lateRows: 0,
  neverRead: 0,
  gapsForgotten: 0,
  recreated: false,
  lookMs: null,
  rowBytes: 0,
  lookAgainInMs: pauseMs,
});
