import type { TimeSpan } from '../series/time-span.js';

const HOUR_MS = 3_600_000;

/** First and last row of each asset in a segment. */
export type SpansByAsset = ReadonlyMap<string, TimeSpan>;

/** What becomes of the minutes of a day that goes on. */
export interface OpenHours {
  /** Those before this instant stay. */
  readonly keptUntilMs: number;
  /** Minutes that are made, from there on: those of whole hours, up to this instant. */
  readonly madeUntilMs: number;
}

/**
 * Which minutes of a day that goes on are made when fresh segments are merged: up to the last hour
 * that all assets are past. Minutes from the hour of the first fresh row on are made anew: the row
 * may have come late, and the state that it shows reaches beyond it.
 * @param madeUntilMs  End of the minutes that there are; first instant of the day where there are
 * none.
 * @returns null where all can stay as it is.
 */
export function planOpenHours(madeUntilMs: number, fresh: readonly SpansByAsset[]): OpenHours | null {
  const firstMs = Math.min(...fresh.flatMap((spans) => [...spans.values()].map(({ fromMs }) => fromMs)));
  const keptUntilMs = Math.min(madeUntilMs, hourOf(firstMs));
  // Never less than there is: a chart may have begun that reads minutes up to there.
  const reachedUntilMs = Math.max(madeUntilMs, hourOf(reachedMs(fresh)));
  return keptUntilMs === reachedUntilMs ? null : { keptUntilMs, madeUntilMs: reachedUntilMs };
}

/**
 * How far all assets are that have fresh rows: where the newest segment of the slowest begins. Not
 * where it ends, so that one row with a time in the future does not count.
 */
function reachedMs(fresh: readonly SpansByAsset[]): number {
  const newestMs = new Map<string, number>();
  for (const [assetId, { fromMs }] of fresh.flatMap((spans) => [...spans])) {
    newestMs.set(assetId, Math.max(fromMs, newestMs.get(assetId) ?? fromMs));
  }
  return Math.min(...newestMs.values());
}

const hourOf = (timeMs: number): number => Math.floor(timeMs / HOUR_MS) * HOUR_MS;
