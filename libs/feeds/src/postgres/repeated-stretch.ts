import type { TimeCheckpoint } from '../checkpoint/checkpoint.js';
import { newRows } from '../checkpoint/new-rows.js';
import { PRINTS_MAX } from '../checkpoint/time-slots.js';
import type { RawRow } from '../feed-connection.js';
import { fingerprint } from '../mapping/fingerprint.js';
import type { PostgresSession } from './postgres-session.js';
import type { RepeatedTime, SourceClock } from './source-clock.js';
import { mappedCells, type SourceTable } from './source-table.js';

export type Repeated = NonNullable<TimeCheckpoint['repeated']>;

/**
 * Polls of the stretch take at most this share of the time: each scans the index of all its rows.
 */
const LOOK_SHARE_MAX = 0.1;
/** Once only late rows can come, as often as late rows are looked for elsewhere. */
const LATE_LOOK_SHARE_MAX = 0.01;
const LATE_LOOK_EVERY_MS = 1_000;
/** Where rows cannot be remembered any more they are counted, this often. */
const COUNT_EVERY_MS = 10_000;
/** No transaction has a number as high. */
const NO_XID = '9223372036854775807';
const BEFORE_ALL: NonNullable<Repeated['after']> = { xid: '-1', table: '0', place: '(0,0)' };

/**
 * The number of the transaction that wrote a row, as 64 bits: the row holds the lower 32 of it, the
 * snapshot of the statement the rest. It grows in the order in which transactions began to write.
 */
const TOP = `(SELECT txid_snapshot_xmax(txid_current_snapshot()))`;
const XID = `(${TOP} - ((${TOP} - xmin::text::bigint + 2147483648) % 4294967296 - 2147483648))`;
/** Every row that is not visible now belongs to this transaction or a later one. */
const OLDEST = `(SELECT txid_snapshot_xmin(txid_current_snapshot()))`;

export interface RepeatedRows {
  /** In the order of writing where the source provides it, else in the order of time. */
  readonly rows: readonly RawRow[];
  readonly state: Repeated;
  readonly more: boolean;
  /** Present rows that cannot be distinguished from rows that were read. */
  readonly neverRead: number;
}

export const beginRepeated = ({ fromMs, backAtMs }: RepeatedTime): Repeated => ({
  backAtMs,
  newestMs: fromMs,
  after: null,
  sinceXid: null,
  prints: [],
  rows: 0,
  neverRead: 0,
});

/**
 * Reads what a table without a key holds of a stretch of time that clocks show twice. In the order
 * of time, the rows of both passes are mixed, and no row shows its pass. So they are read in the
 * order of writing: by transaction and place in the table. This returns each row once, however many
 * there are, and the order distinguishes the passes. A view has no such order: there rows are
 * recognised by their content, as many as can be remembered.
 */
export class RepeatedStretch {
  private dueAtMs = -Infinity;

  constructor(
    private readonly session: PostgresSession,
    private readonly table: SourceTable,
    private readonly clock: SourceClock,
    private readonly steadyNow: () => number,
  ) {}

  /** Time until the next poll is due, milliseconds; 0: due now. */
  get pauseMs(): number {
    return Math.max(0, this.dueAtMs - this.steadyNow());
  }

  /** @param isPast  Only late rows can come. */
  async read(
    state: Repeated,
    rowsMax: number,
    { shape, isPast }: { readonly shape: string | null; readonly isPast: boolean },
  ): Promise<RepeatedRows> {
    const startedAtMs = this.steadyNow();
    const bounds = this.bounds(state, shape);
    const isFull = !this.table.keepsArrival && state.prints.length >= PRINTS_MAX;
    const found = isFull
      ? await this.count(state, bounds)
      : this.table.keepsArrival
        ? await this.readByArrival(state, rowsMax, bounds)
        : await this.readByContent(state, rowsMax, bounds);
    const tookMs = this.steadyNow() - startedAtMs;
    const everyMs = isFull ? COUNT_EVERY_MS : isPast ? LATE_LOOK_EVERY_MS : 0;
    const share = isPast ? LATE_LOOK_SHARE_MAX : LOOK_SHARE_MAX;
    this.dueAtMs = found.more ? -Infinity : startedAtMs + Math.max(tookMs / share, everyMs);
    return found;
  }

  /** The last poll: finds rows that were not read. */
  async leave(state: Repeated, shape: string | null): Promise<number> {
    return (await this.count(state, this.bounds(state, shape))).neverRead;
  }

  private bounds({ backAtMs }: Repeated, shape: string | null): [string, string] {
    const { fromMs, toMs } = this.clock.repeatedAround(backAtMs);
    return [this.clock.lowerBound(this.table, fromMs, shape), this.clock.lowerBound(this.table, toMs, shape)];
  }

