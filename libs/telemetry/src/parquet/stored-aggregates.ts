import type { AssetId, OrganizationId } from '@eagle/contracts/domain';
import type { RowBlock } from '../rows/row-block.js';
import { sortRows } from '../rows/sort-rows.js';
import { forAsset, type WholeSegment } from './catalogue-rows.js';
import type { MergeDependencies } from './replacement.js';

/** Segments with rows of any of the assets. */
export function holding(segments: readonly WholeSegment[], assets: Iterable<AssetId>): WholeSegment[] {
  const wanted = new Set(assets);
  return segments.filter((segment) => [...segment.assets.keys()].some((assetId) => wanted.has(assetId)));
}

/** All rows of an asset in segments of aggregates: some thousands. @throws SegmentsDamaged */
export async function aggregatesOfAsset(
  { rows }: Pick<MergeDependencies, 'rows'>,
  organizationId: OrganizationId,
  segments: readonly WholeSegment[],
  assetId: AssetId,
): Promise<RowBlock> {
  const ofAsset = segments.flatMap((segment) => forAsset(segment, assetId) ?? []);
  const blocks: RowBlock[] = [];
  const query = {
    assetId,
    fromMs: Math.min(...ofAsset.map(({ span }) => span.fromMs)),
    toMs: Math.max(...ofAsset.map(({ span }) => span.toMs)) + 1,
    columns: [...new Set(ofAsset.flatMap(({ columns }) => columns))],
    labels: [],
  };
  for await (const block of rows.readGiven(organizationId, ofAsset, query)) blocks.push(block);
  return sortRows(blocks);
}
