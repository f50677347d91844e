import { boundedMs } from '../store/bounded-time.js';

/**
 * Instants cross to PostgreSQL and back as whole microseconds: its own text and the driver's Date
 * know fewer digits.
 */
export const microsOf = (timeMs: number): number => Math.round(boundedMs(timeMs) * 1_000);

/** An expression for the instant of a number of microseconds. */
export const instantSql = (micros: string): string =>
  `(timestamptz 'epoch' + ${micros} * interval '1 microsecond')`;

/** An expression for the microseconds of an instant. */
export const microsSql = (instant: string): string => `(extract(epoch FROM ${instant}) * 1000000)::bigint`;
