/** How old the newest scan is: `live`, `late` or `none`. */
export type Freshness = 'live' | 'late' | 'none';

const LIVE_MS_MIN = 5_000;
const LIVE_SCANS = 3;
const LATE_MS_MAX = 30_000;

/** Up to three scan periods, at least 5 s, data are live; up to 30 s they are late. */
export function freshnessOf(ageMs: number, scanPeriodMs: number): Freshness {
  const liveMsMax = Math.max(LIVE_MS_MIN, LIVE_SCANS * scanPeriodMs);
  if (ageMs <= liveMsMax) return 'live';
  return ageMs <= Math.max(LATE_MS_MAX, liveMsMax) ? 'late' : 'none';
}
