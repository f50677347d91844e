import type { TimeCheckpoint } from '../checkpoint/checkpoint.js';
import { newRows } from '../checkpoint/new-rows.js';
import type { RawRow } from '../feed-connection.js';
import type { PostgresSession } from './postgres-session.js';
import type { SourceTable } from './source-table.js';

/**
 * Rows of one instant that are remembered one by one; more rows are read by their place in the
 * instant.
 */
const CROWD_ROWS = 5_000;

type Crowd = NonNullable<TimeCheckpoint['crowd']>;

/** The rows of an answer, in the order of time and place. */
export interface Answer {
  /** Rows with their place as the last cell. */
  readonly read: readonly RawRow[];
  readonly prints: readonly string[];
}

/**
 * Very many rows of one instant, page by page, without remembering each: rows have a place within
 * their instant, and reading continues after the last place read.
 */
export class CrowdedInstant {
  /** The mapping's cells, the table's identity, and the row's place. */
  readonly selectList: string;
  readonly order: string;

  constructor(
    private readonly session: PostgresSession,
    private readonly table: SourceTable,
  ) {
    const { columns } = table.tie;
    this.order = columns.join(', ');
    this.selectList = `${table.selectList}, concat_ws('/', ${columns.join(', ')})`;
  }

  /** @param latest  Literal of the latest time requested; null: no limit. */
  async read(crowd: Crowd, limit: number, latest: string | null): Promise<RawRow[]> {
    const { sql, timeSql, label, tie } = this.table;
    const places = tie.types.map((type, i) => `$${i + 2}::${type}`).join(', ');
    const values: string[] = [crowd.at, ...crowd.tie.split('/')];
    if (latest !== null) values.push(latest);
    const upper = latest === null ? '' : ` AND ${timeSql} <= $${values.length}`;
    const text = `SELECT ${this.selectList} FROM ${sql}
      WHERE ${timeSql} >= $1 AND (${timeSql} > $1 OR (${this.order}) >= (${places}))${upper}
      ORDER BY ${timeSql}, ${this.order} LIMIT ${limit}`;
    return this.session.rows(label, text, values);
  }

  /** The answer without the rows at the place up to which the instant was read. */
  beyond(crowd: Crowd, read: readonly RawRow[]): readonly RawRow[] {
    let known = crowd.rows;
    return read.filter((row) => {
      const isKnown = known > 0 && row.at(-1) === crowd.tie && row[this.table.columns.time] === crowd.at;
      if (isKnown) known--;
      return !isKnown;
    });
  }

  /**
   * The checkpoint after an answer: whether its last instant is crowded, and up to which place it
   * was read.
   */
  goesOn(before: TimeCheckpoint, after: TimeCheckpoint, { read, prints }: Answer): TimeCheckpoint {
    const { time } = this.table.columns;
    const last = read.at(-1);
    const at = last?.[time] ?? null;
    if (last === undefined || at === null) return after;
    const tie = last.at(-1) ?? '';
    const ofInstant = prints.filter((_, place) => read[place]?.[time] === at);
    const goesOn = before.crowd?.at === at;
    if (!goesOn && ofInstant.length <= CROWD_ROWS) return { ...after, crowd: null };
    const remembered = goesOn ? (before.crowd?.rest ?? []) : before.atWatermark;
    const left = newRows(ofInstant, remembered);
    const rest = read[0]?.[time] === at || goesOn ? remembered.filter((_, place) => left.has(place)) : [];
    const rows = read.filter((row) => row.at(-1) === tie).length;
    return { ...after, crowd: { at, tie, rows, rest }, atWatermark: [] };
  }
}
