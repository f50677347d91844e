import type { AssetId, DryRun } from '@eagle/contracts/domain';
import { QUALITY } from '@eagle/contracts/frames';
import type { TagTable } from '@eagle/features';
import type { MappedScan } from '@eagle/feeds';

type TagOfDryRun = DryRun['tags'][number];

/** Points of all tags together: an answer must stay small. */
const POINTS_MAX = 16_000;
const POINTS_OF_A_TAG_MAX = 60;
const POINTS_OF_A_TAG_MIN = 8;

/**
 * What each tag looks like.
 * @param scansByAsset  Assessed, of each asset in the order of time.
 */
export function tagsOfDryRun(
  { names }: TagTable,
  scansByAsset: ReadonlyMap<AssetId, readonly MappedScan[]>,
): TagOfDryRun[] {
  const scans = [...scansByAsset.values()].flat();
  // One asset stands for all: their courses would cross in one line.
  const [shown = []] = [...scansByAsset.values()].toSorted((a, b) => b.length - a.length);
  const points = Math.floor(POINTS_MAX / Math.max(1, names.length));
  const pointsMax = Math.min(POINTS_OF_A_TAG_MAX, Math.max(POINTS_OF_A_TAG_MIN, points));
  return names.map((tag, at) => {
    const counts = { good: 0, missing: 0, outOfRange: 0, frozen: 0 };
    let [lowest, highest] = [Infinity, -Infinity];
    for (const { values, quality } of scans) {
      counts[NAME_OF_QUALITY.get(quality[at] ?? QUALITY.missing) ?? 'missing'] += 1;
      const value = values[at] ?? NaN;
      if (value < lowest) lowest = value;
      if (value > highest) highest = value;
    }
    const newest = shown.findLast(({ values }) => !Number.isNaN(values[at] ?? NaN))?.values[at] ?? null;
    return {
      tag,
      ...counts,
      lowest: finite(lowest),
      highest: finite(highest),
      newest,
      points: thinned(shown, pointsMax).map(({ values }) => finite(values[at] ?? NaN)),
    };
  });
}

type CountName = 'good' | 'missing' | 'outOfRange' | 'frozen';

/** A value that has stopped coming is missing, too. */
const NAME_OF_QUALITY: ReadonlyMap<number, CountName> = new Map([
  [QUALITY.good, 'good'],
  [QUALITY.missing, 'missing'],
  [QUALITY.stale, 'missing'],
  [QUALITY.outOfRange, 'outOfRange'],
  [QUALITY.frozen, 'frozen'],
]);

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Every so-and-so-many-th scan, with the newest one always among them. */
function thinned(scans: readonly MappedScan[], most: number): readonly MappedScan[] {
  if (scans.length <= most) return scans;
  return Array.from({ length: most }, (_, at) => {
    const position = Math.round(((at + 1) * scans.length) / most) - 1;
    return scans[position];
  }).filter((scan) => scan !== undefined);
}
