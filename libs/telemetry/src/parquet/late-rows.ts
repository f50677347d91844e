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

/** Time between two spans; zero or less where they overlap. */
const distanceMs = (a: AssetSpan, b: AssetSpan): number =>
  Math.max(a.fromMs, b.fromMs) - Math.min(a.toMs, b.toMs);

function cellsOf({ assets, columns }: WholeSegment): number {
  let rows = 0;
  for (const span of assets.values()) rows += span.rows;
  return rows * columns.length;
}
