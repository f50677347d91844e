import * as z from 'zod';
import { deadLetterSchema } from '../domain/dead-letter.js';
import { instantSchema } from '../domain/ids.js';
import { platformText } from '../domain/text.js';
import { pageOf, pageQuerySchema } from './page.js';
import { route } from './route.js';

/** Bytes of a payload that are shown. */
export const SHOWN_PAYLOAD_BYTES_MAX = 2_048;

/** First tokens of the subjects whose messages are copied; `rows`: rows of a source. */
const nounSchema = z.enum([
  'scans',
  'features',
  'predictions',
  'shadow',
  'alerts',
  'events',
  'models',
  'rows',
]);

export const deadLetterQuerySchema = pageQuerySchema.extend({ noun: nounSchema.optional() });
export type DeadLetterQuery = z.output<typeof deadLetterQuerySchema>;

export const listedDeadLetterSchema = deadLetterSchema.extend({
  /** When a replay was last requested; null: never. */
  replayAskedAt: instantSchema.nullable(),
});
export type ListedDeadLetter = z.infer<typeof listedDeadLetterSchema>;

export const deadLetterPageSchema = pageOf(listedDeadLetterSchema);

/** The beginning of a payload. */
export const shownPayloadSchema = z.object({
  /** `text`: UTF-8, without anything that looks like a secret; `hex`: any other payload. */
  form: z.enum(['text', 'hex']),
  content: platformText,
  /** Whether there is more than is shown. */
  isShortened: z.boolean(),
});
export type ShownPayload = z.infer<typeof shownPayloadSchema>;

export const shownDeadLetterSchema = listedDeadLetterSchema.extend({ payload: shownPayloadSchema });

export const replayedSchema = z.object({
  /** It was sent again a moment ago, and the stream dropped this repetition. */
  isDuplicate: z.boolean(),
});

const params = { sequence: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) };

export const deadLettersRoutes = {
  list: route({
    method: 'GET',
    path: '/api/v1/organizations/:organizationId/dead-letters',
    access: 'admins',
    tag: 'dead letters',
    summary: 'Messages that no reader could use, oldest first, each with the reason',
    query: deadLetterQuerySchema,
    status: 200,
    reply: deadLetterPageSchema,
    errors: ['REQUEST.CURSOR_UNREADABLE'],
  }),
  show: route({
    method: 'GET',
    path: '/api/v1/organizations/:organizationId/dead-letters/:sequence',
    access: 'admins',
    tag: 'dead letters',
    summary: 'One dead letter with the beginning of its payload, as text or in hexadecimal',
    params,
    status: 200,
    reply: shownDeadLetterSchema,
    errors: ['BUS.DEAD_LETTER_NOT_FOUND'],
  }),
  replay: route({
    method: 'POST',
    path: '/api/v1/organizations/:organizationId/dead-letters/:sequence/replay',
    access: 'admins',
    tag: 'dead letters',
    summary: 'Sends a dead letter again, through the service that writes its subject',
    description:
      'It stays in the list, with `replayAskedAt`. 409 `BUS.DEAD_LETTER_NO_MESSAGE` for a row of a source (`noun` `rows`): rows are read by the mapping.',
    params,
    status: 200,
    reply: replayedSchema,
    errors: ['BUS.DEAD_LETTER_NOT_FOUND', 'BUS.DEAD_LETTER_NO_MESSAGE', 'RPC.NO_RESPONDER'],
  }),
} as const;

/** The dead letters of all organizations, and those without one; without their payloads. */
export const platformDeadLettersRoutes = {
  list: route({
    method: 'GET',
    path: '/api/v1/dead-letters',
    access: 'super-admins',
    tag: 'dead letters',
    summary: 'Messages of all organizations that no reader could use',
    query: deadLetterQuerySchema,
    status: 200,
    reply: deadLetterPageSchema,
    errors: ['REQUEST.CURSOR_UNREADABLE'],
  }),
} as const;
