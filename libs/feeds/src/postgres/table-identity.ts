import type { KeyCheckpoint } from '../checkpoint/checkpoint.js';
import { KEY_MAX } from '../checkpoint/key-gaps.js';
import { fingerprint } from '../mapping/fingerprint.js';
import { KeySearch, keyRange } from './key-search.js';
import type { PostgresSession } from './postgres-session.js';
import type { SourceClock } from './source-clock.js';
import { tableIdOf, type SourceTable } from './source-table.js';

/** Rows searched for one that was already read, where a table was recreated. */
const RECOGNISED_AMONG_ROWS = 1_000;
/** Rows remembered by which a table is recognised, evenly over the tolerance for late rows. */
const ANCHORS = 64;

/**
 * Whether a table is still the one that was read, or its keys restarted: by the row at the reading
 * point, which comes with every answer.
 */
export class TableIdentity {
  constructor(
    private readonly session: PostgresSession,
    private readonly table: SourceTable,
    private readonly clock: SourceClock,
    private readonly lateToleranceMs: number,
  ) {}

  /**
   * The anchors after a read.
   * @param rows  What was read.
   * @param newestMs  Newest event time that is believed.
   */
  anchorsAfter(
    { anchors }: Pick<KeyCheckpoint, 'anchors'>,
    rows: readonly (readonly (string | null)[])[],
    newestMs: number | null,
  ): KeyCheckpoint['anchors'] {
    const last = rows.at(-1);
    if (last === undefined || newestMs === null) return anchors;
    const before = anchors.at(-1)?.[1] ?? -Infinity;
    if (newestMs - before < this.lateToleranceMs / ANCHORS) return anchors;
    return [...anchors.slice(1 - ANCHORS), [this.printOf(last), newestMs]];
  }

  /**
   * @param anchors  Rows of the answer at the reading point. @param next  The first one above it.
   * @returns whether keys below the reading point mean other rows now than those that were read.
   */
  async isLost(
    checkpoint: KeyCheckpoint,
    anchors: readonly (string | null)[][],
    next: readonly (string | null)[] | undefined,
  ): Promise<boolean> {
    const { watermarkTime, tableId } = checkpoint;
    const { time } = this.table.columns;
    if (anchors.length > 0)
      return watermarkTime !== null && anchors.every((row) => (row[time] ?? null) !== watermarkTime);
    if (next === undefined) return this.isHighestBelow(checkpoint);
    // The row is gone, alone or with all others; in the second case every key below it may be used
    // again.
    if (watermarkTime === null || tableId === null) return false;
    return !isSameTable(tableId, tableIdOf(this.table, next));
  }

  /**
   * The event time from which a table with restarted keys is read. A reloaded table holds rows that
   * were already read: only newer rows are read. A restarted table holds only new rows, some of
   * them as late as tolerated.
   */
  async goesOnAtMs(checkpoint: KeyCheckpoint): Promise<number> {
    const { fromMs, newestMs, anchors } = checkpoint;
    if (newestMs === null) return fromMs ?? -Infinity;
    const earliestMs = Math.max(fromMs ?? -Infinity, newestMs - this.lateToleranceMs);
    const range = await keyRange(this.session, this.table);
    if (range === null || anchors.length === 0) return newestMs + 1;
    const search = new KeySearch(this.session, this.table, this.clock, range);
    const rows = await this.rowsFrom(await search.firstAtOrAfter(earliestMs));
    const [row] = rows;
    const isEmptied = row !== undefined && !isSameTable(checkpoint.tableId ?? '', tableIdOf(this.table, row));
    // Where the table is the same, rows may just have been deleted: the remaining rows were read.
    if (!isEmptied && range.max < BigInt(checkpoint.watermark)) return newestMs + 1;
    const prints = new Set(anchors.map(([print]) => print));
    return rows.some((each) => prints.has(this.printOf(each))) ? newestMs + 1 : earliestMs;
  }

  private async rowsFrom(key: bigint): Promise<(string | null)[][]> {
    const { selectList, sql, keySql, label } = this.table;
    const text = `SELECT ${selectList} FROM ${sql} WHERE ${keySql ?? ''} >= $1::bigint ORDER BY ${keySql ?? ''} LIMIT ${RECOGNISED_AMONG_ROWS}`;
    return this.session.rows(label, text, [key > KEY_MAX ? KEY_MAX : key]);
  }

  /** Fingerprint of a row without its key. */
  private printOf(row: readonly (string | null)[]): string {
    const { columns } = this.table;
    return fingerprint(
      row.slice(0, columns.columns.length).map((cell, i) => (i === columns.key ? null : cell)),
    );
  }

  private async isHighestBelow({ watermark }: KeyCheckpoint): Promise<boolean> {
    const range = await keyRange(this.session, this.table);
    return range !== null && range.max < BigInt(watermark);
  }
}

/** Earlier checkpoints hold only the table's number, not its file. */
const isSameTable = (before: string, now: string): boolean =>
  before === now || (!before.includes('.') && now.startsWith(`${before}.`));
