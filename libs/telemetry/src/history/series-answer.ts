import { BlockBuilder } from '../rows/block-builder.js';
import {
  at,
  NOT_RECORDED,
  qualityAt,
  type LabelColumn,
  type LabelName,
  type RowBlock,
  type ValueColumn,
} from '../rows/row-block.js';
import type { SequenceConflict } from '../rows/winning-rows.js';
import { QUALITY } from '@eagle/contracts/frames';
import type { Buckets } from '../series/bucket-table.js';
import { gapsOf, type Gap } from '../series/gaps.js';
import type { MissingRows } from '../store/telemetry-store.js';

/**
 * One column of an answer. Of rows as they are, min, max, mean and last are the value itself. NaN:
 * no usable value.
 */
export interface SeriesColumn {
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly mean: Float64Array;
  readonly last: Float64Array;
  /** Share of rows whose quality is good, 0-1; NaN where the column was not recorded. */
  readonly goodShare: Float64Array;
  /** Of rows as they are: `StoredQuality` of each point; of buckets null. */
  readonly quality: Uint8Array | null;
}

/**
 * Columns of a range. Where a gap begins stands a point without values: a line that is drawn
 * through the points breaks there.
 */
export interface SeriesAnswer {
  /** Width of a bucket; 0: rows as they are. */
  readonly widthMs: number;
  /** Starts of buckets, or times of rows. */
  readonly timesMs: Float64Array;
  readonly columns: ReadonlyMap<string, SeriesColumn>;
  /** Of rows as they are. */
  readonly labels: ReadonlyMap<LabelName, LabelColumn>;
  /** Of buckets: milliseconds in each operating state. */
  readonly stateMs: ReadonlyMap<string, Float64Array>;
  readonly gaps: readonly Gap[];
  /** Stored rows that cannot be read. */
  readonly missing: readonly MissingRows[];
  /** Instants that had several rows, where raw rows were read: how many, and the first of them. */
  readonly conflicts: { readonly count: number; readonly first: readonly SequenceConflict[] };
}

export type AnswerNotes = Pick<SeriesAnswer, 'missing' | 'conflicts'>;

/** @param block  One row an instant. */
export function answerOfRows(
  block: RowBlock,
  columns: readonly string[],
  gapMs: number,
  notes: AnswerNotes,
): SeriesAnswer {
  const gaps = gapsOf(block.timesMs, 0, gapMs);
  const places = placesWithGaps(block.timesMs, gaps);
  const answered = new Map<string, SeriesColumn>();
  for (const name of columns) {
    const column = block.columns.get(name);
    const values = spread(column?.values, places);
    const quality = qualityOf(column, places);
    const goodShare = Float64Array.from(quality, shareOf);
    answered.set(name, { min: values, max: values, mean: values, last: values, goodShare, quality });
  }
  return {
    widthMs: 0,
    timesMs: timesWithGaps(block.timesMs, gaps, places),
    columns: answered,
    labels: new Map([...block.labels].map(([name, label]) => [name, spreadLabel(label, places)])),
    stateMs: new Map(),
    gaps,
    ...notes,
  };
}

export function answerOfBuckets(
  buckets: Buckets,
  widthMs: number,
  gapMs: number,
  notes: AnswerNotes,
): SeriesAnswer {
  // Buckets into which nothing but the state of an earlier row reaches are no points.
  const filled = [...buckets.rows.keys()].filter((bucket) => at(buckets.rows, bucket) > 0);
  const starts = Float64Array.from(filled, (bucket) => at(buckets.startsMs, bucket));
  const gaps = gapsOf(starts, widthMs, gapMs);
  const points = placesWithGaps(starts, gaps);
  const places = points.map((place) => (place < 0 ? place : at(filled, place)));
  const columns = new Map<string, SeriesColumn>();
  for (const [name, { recorded, good, min, max, mean, last }] of buckets.columns) {
    const shares = good.map((count, bucket) => count / at(recorded, bucket));
    columns.set(name, {
      min: spread(min, places),
      max: spread(max, places),
      mean: spread(mean, places),
      last: spread(last, places),
      goodShare: spread(shares, places),
      quality: null,
    });
  }
  return {
    widthMs,
    timesMs: timesWithGaps(starts, gaps, points),
    columns,
    labels: new Map(),
    stateMs: new Map([...buckets.stateMs].map(([state, ms]) => [state, spread(ms, places)])),
    gaps,
    ...notes,
  };
}

/** Rows in order, and a negative number where a gap begins: the gap's own, counted from -1 down. */
function placesWithGaps(timesMs: Float64Array, gaps: readonly Gap[]): number[] {
  const places: number[] = [];
  let next = 0;
  for (let row = 0; row < timesMs.length; row += 1) {
    const gap = gaps[next];
    if (gap !== undefined && at(timesMs, row) >= gap.toMs) {
      next += 1;
      places.push(-next);
    }
    places.push(row);
  }
  return places;
}

/** A gap's point stands just behind the last row, or at the first empty bucket. */
const timesWithGaps = (
  timesMs: Float64Array,
  gaps: readonly Gap[],
  places: readonly number[],
): Float64Array =>
  Float64Array.from(places, (row, point) => {
    if (row >= 0) return at(timesMs, row);
    const fromMs = gaps[-row - 1]?.fromMs ?? Number.NaN;
    const beforeMs = at(timesMs, places[point - 1] ?? 0);
    return fromMs > beforeMs ? fromMs : beforeMs + 1;
  });

/**
 * A number for each point, NaN where a gap begins. A plain loop: `Float64Array.from` takes ten
 * times as long.
 */
function numbersAt(places: readonly number[], valueOf: (row: number) => number): Float64Array {
  const numbers = new Float64Array(places.length);
  for (let point = 0; point < places.length; point += 1) {
    const row = places[point] ?? -1;
    numbers[point] = row < 0 ? Number.NaN : valueOf(row);
  }
  return numbers;
}

const spread = (values: Float64Array | undefined, places: readonly number[]): Float64Array =>
  numbersAt(places, (row) => values?.[row] ?? Number.NaN);

/** Where a gap begins nothing was recorded. */
function qualityOf(column: ValueColumn | undefined, places: readonly number[]): Uint8Array {
  const quality = new Uint8Array(places.length);
  for (let point = 0; point < places.length; point += 1) {
    const row = places[point] ?? -1;
    quality[point] = row < 0 || column === undefined ? NOT_RECORDED : qualityAt(column, row);
  }
  return quality;
}

const shareOf = (quality: number): number =>
  quality === NOT_RECORDED ? Number.NaN : quality === QUALITY.good ? 1 : 0;

function spreadLabel({ names, codes }: LabelColumn, places: readonly number[]): LabelColumn {
  const known = names.includes('') ? names : [...names, ''];
  const none = known.indexOf('');
  return { names: known, codes: Uint16Array.from(places, (row) => (row < 0 ? none : (codes[row] ?? none))) };
}

/** Blocks as one, up to a number of rows. */
export class RowsUpTo {
  private readonly built: BlockBuilder;
  private overflown = false;

  constructor(rowsMax: number) {
    this.built = new BlockBuilder(rowsMax);
  }

  /** @returns false where they are more. */
  add(block: RowBlock): boolean {
    if (block.rows > this.built.room) this.overflown = true;
    else this.built.add(block, 0, block.rows);
    return !this.overflown;
  }

  build(): RowBlock {
    return this.built.build();
  }
}
