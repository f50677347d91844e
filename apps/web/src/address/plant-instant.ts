const LAST_MS = Date.UTC(2200, 0);

/**
 * Whether something can have happened in a plant at an instant, milliseconds since 1970. What can be
 * written as a date goes much farther, and no page could step a year beyond the last one.
 */
export const isPlantInstant = (ms: number): boolean => ms >= 0 && ms < LAST_MS;
