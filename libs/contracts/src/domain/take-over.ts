import * as z from 'zod';
import { rejectionReasonSchema } from './feed-status.js';
import { platformText, textLike } from './text.js';

/** A time of day, `00:00` to `23:59`. */
const timeOfDaySchema = textLike(/^([01]\d|2[0-3]):[0-5]\d$/);

/**
 * Hours of the day in the organization's zone, `until` not included; over midnight where `until`
 * comes first.
 */
const takeOverHoursSchema = z
  .object({ from: timeOfDaySchema, until: timeOfDaySchema })
  .refine(({ from, until }) => from !== until, { error: 'must differ from `from`', path: ['until'] });
export type TakeOverHours = z.infer<typeof takeOverHoursSchema>;

/**
 * How an organization's history is taken over from its source. A change acts with the next page
 * that is read.
 */
export const takeOverSettingsSchema = z
  .object({
    /**
     * How far back from the beginning of the record; 0: nothing is taken over. Never more than
     * `rawDays` back from now.
     */
    days: z.number().int().min(0).max(3_650).default(365),
    /** Share of the time in which the source works for it at most. */
    sourceShare: z.number().min(0.01).max(1).default(0.25),
    /** When the source may be read for it; null: always. */
    hours: takeOverHoursSchema.nullable().default(null),
  })
  .prefault({});

const count = z.number().int().min(0);

/** Why history is not read from the source now. */
export const TAKE_OVER_PAUSES = [
  'not-configured',
  'no-live-rows',
  'hours',
  'quota',
  'source',
  'store',
] as const;
export type TakeOverPause = (typeof TAKE_OVER_PAUSES)[number];

/**
 * One range of event time that is read from the source, newest first; times in epoch milliseconds.
 */
export const takeOverStretchSchema = z.object({
  /** `begin`: before the record began; `lost`: the bus dropped what came then. */
  reason: z.enum(['begin', 'lost']),
  state: z.enum(['waiting', 'running', 'done', 'given-up']),
  fromMs: z.number(),
  untilMs: z.number(),
  /** Rows from here to `untilMs` are stored. */
  reachedMs: z.number(),
  /** Share of the range that is stored, 0-1. */
  share: z.number().min(0).max(1),
  rows: count,
  /** Rows and values that could not be used, by reason. */
  rejected: z.partialRecord(rejectionReasonSchema, count),
  /** Why it was given up. */
  explanation: platformText.nullable(),
});
export type TakeOverStretch = z.infer<typeof takeOverStretchSchema>;

/** How far the history of an organization is taken over from its source. */
export const takeOverProgressSchema = z.object({
  /** `none`: nothing was to be taken over so far. */
  state: z.enum(['none', 'running', 'paused', 'done']),
  paused: z
    .object({
      reason: z.enum(TAKE_OVER_PAUSES),
      /** Of the error, where it is one. */
      code: platformText.nullable(),
      /** One sentence that says what to do. */
      explanation: platformText,
      sinceMs: z.number(),
      /** When it is tried again. */
      againAtMs: z.number(),
    })
    .nullable(),
  /** Newest first. */
  stretches: z.array(takeOverStretchSchema),
  /** Of the last pieces, pauses included; null while none was read. */
  rowsPerSecond: z.number().nullable(),
  /** When all will be stored at this speed; null where that is not known. */
  endsAtMs: z.number().nullable(),
});
export type TakeOverProgress = z.infer<typeof takeOverProgressSchema>;
