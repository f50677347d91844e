const FIRST_MS = Date.parse('0001-01-01T00:00:00.000Z');
const LAST_MS = Date.parse('9999-12-31T23:59:59.000Z');

/** Whether an event time lies in the years 1 to 9999, which can be stored. NaN does not. */
export const isStorableTime = (ms: number): boolean => ms >= FIRST_MS && ms <= LAST_MS;
