import { TAIL } from '@eagle/contracts/socket';
import type { TailRow } from './tail-row.js';

/** Many rows of one tag, as far as a chart needs them. */
export interface CondensedTag {
  readonly good: number;
  readonly min: number | null;
  readonly max: number | null;
  /** Newest usable value. */
  readonly last: number | null;
}

export interface CondensedRows {
  readonly rows: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly tags: ReadonlyMap<string, CondensedTag>;
}

/** Rows in the order of publication: first the condensed ones, then single ones. */
export interface TailPart {
  readonly condensed: CondensedRows | null;
  readonly rows: readonly TailRow[];
  /** Rows before these are missing. */
  readonly isInterrupted: boolean;
}

/**
 * Rows that wait to be sent. It holds the newest `TAIL.rowsMax` as they are, and of earlier ones
 * the number, and minimum, maximum and newest value of each wanted tag: so it is bounded, and no
 * spike is lost.
 */
export class TailBuffer {
  private condensed: CondensedRows | null = null;
  private rows: readonly TailRow[] = [];
  private isInterrupted = false;

  /** @param tags  Tags that are condensed; read at each call, and may change. */
  constructor(private readonly tags: () => Iterable<string>) {}

  /** Condensed rows always have single ones behind them. */
  get hasRows(): boolean {
    return this.rows.length > 0;
  }

  add({ condensed, rows, isInterrupted }: TailPart): void {
    this.isInterrupted ||= isInterrupted;
    if (condensed !== null) {
      this.condense(this.rows);
      this.rows = [];
      this.condensed = this.condensed === null ? condensed : joined(this.condensed, condensed);
    }
    const all = this.rows.length === 0 ? rows : [...this.rows, ...rows];
    const excess = all.length - TAIL.rowsMax;
    if (excess > 0) this.condense(all.slice(0, excess));
    this.rows = excess > 0 ? all.slice(excess) : all;
  }

  /** The rows before the next ones are missing. */
  interrupt(): void {
    this.isInterrupted = true;
  }

  /** Everything that waits; it is empty afterwards. */
  take(): TailPart {
    const { condensed, rows, isInterrupted } = this;
    this.condensed = null;
    this.rows = [];
    this.isInterrupted = false;
    return { condensed, rows, isInterrupted };
  }

  private condense(rows: readonly TailRow[]): void {
    const added = condensedOf(rows, this.tags());
    if (added === null) return;
    this.condensed = this.condensed === null ? added : joined(this.condensed, added);
  }
}

function condensedOf(rows: readonly TailRow[], tags: Iterable<string>): CondensedRows | null {
  if (rows.length === 0) return null;
  const times = rows.map(({ timeMs }) => timeMs);
  return {
    rows: rows.length,
    fromMs: Math.min(...times),
    toMs: Math.max(...times),
    tags: new Map([...tags].map((tag) => [tag, condensedTag(rows, tag)])),
  };
}

function condensedTag(rows: readonly TailRow[], tag: string): CondensedTag {
  let good = 0;
  let min: number | null = null;
  let max: number | null = null;
  let last: number | null = null;
  for (const row of rows) {
    if (row.quality(tag) === 'good') good += 1;
    const value = row.value(tag);
    if (value === null) continue;
    min = lower(min, value);
    max = higher(max, value);
    last = value;
  }
  return { good, min, max, last };
}

/** @param later  What was published after `earlier`. */
function joined(earlier: CondensedRows, later: CondensedRows): CondensedRows {
  const tags = new Map(earlier.tags);
  for (const [tag, added] of later.tags) {
    const before = tags.get(tag);
    tags.set(tag, before === undefined ? added : joinedTag(before, added));
  }
  return {
    rows: earlier.rows + later.rows,
    fromMs: Math.min(earlier.fromMs, later.fromMs),
    toMs: Math.max(earlier.toMs, later.toMs),
    tags,
  };
}

const joinedTag = (earlier: CondensedTag, later: CondensedTag): CondensedTag => ({
  good: earlier.good + later.good,
  min: lower(earlier.min, later.min),
  max: higher(earlier.max, later.max),
  last: later.last ?? earlier.last,
});

function lower(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}

function higher(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.max(a, b);
}
