import type { Feed } from '@eagle/contracts/domain';
import type { KeyCheckpoint } from '../checkpoint/checkpoint.js';
import { blockRanges, blocksDue, type BlockRange } from '../checkpoint/key-ledger.js';
import { gapsAsText, gapsOf, GAPS_MAX, isYoung } from '../checkpoint/key-gaps.js';
import type { Stock } from '../feed-connection.js';
import { KeyStart } from './key-start.js';
import type { PostgresSession } from './postgres-session.js';
import type { SourceClock } from './source-clock.js';
import type { SourceTable } from './source-table.js';
import { REASON_OF, unreachableRows } from './unreachable-rows.js';

/** Old gaps that are asked for at once: each is one descent in the index. */
const GAPS_AT_ONCE = 512;
/** Rows of a block are counted up to this many times as many as were read. */
const COUNTED_MAX = 50_000;

/**
 * Compares what was read by key with what the source holds, a little at a time: old gaps in which
 * rows came are asked for again from the next poll on; where a block repeatedly holds more rows
 * than were read from it, rows were never read.
 */
export class KeyStock {
  private turn = 0;
  private gapsFrom = 0;
  /** Rows in the source by block, as it was counted last. */
  private readonly atSource = new Map<string, number>();
  private readonly start: KeyStart;

  constructor(
    private readonly session: PostgresSession,
    private readonly table: SourceTable,
    clock: SourceClock,
    private readonly feed: Pick<Feed, 'lateCommitToleranceMs'>,
    private readonly now: () => number,
  ) {
    this.start = new KeyStart(session, table, clock);
  }

  async take(before: KeyCheckpoint): Promise<Stock> {
    const { gaps, woken } = await this.wakeGaps(before);
    const { blocks, neverRead } = await this.compareBlocks(before);
    const known = await this.learnGaps({ ...before, gaps });
    const keyless = await unreachableRows(this.session, this.table, 'key', before.books.keyless);
    const more = Math.max(0, keyless.rows - before.books.keyless);
    const books = {
      ...before.books,
      blocks,
      keyless: keyless.rows,
      neverRead: before.books.neverRead + neverRead,
    };
    const ranges = blockRanges({ books });
    const rowsRead = blocks.reduce((sum, { rows }) => sum + rows, 0);
    return {
      checkpoint: { ...before, ...known, books },
      refused: keyless.examples,
      counts: more > 0 ? { [REASON_OF.key]: more } : {},
      neverRead,
      pollAgain: woken > 0,
      ledger: {
        from: books.from,
        to: ranges.at(-1)?.to ?? null,
        rowsAtSource: ranges.reduce((sum, { to, rows }) => sum + (this.atSource.get(to) ?? rows), 0),
        rowsRead,
        rowsRefused: keyless.rows,
        rowsNeverRead: books.neverRead,
        skipped: keyless.skipped,
      },
    };
  }

  /** Old gaps that hold rows now are young again: the next look reads them. */
  private async wakeGaps(before: KeyCheckpoint): Promise<{ gaps: KeyCheckpoint['gaps']; woken: number }> {
    const nowMs = this.now();
    const gaps = gapsOf(before);
    const old = gaps.filter((gap) => !isYoung(gap, nowMs, this.feed.lateCommitToleranceMs));
    if (old.length === 0) return { gaps: before.gaps, woken: 0 };
    const from = this.gapsFrom < old.length ? this.gapsFrom : 0;
    const asked = old.slice(from, from + GAPS_AT_ONCE);
    this.gapsFrom = from + GAPS_AT_ONCE;
    const { sql, keySql, label } = this.table;
    const found = await this.session.rows(
      label,
      `SELECT low FROM unnest($1::bigint[], $2::bigint[]) AS gap(low, high)
        WHERE EXISTS (SELECT 1 FROM ${sql} WHERE ${keySql ?? ''} BETWEEN low AND high) LIMIT ${GAPS_AT_ONCE}`,
      [asked.map((gap) => `${gap.from}`), asked.map((gap) => `${gap.to}`)],
    );
    const filled = new Set(found.map(([low]) => low));
    const awake = gaps.map((gap) => (filled.has(`${gap.from}`) ? { ...gap, sinceMs: nowMs } : gap));
    return { gaps: gapsAsText(awake), woken: filled.size };
  }

  /** Searches further down for gaps where the table was too large to search when reading began. */
  private async learnGaps(before: KeyCheckpoint): Promise<Pick<KeyCheckpoint, 'gaps' | 'gapsKnownFrom'>> {
    const { gaps, gapsKnownFrom } = before;
    if (gapsKnownFrom === null || gaps.length > GAPS_MAX / 2) return { gaps, gapsKnownFrom };
    const below = await this.start.gapsBelow(BigInt(gapsKnownFrom));
    const lower = gaps.filter(({ to }) => BigInt(to) < BigInt(gapsKnownFrom));
    const upper = gaps.slice(lower.length);
    return { gaps: [...lower, ...gapsAsText(below.gaps), ...upper], gapsKnownFrom: below.knownFrom };
  }

  private async compareBlocks(
    before: KeyCheckpoint,
  ): Promise<{ blocks: KeyCheckpoint['books']['blocks']; neverRead: number }> {
    const ranges = blockRanges(before);
    const due = blocksDue(ranges, this.turn++);
    if (due.length === 0) return { blocks: before.books.blocks, neverRead: 0 };
    const counted = await this.count(due);
    const blocks = before.books.blocks.map((block) => ({ ...block }));
    let neverRead = 0;
    due.forEach(({ index, to }, place) => {
      const block = blocks[index];
      const rows = counted[place];
      if (block === undefined || rows === undefined) return;
      // A surplus in two comparisons in a row is not a row in transit.
      const more = Math.min(rows, this.atSource.get(to) ?? 0) - block.rows;
      this.atSource.set(to, rows);
      if (more > 0) {
        neverRead += more;
        block.rows += more;
      } else if (rows < block.rows) block.rows = rows;
    });
    for (const to of this.atSource.keys())
      if (!ranges.some((range) => range.to === to)) this.atSource.delete(to);
    return { blocks, neverRead };
  }

  private async count(ranges: readonly BlockRange[]): Promise<number[]> {
    const { sql, keySql, label } = this.table;
    const key = keySql ?? '';
    const rows = await this.session.rows(
      label,
      `SELECT (SELECT count(*) FROM (SELECT 1 FROM ${sql} WHERE ${key} > low AND ${key} <= high LIMIT ${COUNTED_MAX}) AS rows)
         FROM unnest($1::bigint[], $2::bigint[]) WITH ORDINALITY AS block(low, high, place) ORDER BY place`,
      [ranges.map(({ from }) => from), ranges.map(({ to }) => to)],
    );
    return rows.map(([count]) => Number(count));
  }
}
