import type { LabelName, SeriesKind } from '../rows/row-block.js';
import type { SegmentLevel } from '../policy/plan-merges.js';
import type { Resolution } from '../series/bucket-widths.js';

/** Which rows of an asset a segment holds. */
export interface AssetSpan {
  readonly fromMs: number;
  /** Time of the last row. */
  readonly toMs: number;
  readonly rows: number;
}

/** When the rows of a segment were read from their source: the first and the last of them. */
export interface ReadSpan {
  readonly readFromMs: number;
  readonly readToMs: number;
}

/** What a file says of itself once it is written. */
export interface SegmentFacts extends ReadSpan {
  readonly rows: number;
  readonly bytes: number;
  /** Of the whole file, hex. */
  readonly sha256: string;
  readonly assets: ReadonlyMap<string, AssetSpan>;
  /** Columns that any row has, in the store's own names. */
  readonly columns: readonly string[];
  /** Those of them in which something is not good: they alone have a column of quality. */
  readonly qualityColumns: readonly string[];
  readonly labels: ReadonlyMap<LabelName, readonly string[]>;
}

/**
 * Where a segment belongs. A raw or minute segment lies within one UTC day, an hour segment within
 * one UTC month.
 */
export interface SegmentPlace {
  readonly kind: SeriesKind;
  readonly resolution: Resolution;
  readonly level: SegmentLevel;
  readonly periodMs: number;
}

/** A Parquet file that is written, and where it belongs. */
export interface NewSegment extends SegmentFacts, SegmentPlace {
  readonly file: string;
  /**
   * Order of writing: of equal rows that of the segment with the highest number counts. Null: the
   * newest there is.
   */
  readonly number: number | null;
}

/** What a reader needs to know of a segment in the catalogue, for one asset. */
export interface CataloguedSegment {
  readonly file: string;
  readonly number: number;
  readonly level: SegmentLevel;
  readonly sha256: string;
  readonly span: AssetSpan;
  /** Of the columns that were asked for. */
  readonly columns: readonly string[];
  readonly qualityColumns: readonly string[];
  readonly labels: ReadonlyMap<LabelName, readonly string[]>;
  /** Why it cannot be read; null for a sound one. */
  readonly damage: string | null;
}

/** Columns of a segment that hold the labels. */
export const LABEL_COLUMNS: Readonly<Record<LabelName, string>> = {
  state: 'state',
  component: 'component',
  modelVersion: 'model_version',
};
