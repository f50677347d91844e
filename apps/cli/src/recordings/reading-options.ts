import { z } from 'zod';
import { isEncoding } from './text/encoding.js';
import { separatorOf, type Separator } from './text/separator.js';
import { timeFormatOf } from './times/time-column.js';
import { TIME_FORMATS, type TimeFormat } from './times/stamp-reader.js';

/** Whether a zone is known: an IANA name, or a fixed offset such as `+01:00`. */
export function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone.length > 0;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

const zoneSchema = z.string().refine(isTimeZone, 'expected a zone such as Europe/Helsinki, UTC or +01:00');

const columnSchema = z.string().min(1);

/** Facts that a user gives about the files of a folder; each is detected by default. */
export const readingOptionsSchema = z.strictObject({
  separator: z
    .string()
    .transform((text, context): Separator => {
      const found = separatorOf(text);
      if (found !== null) return found;
      context.addIssue('expected comma, semicolon, tab or pipe');
      return z.NEVER;
    })
    .nullable()
    .default(null),
  decimal: z.enum(['.', ',']).nullable().default(null),
  thousands: z.enum(['.', ',']).nullable().default(null),
  encoding: z
    .string()
    .refine(isEncoding, 'expected an encoding such as windows-1251')
    .nullable()
    .default(null),
  /** The column of the times, or the columns of the date and of the time of day. */
  time: z
    .union(
      [z.tuple([columnSchema]), z.tuple([columnSchema, columnSchema])],
      'expected one column, or two: date and time of day',
    )
    .nullable()
    .default(null),
  /** Zone of times without an offset. */
  zone: zoneSchema.nullable().default(null),
  /** Zone of failures, events and logs, where it differs. */
  eventsZone: zoneSchema.nullable().default(null),
  timeFormat: z
    .string()
    .transform((text, context): TimeFormat => {
      const found = timeFormatOf(text);
      if (found !== null) return found;
      context.addIssue(`expected one of ${TIME_FORMATS.join(', ')}, or a pattern such as DD.MM.YYYY`);
      return z.NEVER;
    })
    .nullable()
    .default(null),
  /** Words for no reading, beside the usual ones. */
  badWords: z.array(z.string().min(1)).default([]),
  /** Numbers that are readings although they look like none (-9999). */
  readings: z.array(z.number()).default([]),
});
export type ReadingOptions = z.output<typeof readingOptionsSchema>;

export const GUESSED: ReadingOptions = readingOptionsSchema.parse({});
