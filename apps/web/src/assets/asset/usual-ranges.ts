import type { Alert } from '../../api/index.js';
import type { UsualRange } from '../../charts/lane-drawing.js';

/**
 * Usual ranges of tags, as the models of standing alerts know them. A factor of a feature that is
 * made from a tag, such as a mean, says nothing of the tag itself.
 */
export function usualRanges(standing: readonly Alert[]): ReadonlyMap<string, UsualRange> {
  const ranges = standing
    .flatMap(({ topFactors }) => topFactors)
    .flatMap(({ feature, usual }): [string, UsualRange][] => {
      const [low, high] = usual ?? [];
      return low === undefined || high === undefined ? [] : [[feature, { low, high }]];
    });
  return new Map(ranges);
}
