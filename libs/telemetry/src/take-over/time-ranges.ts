/** Event times in `[fromMs, untilMs)`, milliseconds since the epoch. */
export interface TimeRange {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Ranges in ascending order, those that touch or overlap as one, empty ones left out. */
export function joined(ranges: readonly TimeRange[]): TimeRange[] {
  const result: TimeRange[] = [];
  for (const range of ranges.filter(isFilled).sort((a, b) => a.fromMs - b.fromMs)) {
    const last = result.at(-1);
    if (last === undefined || last.untilMs < range.fromMs) result.push(range);
    else if (range.untilMs > last.untilMs)
      result[result.length - 1] = { fromMs: last.fromMs, untilMs: range.untilMs };
  }
  return result;
}

/** What is left of a range, ascending. */
export function without(range: TimeRange, holes: readonly TimeRange[]): TimeRange[] {
  const left: TimeRange[] = [];
  let fromMs = range.fromMs;
  for (const hole of joined(holes)) {
    left.push({ fromMs, untilMs: Math.min(hole.fromMs, range.untilMs) });
    fromMs = Math.max(fromMs, hole.untilMs);
  }
  return [...left, { fromMs, untilMs: range.untilMs }].filter(isFilled);
}

/** Whether two ranges share an instant, or one begins where the other ends. */
export const touches = (a: TimeRange, b: TimeRange): boolean =>
  a.fromMs <= b.untilMs && b.fromMs <= a.untilMs;

const isFilled = ({ fromMs, untilMs }: TimeRange): boolean => fromMs < untilMs;
