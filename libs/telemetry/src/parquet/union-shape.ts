import type { AssetId } from '@eagle/contracts/domain';
import { LABELS_OF, type AssetRows, type LabelName, type SeriesKind } from '../rows/row-block.js';
import type { WholeSegment } from './catalogue-rows.js';
import type { SegmentShape } from './segment-writer.js';

const sorted = <T extends string>(names: Iterable<T>): T[] => [...new Set(names)].sort();

function labelsOf(
  kind: SeriesKind,
  namesOf: (label: LabelName) => readonly string[],
): ReadonlyMap<LabelName, readonly string[]> {
  return new Map(
    LABELS_OF[kind].map((label) => {
      const names = sorted(namesOf(label));
      return [label, names.length === 0 ? [''] : names];
    }),
  );
}

/** Shape of a segment that holds these rows. */
export function shapeOfRows(kind: SeriesKind, rows: readonly AssetRows<AssetId>[]): SegmentShape {
  const columns = sorted(rows.flatMap(({ block }) => [...block.columns.keys()]));
  const allGood = (name: string): boolean =>
    rows.every(({ block }) => block.rows === 0 || block.columns.get(name)?.quality === null);
  return {
    assets: sorted(rows.map(({ assetId }) => assetId)),
    columns,
    labels: labelsOf(kind, (label) => rows.flatMap(({ block }) => block.labels.get(label)?.names ?? [''])),
    qualityColumns: new Set(columns.filter((name) => !allGood(name))),
  };
}

/** Assets of several segments, in order. */
export const assetsOf = (segments: readonly WholeSegment[]): AssetId[] =>
  sorted(segments.flatMap(({ assets }) => [...assets.keys()]));

/** Shape of a segment that holds all that several hold. */
export function shapeOfSegments(kind: SeriesKind, segments: readonly WholeSegment[]): SegmentShape {
  const columns = sorted(segments.flatMap((segment) => segment.columns));
  const allGood = (name: string): boolean =>
    segments.every((segment) => segment.columns.includes(name) && !segment.qualityColumns.includes(name));
  return {
    assets: assetsOf(segments),
    columns,
    labels: labelsOf(kind, (label) => segments.flatMap(({ labels }) => labels.get(label) ?? [])),
    qualityColumns: new Set(columns.filter((name) => !allGood(name))),
  };
}

/** The same of aggregates, which have neither labels nor quality. */
export const aggregateShape = (assets: readonly AssetId[], columns: Iterable<string>): SegmentShape => ({
  assets,
  columns: sorted(columns),
  labels: new Map(),
  qualityColumns: new Set(),
});
