import type { Feed } from '@eagle/contracts/domain';

/**
 * Where the source is the clock, a row further ahead of all others and of its arrival is not
 * believed at once.
 */
export const SOURCE_AHEAD_MS_MAX = 3_600_000;
/**
 * The reading point of a table without a key goes no further ahead of the clock: rows behind it are
 * read only for a limited time.
 */
const READING_POINT_AHEAD_MS_MAX = 86_400_000;
/**
 * Where nothing else is known of the source's clock: a recording may be of any time, but not of
 * this far ahead.
 */
const UNKNOWN_AHEAD_MS_MAX = 100 * 365 * 86_400_000;

/**
 * The latest time that is believed of a row.
 * @param newestMs  Newest time believed so far; NaN: none.
 */
export function latestBelievedMs(
  feed: Pick<Feed, 'clock' | 'futureToleranceMs'>,
  nowMs: number,
  newestMs: number,
): number {
  if (feed.clock === 'wall') return nowMs + feed.futureToleranceMs;
  if (Number.isNaN(newestMs)) return nowMs + UNKNOWN_AHEAD_MS_MAX;
  return Math.max(nowMs, newestMs) + SOURCE_AHEAD_MS_MAX;
}

/**
 * The latest time to which a reading point may go. A recording of a future time may leap.
 * @param readToMs  Where it is; NaN: none yet.
 */
export function latestReadingPointMs(
  feed: Pick<Feed, 'clock' | 'futureToleranceMs'>,
  nowMs: number,
  readToMs: number,
): number {
  if (feed.clock === 'wall') return nowMs + feed.futureToleranceMs;
  const latestMs = nowMs + READING_POINT_AHEAD_MS_MAX;
  return readToMs > latestMs ? nowMs + UNKNOWN_AHEAD_MS_MAX : latestMs;
}
