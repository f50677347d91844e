import { QUALITY, type QualityCode } from '@eagle/contracts/frames';

/**
 * What is stored: scans as they were published, and what the models said of them. Each kind is a
 * table of its own.
 */
export const SERIES_KINDS = ['scans', 'predictions'] as const;
export type SeriesKind = (typeof SERIES_KINDS)[number];

/** Texts that each row of a kind carries beside its numbers. */
export const LABELS_OF = {
  scans: ['state'],
  predictions: ['component', 'modelVersion'],
} as const satisfies Record<SeriesKind, readonly string[]>;
export type LabelName = (typeof LABELS_OF)[SeriesKind][number];

/**
 * Beside the codes of `QUALITY`: the column was not part of the row at all, as a tag that was not
 * configured then.
 */
export const NOT_RECORDED = 255;
export type StoredQuality = QualityCode | typeof NOT_RECORDED;

/** One number a row. */
export interface ValueColumn {
  /** NaN where there is no usable value. */
  readonly values: Float64Array;
  /** `StoredQuality` a row; null where all are good. */
  readonly quality: Uint8Array | null;
}

/** One text a row, out of a few. */
export interface LabelColumn {
  readonly names: readonly string[];
  /** Index into `names`. */
  readonly codes: Uint16Array;
}

/**
 * Rows of one kind and asset as columns, ascending by time, then by sequence. No two rows have both
 * the same: they are one row. Rows of one time with different sequences are two rows; the highest
 * sequence wins.
 */
export interface RowBlock {
  readonly rows: number;
  /** Milliseconds since the epoch, whole microseconds. */
  readonly timesMs: Float64Array;
  /**
   * Whole numbers. Live rows count from 1; what was taken over from a source has numbers below 1,
   * so that live rows win.
   */
  readonly sequences: Float64Array;
  /** When the row was read from its source. */
  readonly readAtsMs: Float64Array;
  readonly labels: ReadonlyMap<LabelName, LabelColumn>;
  readonly columns: ReadonlyMap<string, ValueColumn>;
}

/** Whether a row came over the stream; the others were taken over from the source. */
export const isLive = (sequence: number): boolean => sequence >= 1;

/** Rows of one asset. */
export interface AssetRows<Asset extends string = string> {
  readonly kind: SeriesKind;
  readonly assetId: Asset;
  readonly block: RowBlock;
}

/** Times are kept to the microsecond, as PostgreSQL and Parquet keep them. */
export const wholeMicroseconds = (ms: number): number => Math.round(ms * 1_000) / 1_000;

/**
 * Negative, zero or positive as row `a` of `left` stands before, at or behind row `b` of `right`.
 */
export function compareRows(left: RowBlock, a: number, right: RowBlock, b: number): number {
  const time = at(left.timesMs, a) - at(right.timesMs, b);
  return time === 0 ? at(left.sequences, a) - at(right.sequences, b) : time;
}

/** Rows `from` to `to` (exclusive) over the same memory. */
export function rowsBetween(block: RowBlock, from: number, to: number): RowBlock {
  if (from === 0 && to === block.rows) return block;
  const columns = new Map<string, ValueColumn>();
  for (const [name, { values, quality }] of block.columns) {
    columns.set(name, {
      values: values.subarray(from, to),
      quality: quality?.subarray(from, to) ?? null,
    });
  }
  const labels = new Map<LabelName, LabelColumn>();
  for (const [name, { names, codes }] of block.labels) {
    labels.set(name, { names, codes: codes.subarray(from, to) });
  }
  return {
    rows: to - from,
    timesMs: block.timesMs.subarray(from, to),
    sequences: block.sequences.subarray(from, to),
    readAtsMs: block.readAtsMs.subarray(from, to),
    labels,
    columns,
  };
}

/** First row at or behind a time; `rows` where there is none. */
export function firstRowAt(block: RowBlock, timeMs: number): number {
  let low = 0;
  let high = block.rows;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at(block.timesMs, middle) < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Rows of `[fromMs, toMs)`. */
export const rowsWithin = (block: RowBlock, fromMs: number, toMs: number): RowBlock =>
  rowsBetween(block, firstRowAt(block, fromMs), firstRowAt(block, toMs));

/** A column that none of the rows has. */
export const notRecorded = (rows: number): ValueColumn => ({
  values: new Float64Array(rows).fill(Number.NaN),
  quality: new Uint8Array(rows).fill(NOT_RECORDED),
});

export const qualityAt = (column: ValueColumn, row: number): number => column.quality?.[row] ?? QUALITY.good;

/** An element that is known to be there. */
export const at = (numbers: ArrayLike<number>, index: number): number => numbers[index] ?? Number.NaN;
