import type { KeyCheckpoint } from './checkpoint.js';

export type Gap = KeyCheckpoint['gaps'][number];

/** Gaps that are watched at once. Each is one index range in the source; beyond, the oldest are given up and counted. */
export const GAPS_MAX = 4_096;

/**
 * Gaps that open when these keys are read above a watermark: a key that is not there may belong to a transaction that is still under way.
 * @param keys  Ascending, all above `watermark`.
 */
export function gapsAbove(watermark: number, keys: readonly number[], nowMs: number): Gap[] {
  const gaps: Gap[] = [];
  let expected = watermark + 1;
  for (const key of keys) {
    if (key > expected) gaps.push({ from: expected, to: key - 1, sinceMs: nowMs });
    expected = Math.max(expected, key + 1);
  }
  return gaps;
}

/** The gaps without the keys that have come. @param keys  Ascending. */
export function closeGaps(gaps: readonly Gap[], keys: readonly number[]): Gap[] {
  const left: Gap[] = [];
  let position = 0;
  for (const gap of gaps) {
    let from = gap.from;
    while ((keys[position] ?? Infinity) < from) position++;
    for (let key = keys[position]; key !== undefined && key <= gap.to; key = keys[++position]) {
      if (key > from) left.push({ ...gap, from, to: key - 1 });
      from = key + 1;
    }
    if (from <= gap.to) left.push({ ...gap, from });
  }
  return left;
}

/**
 * Gives up gaps that have been open for longer than the tolerance. To be called only after the source was asked for them once more, so
 * that what was committed while nobody looked (a restart) is still found.
 */
export function giveUpOld(gaps: readonly Gap[], nowMs: number, toleranceMs: number): Gap[] {
  return gaps.filter((gap) => nowMs - gap.sinceMs <= toleranceMs);
}

/** Keeps the number of gaps bounded. @returns the newest `max` gaps and how many were given up. */
export function boundGaps(
  gaps: readonly Gap[],
  max: number = GAPS_MAX,
): { gaps: readonly Gap[]; forgotten: number } {
  if (gaps.length <= max) return { gaps, forgotten: 0 };
  return { gaps: gaps.slice(gaps.length - max), forgotten: gaps.length - max };
}
