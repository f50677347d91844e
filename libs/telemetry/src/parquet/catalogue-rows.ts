import { assetIdSchema, type AssetId } from '@eagle/contracts/domain';
import { z } from 'zod';
import { SEGMENT_LEVELS, type SegmentLevel } from '../policy/plan-merges.js';
import { SERIES_KINDS, type LabelName, type SeriesKind } from '../rows/row-block.js';
import { RESOLUTIONS, type Resolution } from '../series/bucket-widths.js';
import type { AssetSpan, CataloguedSegment, SegmentFacts, SegmentPlace } from './segment.js';

const spanRow = z.object({ from: z.number(), to: z.number(), rows: z.number() });
const labelsRow = z.object({
  state: z.array(z.string()).optional(),
  component: z.array(z.string()).optional(),
  modelVersion: z.array(z.string()).optional(),
});
const levelRow = z.enum(SEGMENT_LEVELS);

export const foundRow = z.object({
  file: z.string(),
  number: z.number(),
  level: levelRow,
  sha256: z.string(),
  span: spanRow,
  columns: z.array(z.string()),
  quality_columns: z.array(z.string()),
  labels: labelsRow,
  damage: z.string().nullable(),
});

export const spannedRow = z.object({
  resolution: z.enum(RESOLUTIONS),
  level: levelRow,
  span: spanRow,
  is_sound: z.boolean(),
});

export const plannedRow = z.object({
  file: z.string(),
  number: z.number(),
  kind: z.enum(SERIES_KINDS),
  level: levelRow,
  day: z.date(),
  rows: z.number(),
  written_at: z.date(),
  is_day_damaged: z.boolean(),
});

export const wholeRow = z.object({
  file: z.string(),
  number: z.number(),
  kind: z.enum(SERIES_KINDS),
  resolution: z.enum(RESOLUTIONS),
  level: levelRow,
  period_at: z.date(),
  sha256: z.string(),
  assets: z.record(assetIdSchema, spanRow),
  columns: z.array(z.string()),
  quality_columns: z.array(z.string()),
  labels: labelsRow,
});

/** A segment with everything that the catalogue knows about it. */
export interface WholeSegment
  extends SegmentPlace, Pick<SegmentFacts, 'sha256' | 'columns' | 'qualityColumns' | 'labels'> {
  readonly file: string;
  readonly number: number;
  readonly assets: ReadonlyMap<AssetId, AssetSpan>;
}

/** Where rows of an asset lie. */
export interface SpannedSegment {
  readonly resolution: Resolution;
  readonly level: SegmentLevel;
  readonly span: AssetSpan;
  readonly isSound: boolean;
}

/** A raw segment for a plan of merges. */
export interface RawSegment {
  readonly file: string;
  readonly number: number;
  readonly kind: SeriesKind;
  readonly level: SegmentLevel;
  readonly dayMs: number;
  readonly rows: number;
  readonly writtenAtMs: number;
  readonly isDayDamaged: boolean;
}

export const filesOf = (rows: readonly unknown[]): string[] =>
  rows.map((row) => z.object({ file: z.string() }).parse(row).file);

const spanOf = ({ from, to, rows }: z.infer<typeof spanRow>): AssetSpan => ({ fromMs: from, toMs: to, rows });

function labelsOf({
  state,
  component,
  modelVersion,
}: z.infer<typeof labelsRow>): ReadonlyMap<LabelName, readonly string[]> {
  const labels = new Map<LabelName, readonly string[]>();
  if (state !== undefined) labels.set('state', state);
  if (component !== undefined) labels.set('component', component);
  if (modelVersion !== undefined) labels.set('modelVersion', modelVersion);
  return labels;
}

export const cataloguedOf = (row: z.infer<typeof foundRow>): CataloguedSegment => ({
  file: row.file,
  number: row.number,
  level: row.level,
  sha256: row.sha256,
  span: spanOf(row.span),
  columns: row.columns,
  qualityColumns: row.quality_columns,
  labels: labelsOf(row.labels),
  damage: row.damage,
});

export const spannedOf = (row: z.infer<typeof spannedRow>): SpannedSegment => ({
  resolution: row.resolution,
  level: row.level,
  span: spanOf(row.span),
  isSound: row.is_sound,
});

export const wholeOf = (row: z.infer<typeof wholeRow>): WholeSegment => ({
  file: row.file,
  number: row.number,
  kind: row.kind,
  resolution: row.resolution,
  level: row.level,
  periodMs: row.period_at.getTime(),
  sha256: row.sha256,
  assets: new Map(
    Object.entries(row.assets).map(([asset, span]) => [assetIdSchema.parse(asset), spanOf(span)]),
  ),
  columns: row.columns,
  qualityColumns: row.quality_columns,
  labels: labelsOf(row.labels),
});

export const rawOf = (row: z.infer<typeof plannedRow>): RawSegment => ({
  file: row.file,
  number: row.number,
  kind: row.kind,
  level: row.level,
  dayMs: row.day.getTime(),
  rows: row.rows,
  writtenAtMs: row.written_at.getTime(),
  isDayDamaged: row.is_day_damaged,
});

/** A whole segment as a reader of one asset sees it. */
export function forAsset(segment: WholeSegment, assetId: AssetId): CataloguedSegment | null {
  const span = segment.assets.get(assetId);
  if (span === undefined) return null;
  const { file, number, level, sha256, columns, qualityColumns, labels } = segment;
  return { file, number, level, sha256, span, columns, qualityColumns, labels, damage: null };
}
