/** A part of the time axis, milliseconds since 1970. */
export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

const SPAN_MS_MIN = 10_000;
const SPAN_MS_MAX = 5 * 366 * 86_400_000;

export const spanOf = ({ fromMs, toMs }: TimeRange): number => toMs - fromMs;

/** The range between two instants in any order, at least as long as an axis can be. */
export function rangeBetween(a: number, b: number): TimeRange {
  const span = Math.min(SPAN_MS_MAX, Math.max(SPAN_MS_MIN, Math.abs(b - a)));
  const middle = (a + b) / 2;
  return { fromMs: Math.round(middle - span / 2), toMs: Math.round(middle + span / 2) };
}

/**
 * Zooms so that an instant stays where it is.
 * @param factor  Below 1: closer.
 */
export function zoomAbout(range: TimeRange, atMs: number, factor: number): TimeRange {
  const span = spanOf(range);
  const next = Math.min(SPAN_MS_MAX, Math.max(SPAN_MS_MIN, span * factor));
  const share = (atMs - range.fromMs) / span;
  const fromMs = Math.round(atMs - share * next);
  return { fromMs, toMs: fromMs + Math.round(next) };
}

/** Moves the range by a share of its length. */
export function panBy(range: TimeRange, share: number): TimeRange {
  const by = Math.round(spanOf(range) * share);
  return { fromMs: range.fromMs + by, toMs: range.toMs + by };
}

/** Where an instant stands: 0 is the beginning of the range, 1 its end. */
export const shareAt = (range: TimeRange, atMs: number): number => (atMs - range.fromMs) / spanOf(range);

export const instantAt = (range: TimeRange, share: number): number => range.fromMs + share * spanOf(range);

/** The part of `inner` that lies in `outer`, as shares of `outer`; null where none does. */
export function sharesIn(
  outer: TimeRange,
  inner: TimeRange,
): { readonly from: number; readonly to: number } | null {
  const from = Math.max(0, shareAt(outer, inner.fromMs));
  const to = Math.min(1, shareAt(outer, inner.toMs));
  return from <= to ? { from, to } : null;
}
