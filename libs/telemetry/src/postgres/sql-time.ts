/** Instants cross to PostgreSQL and back as whole microseconds: its own text and the driver's Date know fewer digits. */
export const microsOf = (timeMs: number): number => {
  const bounded = Math.min(Math.max(timeMs, EARLIEST_MS), LATEST_MS);
  return Math.round(bounded * 1_000);
};

/** The years 1 and 9999: what is asked for beyond lies beyond all rows. */
const EARLIEST_MS = Date.UTC(1, 0, 1) - 1_900 * 365.25 * 86_400_000;
const LATEST_MS = Date.UTC(9_999, 0, 1);

/** An expression for the instant of a number of microseconds. */
export const instantSql = (micros: string): string =>
  `(timestamptz 'epoch' + ${micros} * interval '1 microsecond')`;

/** An expression for the microseconds of an instant. */
export const microsSql = (instant: string): string => `(extract(epoch FROM ${instant}) * 1000000)::bigint`;