  private async readByArrival(
    state: Repeated,
    rowsMax: number,
    bounds: [string, string],
  ): Promise<RepeatedRows> {
    const { selectList, sql, timeSql, label } = this.table;
    const { xid, table, place } = state.after ?? BEFORE_ALL;
    const limit = rowsMax + state.prints.length;
    const isBeyond = `(${XID}, tableoid, ctid) > ($3::bigint, $4::oid, $5::tid)`;
    const read = await this.session.rows(
      label,
      `SELECT ${selectList}, ${XID}, tableoid, ctid, ${isBeyond}, ${OLDEST} FROM ${sql}
        WHERE ${timeSql} >= $1 AND ${timeSql} < $2 AND (${isBeyond} OR ${XID} >= $6::bigint)
        ORDER BY ${XID}, tableoid, ctid LIMIT ${limit}`,
      [...bounds, xid, table, place, state.sinceXid ?? NO_XID],
    );
    return this.goOn(
      state,
      read.map((cells) => this.arrived(cells)),
      read.length >= limit,
    );
  }

  private goOn(state: Repeated, arrived: readonly ArrivedRow[], more: boolean): RepeatedRows {
    const last = arrived.at(-1);
    if (last === undefined) return { rows: [], state, more: false, neverRead: 0 };
    const behind = arrived.filter(({ isBeyond }) => !isBeyond);
    const late = newRows(
      state.prints,
      behind.map(({ print }) => print),
    );
    const fresh = [...behind.filter((_, at) => late.has(at)), ...arrived.filter(({ isBeyond }) => isBeyond)];
    // A page that ends behind the reading point did not see all that may be new there.
    const isWhole = !more || last.isBeyond;
    const sinceXid = isWhole ? last.oldestXid : BigInt(state.sinceXid ?? NO_XID);
    const kept = (isWhole ? arrived : fresh).filter((row) => row.xid >= sinceXid).map(({ print }) => print);
    const prints = isWhole ? kept : [...state.prints, ...kept];
    // A transaction stays open for this many rows: the rows that it commits late are counted at the
    // end.
    const isTooMany = prints.length > PRINTS_MAX;
    return {
      rows: fresh.map(({ row }) => row),
      state: {
        ...state,
        after: last.isBeyond ? { xid: `${last.xid}`, table: last.table, place: last.place } : state.after,
        sinceXid: isTooMany ? null : `${sinceXid}`,
        prints: isTooMany ? [] : prints,
        rows: state.rows + fresh.length,
      },
      more,
      neverRead: 0,
    };
  }

  private arrived(cells: (string | null)[]): ArrivedRow {
    const [xid, table, place, isBeyond, oldestXid] = cells.slice(-ARRIVAL_CELLS);
    const row = mappedCells(this.table, cells);
    return {
      row,
      print: fingerprint(row),
      xid: BigInt(xid ?? '0'),
      table: table ?? '0',
      place: place ?? '(0,0)',
      isBeyond: isBeyond === 't',
      oldestXid: BigInt(oldestXid ?? '0'),
    };
  }

  private async readByContent(
    state: Repeated,
    rowsMax: number,
    bounds: [string, string],
  ): Promise<RepeatedRows> {
    const { selectList, sql, timeSql, label, tie } = this.table;
    const limit = rowsMax + state.prints.length;
    const read = await this.session.rows(
      label,
      `SELECT ${selectList} FROM ${sql} WHERE ${timeSql} >= $1 AND ${timeSql} < $2
        ORDER BY ${timeSql}, ${tie.columns.join(', ')} LIMIT ${limit}`,
      bounds,
    );
    const rows = read.map((cells) => mappedCells(this.table, cells));
    const prints = rows.map(fingerprint);
    const places = newRows(state.prints, prints);
    const fresh = rows.filter((_, at) => places.has(at));
    const known = [...state.prints, ...prints.filter((_, at) => places.has(at))];
    return {
      rows: fresh,
      state: { ...state, prints: known, rows: state.rows + fresh.length },
      more: read.length >= limit && known.length < PRINTS_MAX,
      neverRead: 0,
    };
  }

  private async count(state: Repeated, bounds: [string, string]): Promise<RepeatedRows> {
    const { sql, timeSql, label } = this.table;
    const [row] = await this.session.rows(
      label,
      `SELECT count(*) FROM ${sql} WHERE ${timeSql} >= $1 AND ${timeSql} < $2`,
      bounds,
    );
    const neverRead = Math.max(0, Number(row?.[0] ?? 0) - state.rows - state.neverRead);
    return { rows: [], state: { ...state, neverRead: state.neverRead + neverRead }, more: false, neverRead };
  }
}

/**
 * Transaction, table, place, whether it lies beyond the reading point, and the oldest transaction
 * that had not ended.
 */
const ARRIVAL_CELLS = 5;

interface ArrivedRow {
  readonly row: RawRow;
  readonly print: string;
  readonly xid: bigint;
  readonly table: string;
  readonly place: string;
  readonly isBeyond: boolean;
  readonly oldestXid: bigint;
}
