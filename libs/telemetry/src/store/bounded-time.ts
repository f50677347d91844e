/** The years 1 to 9999: databases and files know no others, and no row lies beyond. */
const EARLIEST_MS = Date.parse('0001-01-01T00:00:00Z');
const LATEST_MS = Date.parse('9999-12-31T00:00:00Z');

/** A border of a range that a database understands, whatever was asked for. */
export const boundedMs = (timeMs: number): number => Math.min(Math.max(timeMs, EARLIEST_MS), LATEST_MS);
