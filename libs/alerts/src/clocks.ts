import { z } from 'zod';

/** `event`: the plant's own. `wall`: the platform's, by which people go. */
export type Clock = 'event' | 'wall';

const eventInstantSchema = z.number().brand<'EventInstant'>();
const wallInstantSchema = z.number().brand<'WallInstant'>();

/** Milliseconds since the epoch on the plant's own clock. */
export type EventInstant = z.infer<typeof eventInstantSchema>;
/** Milliseconds since the epoch on the platform's clock, by which people go. */
export type WallInstant = z.infer<typeof wallInstantSchema>;

export const eventInstant = (ms: number): EventInstant => eventInstantSchema.parse(ms);
export const wallInstant = (ms: number): WallInstant => wallInstantSchema.parse(ms);
