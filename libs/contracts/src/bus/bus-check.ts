import * as z from 'zod';
import { instantSchema } from '../domain/ids.js';
import { platformText } from '../domain/text.js';

/**
 * Something on the message server that the platform did not create. `push-consumer`: it sends
 * messages to a subject instead of waiting for requests; `paused-consumer`; `foreign-consumer`: its
 * name belongs to no reader of the stream; `stream-differs`: among others, it copies from or to
 * another place; `stream-missing`; `undeclared-stream`.
 */
export const busFindingSchema = z.object({
  kind: z.enum([
    'push-consumer',
    'paused-consumer',
    'foreign-consumer',
    'stream-differs',
    'stream-missing',
    'undeclared-stream',
  ]),
  foundAt: instantSchema,
  stream: platformText,
  consumer: platformText.nullable(),
  /** One sentence for people. */
  text: platformText,
  /** Whether it was corrected at once. */
  healed: z.boolean(),
});
export type BusFinding = z.infer<typeof busFindingSchema>;

export const BUS_FINDINGS_KEPT = 50;
/** Key of the only value of bucket `bus-check`. */
export const BUS_CHECK_KEY = 'latest';

/** What the stream supervisor found on the message server. */
export const busCheckSchema = z.object({
  v: z.literal(1),
  checkedAt: instantSchema,
  /** How many findings there were at the last look. */
  found: z.number().int().min(0),
  /** The newest findings, oldest first; findings of earlier looks are included. */
  findings: z.array(busFindingSchema).max(BUS_FINDINGS_KEPT),
});
export type BusCheck = z.infer<typeof busCheckSchema>;
