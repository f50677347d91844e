import { KEY_MIN } from '../checkpoint/key-gaps.js';
import type { PostgresSession } from './postgres-session.js';
import type { SourceClock } from './source-clock.js';
import type { SourceTable } from './source-table.js';

/**
 * Rows looked at around one key; their median time is taken, so that a few wild stamps do not
 * mislead the search.
 */
const PROBE_ROWS = 9;
const REFINE_ROWS = 4 * PROBE_ROWS;
const SAMPLES = 16n;
const NEWEST_ROWS = 100;

export interface KeyRange {
  readonly min: bigint;
  readonly max: bigint;
}

/** Lowest and highest key, null where the table is empty. */
export async function keyRange(session: PostgresSession, table: SourceTable): Promise<KeyRange | null> {
  const key = table.keySql ?? '';
  const [row] = await session.rows(table.label, `SELECT min(${key}), max(${key}) FROM ${table.sql}`);
  const [min, max] = row ?? [];
  return min === null || min === undefined || max === null || max === undefined
    ? null
    : { min: BigInt(min), max: BigInt(max) };
}

/** The reading point just below a key. */
export const keyBefore = (key: bigint): bigint => (key > KEY_MIN ? key - 1n : KEY_MIN);

/**
 * Newest time of the last rows by key, or of the whole table where there is no key; null where none can be read.
 * @param latestMs  A later time counts only where all times are later: a recording may lie in the
 *   future.
 */
export async function newestTime(
  session: PostgresSession,
  table: SourceTable,
  clock: SourceClock,
  latestMs: number,
): Promise<number | null> {
  const { keySql, timeSql, timeCellSql, sql, label } = table;
  // Rows without a key or time are excluded: sorted last, they would keep the database from using
  // its index.
  const order = keySql ?? timeSql;
  const rows = await session.rows(
    label,
    `SELECT ${timeCellSql} FROM ${sql} WHERE ${order} IS NOT NULL ORDER BY ${order} DESC LIMIT ${NEWEST_ROWS}`,
  );
  const times = rows.map(([text]) => clock.read(text, NaN)).filter((ms) => !Number.isNaN(ms));
  const believed = times.filter((ms) => ms <= latestMs);
  return times.length === 0 ? null : Math.max(...(believed.length === 0 ? times : believed));
}

/**
 * Finds keys by time in a table whose time column has no index: the key has one, and both grow
 * together except for late rows. About 2 x log2(rows) index look-ups.
 */
export class KeySearch {
  private readonly seen = new Map<bigint, number>();

  constructor(
    private readonly session: PostgresSession,
    private readonly table: SourceTable,
    private readonly clock: SourceClock,
    readonly range: KeyRange,
  ) {}

  /**
   * Lowest key from which on rows are at or after the instant; `range.max + 1` where all are before
   * it.
   */
  async firstAtOrAfter(ms: number): Promise<bigint> {
    let { min: low } = this.range;
    let high = this.range.max + 1n;
    while (low < high) {
      const middle = low + (high - low) / 2n;
      const found = await this.timeFrom(middle);
      if (found === null || found >= ms) high = middle;
      else low = middle + 1n;
    }
    return this.refine(low, ms);
  }

  /** The median looks a few rows ahead: the exact row is among the next ones. */
  private async refine(near: bigint, ms: number): Promise<bigint> {
    if (near > this.range.max) return near;
    const { keySql, timeCellSql, sql, label } = this.table;
    const rows = await this.session.rows(
      label,
      `SELECT ${keySql ?? ''}, ${timeCellSql} FROM ${sql} WHERE ${keySql ?? ''} >= $1::bigint ORDER BY ${keySql ?? ''} LIMIT ${REFINE_ROWS}`,
      [near],
    );
    const found = rows.find(([, text]) => this.clock.read(text, NaN) >= ms) ?? rows.at(-1);
    if (found === undefined) return this.range.max + 1n;
    const key = BigInt(found[0] ?? 0);
    return this.clock.read(found[1], NaN) >= ms ? key : key + 1n;
  }

  /**
   * Whether time grows with the key, except for rows late by less than `slackMs`. False for a table
   * that was filled asset by asset.
   */
  async growsWithTime(slackMs: number): Promise<boolean> {
    const { min, max } = this.range;
    for (let sample = 0n; sample <= SAMPLES; sample++)
      await this.timeFrom(min + ((max - min) * sample) / SAMPLES);
    let newestMs = -Infinity;
    for (const [, ms] of [...this.seen].sort((a, b) => (a[0] < b[0] ? -1 : 1))) {
      if (ms < newestMs - slackMs) return false;
      newestMs = Math.max(newestMs, ms);
    }
    return true;
  }

  /** Median time of the rows from a key on; null past the end or where none can be read. */
  private async timeFrom(key: bigint): Promise<number | null> {
    const known = this.seen.get(key);
    if (known !== undefined) return known;
    const { keySql, timeCellSql, sql, label } = this.table;
    const rows = await this.session.rows(
      label,
      `SELECT ${timeCellSql} FROM ${sql} WHERE ${keySql ?? ''} >= $1::bigint ORDER BY ${keySql ?? ''} LIMIT ${PROBE_ROWS}`,
      [key],
    );
    const times = rows
      .map(([text]) => this.clock.read(text, NaN))
      .filter((ms) => !Number.isNaN(ms))
      .sort((a, b) => a - b);
    const median = times[Math.floor(times.length / 2)];
    if (median !== undefined) this.seen.set(key, median);
    return median ?? null;
  }
}
