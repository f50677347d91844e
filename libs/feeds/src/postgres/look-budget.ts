import type { Feed } from '@eagle/contracts/domain';
import { duration } from '../mapping/duration.js';
import { feedError } from '../feed-problem.js';
import { lookMs } from './look-cost.js';
import type { PostgresSession } from './postgres-session.js';
import type { SourceTable } from './source-table.js';

/**
 * Largest share of the time that polls of a table may take where each poll scans the whole table.
 */
export const LOOK_SHARE_MAX = 0.1;
/**
 * A refused poll is measured again after this time; each attempt asks whether there is an index
 * now.
 */
const MEASURED_AGAIN_AFTER_MS = 600_000;

/**
 * Keeps the load of a feed on its source small. Where an index serves every poll, nothing is
 * delayed. Where each poll scans the whole table, there is one at a time and the poll interval is
 * kept; a table is refused if polling it would take more than a tenth of the interval.
 */
export class LookBudget {
  /** Estimated duration of a poll without an index; 0: there is one. */
  private estimateMs = 0;
  private measuredMs: number[] = [];
  private measuredAtMs = -Infinity;
  private dueAtMs = -Infinity;

  constructor(private readonly feed: Pick<Feed, 'pollIntervalMs'>) {}

  /** @throws AppError `FEED.TOO_COSTLY` */
  async admit(session: PostgresSession, table: SourceTable): Promise<void> {
    this.estimateMs = await lookMs(session, table);
    if (!this.isHigh) {
      this.measuredMs = [];
      return;
    }
    // The start is searched by key: dozens of queries.
    if (table.keySql !== null) throw this.refusal(table, this.estimateMs);
    if (performance.now() - this.measuredAtMs > MEASURED_AGAIN_AFTER_MS) this.measuredMs = [];
    const tookMs = this.tookMs;
    // An estimate alone refuses only what is beyond doubt.
    const isTooMuch =
      tookMs === null
        ? this.estimateMs > this.feed.pollIntervalMs
        : tookMs > this.feed.pollIntervalMs * LOOK_SHARE_MAX;
    if (isTooMuch) throw this.refusal(table, tookMs ?? this.estimateMs);
  }

  /** Whether every poll scans the whole table. */
  get isHigh(): boolean {
    return this.estimateMs > 0;
  }

  /** Time until the next poll is due, milliseconds; 0: due now. */
  get pauseMs(): number {
    return this.isHigh ? Math.max(0, this.dueAtMs - performance.now()) : 0;
  }

  /**
   * Records the duration of a poll. @param more  More rows wait: the next poll need not wait for
   * the interval.
   */
  took(ms: number, more: boolean): void {
    if (!this.isHigh) return;
    this.measuredAtMs = performance.now();
    this.measuredMs = [...this.measuredMs.slice(-1), ms];
    const restMs = ms / LOOK_SHARE_MAX - ms;
    this.dueAtMs = this.measuredAtMs + (more ? restMs : Math.max(restMs, this.feed.pollIntervalMs - ms));
  }

  /**
   * @throws AppError `FEED.TOO_COSTLY` where two polls in a row took too long: a single one may
   * have met a busy moment.
   */
  check(table: SourceTable): void {
    const { tookMs } = this;
    if (this.isHigh && tookMs !== null && tookMs > this.feed.pollIntervalMs * LOOK_SHARE_MAX) {
      throw this.refusal(table, tookMs);
    }
  }

  /** The cost of polls, for people; null where it is negligible. */
  sentence(table: SourceTable): string | null {
    if (!this.isHigh) return null;
    const ms = this.measuredMs.at(-1) ?? this.estimateMs;
    return `Each look goes through the whole of ${inSentence(table)} (about ${seconds(ms)}), as there is no index on ${table.timeSql}: one would spare the source.`;
  }

  private get tookMs(): number | null {
    return this.measuredMs.length < 2 ? null : Math.min(...this.measuredMs);
  }

  private refusal(table: SourceTable, ms: number): Error {
    const column = table.keySql ?? table.timeSql;
    const enough = duration(Math.ceil(ms / LOOK_SHARE_MAX / 1_000) * 1_000);
    const instead =
      table.keySql === null
        ? `name an integer key that has one, or look every ${enough}`
        : 'or name another key';
    return feedError(
      'too-costly',
      `${table.label} has no index on ${column}, so that each look goes through the whole of it and takes about ${seconds(ms)}, which is too much every ${duration(this.feed.pollIntervalMs)}: create one (CREATE INDEX ON ${table.sql} (${column})), ${instead}.`,
    );
  }
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} seconds`;
const inSentence = ({ label }: SourceTable): string => label.charAt(0).toLowerCase() + label.slice(1);
