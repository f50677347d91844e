import type { Series, SeriesColumn } from '../../charts/series-runs.js';

/** A stretch of the range: the share of its values that are good; null where nothing was recorded. */
export type QualityCell = number | null;

export const CELLS = 48;

/** How good the values were over time, in equally long stretches. */
export function qualityCells(
  { timesMs }: Pick<Series, 'timesMs'>,
  { goodShare }: Pick<SeriesColumn, 'goodShare'>,
  range: { readonly fromMs: number; readonly toMs: number },
): QualityCell[] {
  const sums = Array.from({ length: CELLS }, () => ({ good: 0, points: 0 }));
  for (const [point, timeMs] of timesMs.entries()) {
    const share = goodShare[point];
    const cell = sums[Math.floor(((timeMs - range.fromMs) / (range.toMs - range.fromMs)) * CELLS)];
    if (share == null || cell === undefined) continue;
    cell.good += share;
    cell.points += 1;
  }
  return sums.map(({ good, points }) => (points === 0 ? null : good / points));
}

/** The share of all values that are good; null where nothing was recorded. */
export function goodShareOf({ goodShare }: Pick<SeriesColumn, 'goodShare'>): number | null {
  const shares = goodShare.filter((share) => share !== null);
  return shares.length === 0 ? null : shares.reduce((sum, share) => sum + share, 0) / shares.length;
}
