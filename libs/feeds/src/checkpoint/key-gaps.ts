import type { KeyCheckpoint } from './checkpoint.js';

/**
 * Keys that are not known to have been read, both ends inclusive; `sinceMs` is when the gap was
 * noticed, by a clock that is never stepped.
 */
export interface Gap {
  readonly from: bigint;
  readonly to: bigint;
  readonly sinceMs: number;
}

/** Gaps that are remembered at once. Each is one index range in the source. */
export const GAPS_MAX = 4_096;
/** Where there are more, this many are kept, so that gaps are not dropped with every row. */
const GAPS_KEPT = 3_072;

/** The integers that a source can hold. */
export const KEY_MIN = -(2n ** 63n);
export const KEY_MAX = 2n ** 63n - 1n;

/** No gap was noticed later than now: the clock of the previous process may have been ahead. */
export const gapsOf = (checkpoint: Pick<KeyCheckpoint, 'gaps'>, nowMs = Infinity): Gap[] =>
  checkpoint.gaps.map(({ from, to, sinceMs }) => ({
    from: BigInt(from),
    to: BigInt(to),
    sinceMs: Math.min(sinceMs, nowMs),
  }));

export const gapsAsText = (gaps: readonly Gap[]): KeyCheckpoint['gaps'] =>
  gaps.map(({ from, to, sinceMs }) => ({ from: `${from}`, to: `${to}`, sinceMs }));

/**
 * Gaps that open when these keys are read above a watermark: a key that is not there may belong to
 * a transaction that is still in progress.
 * @param keys  Ascending, none below `watermark`.
 */
export function gapsAbove(watermark: bigint, keys: readonly bigint[], nowMs: number): Gap[] {
  const gaps: Gap[] = [];
  let expected = watermark + 1n;
  for (const key of keys) {
    if (key > expected) gaps.push({ from: expected, to: key - 1n, sinceMs: nowMs });
    if (key >= expected) expected = key + 1n;
  }
  return gaps;
}

/**
 * The gaps without the keys that have come. The rest of a gap in which a row came is young again:
 * the writer of that row may write the next one there, too.
 * @param keys  Ascending.
 */
export function closeGaps(gaps: readonly Gap[], keys: readonly bigint[], nowMs: number): Gap[] {
  if (keys.length === 0) return [...gaps];
  const left: Gap[] = [];
  let position = 0;
  for (const gap of gaps) {
    let { from, sinceMs } = gap;
    for (let key = keys[position]; key !== undefined && key < from; key = keys[++position]);
    for (let key = keys[position]; key !== undefined && key <= gap.to; key = keys[++position]) {
      if (key > from) left.push({ from, to: key - 1n, sinceMs: nowMs });
      if (key >= from) from = key + 1n;
      sinceMs = nowMs;
    }
    if (from <= gap.to) left.push({ from, to: gap.to, sinceMs });
  }
  return left;
}

/**
 * Whether a row may come there at any moment: every poll asks for such gaps. The others are asked
 * for from time to time.
 */
export const isYoung = (gap: Gap, nowMs: number, toleranceMs: number): boolean =>
  nowMs - gap.sinceMs <= toleranceMs;

/**
 * Keeps the number of gaps bounded. Old gaps are dropped first, the narrowest before others: an
 * allocated but unused key leaves a narrow gap, a second writer writes into a wide one.
 * @returns the gaps kept, and how many were dropped although a row may still come there.
 */
export function boundGaps(
  gaps: readonly Gap[],
  nowMs: number,
  toleranceMs: number,
): { gaps: readonly Gap[]; forgotten: number } {
  if (gaps.length <= GAPS_MAX) return { gaps, forgotten: 0 };
  const byWorth = [...gaps].sort((a, b) => {
    const [isYoungA, isYoungB] = [isYoung(a, nowMs, toleranceMs), isYoung(b, nowMs, toleranceMs)];
    if (isYoungA !== isYoungB) return isYoungA ? 1 : -1;
    if (isYoungA) return a.sinceMs - b.sinceMs;
    return a.to - a.from < b.to - b.from ? -1 : 1;
  });
  const givenUp = new Set(byWorth.slice(0, gaps.length - GAPS_KEPT));
  const old = byWorth.filter((gap) => !isYoung(gap, nowMs, toleranceMs)).length;
  return {
    gaps: gaps.filter((gap) => !givenUp.has(gap)),
    forgotten: Math.max(0, givenUp.size - old),
  };
}
