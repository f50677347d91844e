import type { AssetId } from '@eagle/contracts/domain';
import type { WholeSegment } from './catalogue-rows.js';
import type { AssetSpan } from './segment.js';

/**
 * A closed segment of fewer values takes late rows that lie near it, so that a day does not end as
 * many small files.
 */
const ROOMY_CELLS_MAX = 500_000;

/**
 * Segments of a closed day that are rewritten because of late rows: for each asset those with times
 * that the late rows reach into, else the nearest small one. The others stay unchanged.
 */
export function touchedSegments(
  closed: readonly WholeSegment[],
  late: readonly WholeSegment[],
): WholeSegment[] {
  const touched = new Set<WholeSegment>();
  for (const segment of late) {
    for (const [assetId, span] of segment.assets) {
      for (const one of touchedBy(closed, assetId, span)) touched.add(one);
    }
  }
  return closed.filter((segment) => touched.has(segment));
}

function touchedBy(closed: readonly WholeSegment[], assetId: AssetId, late: AssetSpan): WholeSegment[] {
  const ofAsset = closed.flatMap((segment) => {
    const span = segment.assets.get(assetId);
    return span === undefined ? [] : [{ segment, distanceMs: distanceMs(span, late) }];
  });
  const overlapping = ofAsset.filter((one) => one.distanceMs <= 0);
  if (overlapping.length > 0) return overlapping.map(({ segment }) => segment);
  const roomy = ofAsset.filter(({ segment }) => cellsOf(segment) < ROOMY_CELLS_MAX);
  const [nearest] = roomy.toSorted((a, b) => a.distanceMs - b.distanceMs);
  return nearest === undefined ? [] : [nearest.segment];
}

/**
 * Files in which the rows of an asset may lie when its day is closed: as many as a full day has.
 */
const FILES_OF_ASSET_MAX = 4;

/**
 * Whether segments of a day can stay as they are when it is closed: no two have the same time of an
 * asset, at most one is small, and each asset lies in few. Rows of whole days are written so.
 */
export function areSettled(segments: readonly WholeSegment[]): boolean {
  if (segments.length === 1) return true;
  if (segments.filter((segment) => cellsOf(segment) < ROOMY_CELLS_MAX).length > 1) return false;
  const spans = Map.groupBy(
    segments.flatMap(({ assets }) => [...assets]),
    ([assetId]) => assetId,
  );
  return [...spans.values()].every((ofAsset) => {
    const inTime = ofAsset.map(([, span]) => span).toSorted((a, b) => a.fromMs - b.fromMs);
    const isApart = inTime.every((span, i) => i === 0 || distanceMs(inTime[i - 1] ?? span, span) > 0);
    return isApart && inTime.length <= FILES_OF_ASSET_MAX;
  });
}

/** Time between two spans; zero or less where they overlap. */
const distanceMs = (a: AssetSpan, b: AssetSpan): number =>
  Math.max(a.fromMs, b.fromMs) - Math.min(a.toMs, b.toMs);

function cellsOf({ assets, columns }: WholeSegment): number {
  let rows = 0;
  for (const span of assets.values()) rows += span.rows;
  return rows * columns.length;
}
