import type { KeyCheckpoint } from '../checkpoint/checkpoint.js';
import { gapsAsText, KEY_MIN, type Gap } from '../checkpoint/key-gaps.js';
import { KeySearch, keyBefore, keyRange } from './key-search.js';
import type { PostgresSession } from './postgres-session.js';
import type { SourceClock } from './source-clock.js';
import { tableIdOf, type SourceTable } from './source-table.js';

/**
 * Keys looked through at once for gaps below the place where reading begins: an index alone is
 * read.
 */
export const GAP_SEARCH_KEYS = 20_000;
/** Most gaps that such a search returns: the gaps nearest to the reading point. */
const GAPS_FOUND_MAX = 1_000;

/** Where reading begins: the first row, and the gaps below it in which rows may still come. */
export class KeyStart {
  constructor(
    private readonly session: PostgresSession,
    private readonly table: SourceTable,
    private readonly clock: SourceClock,
  ) {}

  /** @param fromMs  Rows before it are not wanted, event time. @param nowMs  Wall clock. */
  async at(fromMs: number, nowMs: number): Promise<KeyCheckpoint> {
    const range = await keyRange(this.session, this.table);
    const search = range && new KeySearch(this.session, this.table, this.clock, range);
    const first = search === null ? 1n : await search.firstAtOrAfter(fromMs);
    const watermark = keyBefore(first);
    const below = range === null ? null : await this.gapsBelow(first);
    const lowest = range === null ? watermark : keyBefore(range.min);
    const bottom = lowest > KEY_MIN ? [{ from: KEY_MIN, to: lowest, sinceMs: nowMs }] : [];
    const anchor = await this.anchor(watermark);
    return {
      v: 1,
      by: 'key',
      source: this.table.source,
      fromMs: Number.isFinite(fromMs) ? fromMs : null,
      watermark: `${watermark}`,
      watermarkTime: anchor?.[this.table.columns.time] ?? null,
      anchors: [],
      atWatermark: [],
      tableId: anchor === undefined ? null : tableIdOf(this.table, anchor),
      newestMs: null,
      // A row that is committed late may lie just below the first one, and another writer may use
      // any key that is free.
      gaps: gapsAsText([...bottom, ...(below?.gaps ?? [])].map((gap) => ({ ...gap, sinceMs: nowMs }))),
      gapsKnownFrom: below?.knownFrom ?? null,
      books: { from: null, blocks: [], keyless: 0, neverRead: 0 },
    };
  }

  /**
   * Free keys among the rows just below a key.
   * @returns the gaps, and the lowest key down to which they are known; null: down to the lowest of
   * the table.
   */
  async gapsBelow(first: bigint): Promise<{ gaps: Gap[]; knownFrom: string | null }> {
    const { keySql, sql, label } = this.table;
    const key = keySql ?? '';
    const [count, rows] = [GAP_SEARCH_KEYS, GAPS_FOUND_MAX];
    const found = await this.session.rows(
      label,
      `WITH keys AS (SELECT ${key}::bigint AS k FROM ${sql} WHERE ${key} < $1::bigint ORDER BY ${key} DESC LIMIT ${count}),
            pairs AS (SELECT k, lead(k, 1, $1::bigint) OVER (ORDER BY k) AS next FROM keys)
       SELECT min(k), count(*), NULL FROM keys UNION ALL
       (SELECT k, NULL, next FROM pairs WHERE next - 1 > k ORDER BY k DESC LIMIT ${rows})`,
      [first],
    );
    const lowest = found.find(([, counted]) => counted !== null);
    const pairs = found.filter(([, counted]) => counted === null);
    const gaps = pairs.map(([low, , next]) => ({
      from: BigInt(low ?? 0) + 1n,
      to: BigInt(next ?? 0) - 1n,
      sinceMs: 0,
    }));
    gaps.reverse();
    const isWhole = Number(lowest?.[1] ?? 0) < count && gaps.length < rows;
    const knownFrom = gaps.length < rows ? (lowest?.[0] ?? null) : `${gaps[0]?.from ?? first}`;
    return { gaps, knownFrom: isWhole ? null : knownFrom };
  }

  /** The row at the reading point, which later shows whether the table is still the same. */
  private async anchor(watermark: bigint): Promise<(string | null)[] | undefined> {
    const { selectList, sql, keySql, label } = this.table;
    const text = `SELECT ${selectList} FROM ${sql} WHERE ${keySql ?? ''} = $1::bigint LIMIT 1`;
    const [row] = await this.session.rows(label, text, [watermark]);
    return row;
  }
}
