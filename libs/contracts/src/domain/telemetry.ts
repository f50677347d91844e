import * as z from 'zod';
import { platformText } from './text.js';

/** What the historian stores: scans as they were published, and what the models said of them. */
export const telemetryKindSchema = z.enum(['scans', 'predictions']);

/** What is said of a value: whether it can be used and, if not, why. */
export const qualityNameSchema = z.enum(['good', 'missing', 'frozen', 'outOfRange', 'stale']);
export type QualityName = z.infer<typeof qualityNameSchema>;

/** Points of one series: enough for the widest screen, few enough for one message. */
export const SERIES_POINTS = { min: 2, max: 20_000, default: 1_500 } as const;
/** Tags of one request. */
export const SERIES_TAGS_MAX = 500;
/** Longest range of which each row is read, in days. */
export const QUALITY_DAYS_MAX = 31;

const count = z.number().int().min(0);

/** How well the rows of one asset came on one day. */
export const dayQualitySchema = z.object({
  /** The day in the zone that was asked for, as `2026-03-29`. */
  day: platformText,
  /** The day, as far as it lies in the range: 23 or 25 hours where clocks change. */
  fromMs: z.number(),
  toMs: z.number(),
  rows: count,
  /** Rows that a later row of the same instant took the place of. */
  conflicts: count,
  /** Rows that were read from the history of the source: they say nothing of delays and clocks. */
  takenOver: count,
  /** Pauses that are longer than three usual intervals, as far as they lie in this day. */
  gaps: z.object({ count, ms: z.number(), longestMs: z.number() }),
  /** Rows that were read long after their time. */
  late: count,
  /** Rows whose time lay after their reading. */
  future: count,
  /**
   * From a row's time to its reading. The least is what the source's clock is off, plus the way;
   * below zero it is ahead. Null: no row came live.
   */
  delayMs: z.object({ min: z.number(), median: z.number(), p95: z.number(), max: z.number() }).nullable(),
  /**
   * The source's time went back from one row to the next: its clock was set back, or it sent rows
   * late. The first ones are named.
   */
  clockBack: z.object({
    count,
    first: z.array(z.object({ readAtMs: z.number(), fromMs: z.number(), toMs: z.number() })),
  }),
  tags: z.array(
    z.object({
      tag: platformText,
      good: count,
      missing: count,
      frozen: count,
      outOfRange: count,
      stale: count,
    }),
  ),
});
export type DayQuality = z.infer<typeof dayQualitySchema>;

/** Room that the history of an organization takes. */
export const historyUsageSchema = z.object({
  rows: count,
  bytes: count,
  kinds: z.array(
    z.object({
      kind: telemetryKindSchema,
      resolution: z.enum(['raw', 'minute', 'hour']),
      rows: count,
      bytes: count,
    }),
  ),
  quota: z.object({
    bytesMax: count,
    state: z.enum(['within', 'near', 'refused']),
    usedShare: z.number(),
  }),
  /** Rows that are in memory and not yet stored. */
  waitingCells: count,
  /** Since when rows cannot be stored, epoch milliseconds; null: they can. */
  unstoredSinceMs: z.number().nullable(),
  /** Why rows cannot be stored: an error code, `unknown`, or `no-answer`. */
  unstoredCode: platformText.nullable(),
  /**
   * Since when newer messages wait on the bus, because rows in memory cannot be stored or were not
   * stored yet; null: none do.
   */
  behindSinceMs: z.number().nullable(),
  /**
   * Rows of scans and predictions that were not stored since the start of the process because the
   * quota was full.
   */
  refusedRows: count,
});
export type HistoryUsage = z.infer<typeof historyUsageSchema>;
