import * as z from 'zod';
import { logKindSchema } from '../domain/log-entry.js';
import { assetIdSchema, logCodeSchema, instantSchema } from '../domain/ids.js';
import { platformText, text } from '../domain/text.js';
import { pageOf, pageQuerySchema } from './page.js';
import { MiB, route } from './route.js';

export const storedLogEntrySchema = z.object({
  kind: logKindSchema,
  assetId: assetIdSchema,
  code: logCodeSchema,
  at: instantSchema,
  source: platformText,
  /** When it was given. */
  createdAt: instantSchema,
});
export type StoredLogEntry = z.infer<typeof storedLogEntrySchema>;

/** A year of a busy log; a longer one is given in several parts. */
export const LOG_ENTRIES_MAX = 5_000;

/** Where entries come from. */
const entriesSourceSchema = text(60).min(1);

export const newLogEntriesSchema = z.object({
  kind: logKindSchema,
  events: z
    .array(
      z.object({
        assetId: assetIdSchema,
        /** Code of the error, or name of the component; what a code cannot hold becomes `_`. */
        code: text(500),
        at: instantSchema,
      }),
    )
    .min(1)
    .max(LOG_ENTRIES_MAX),
  source: entriesSourceSchema.default('api'),
});
export type NewLogEntries = z.output<typeof newLogEntriesSchema>;

/** Fields of the JSON body beside its entries; a file has no place for them. */
const fileQuerySchema = z.object({
  kind: logKindSchema.optional(),
  source: entriesSourceSchema.optional(),
});
const takenSchema = z.object({
  received: z.number().int(),
  /** Number of new entries. */
  added: z.number().int(),
  /**
   * Stored, but no feature counts them at present: assets that are not configured, codes that
   * `settings.features` does not use.
   */
  notCounted: z.object({ assets: z.array(assetIdSchema), codes: z.array(platformText) }),
});
const entrySchema = z.object({
  kind: logKindSchema,
  asset: assetIdSchema,
  code: logCodeSchema,
  at: instantSchema,
});
const removedSchema = z.object({ removed: z.number().int() });
const entriesQuerySchema = pageQuerySchema.extend({
  asset: assetIdSchema.optional(),
  kind: logKindSchema.optional(),
  code: logCodeSchema.optional(),
  from: instantSchema.optional(),
  to: instantSchema.optional(),
});

export const logEntriesRoutes = {
  list: route({
    method: 'GET',
    path: '/api/v1/organizations/:organizationId/event-logs',
    access: 'members',
    tag: 'log entries',
    summary: 'Entries that were given over REST, newest first',
    description: '`from` included, `to` excluded. Entries in tables of the feed are not listed.',
    query: entriesQuerySchema,
    status: 200,
    reply: pageOf(storedLogEntrySchema),
    errors: ['REQUEST.CURSOR_UNREADABLE'],
  }),
  take: route({
    method: 'POST',
    path: '/api/v1/organizations/:organizationId/event-logs',
    access: 'admins',
    tag: 'log entries',
    summary: 'Gives entries of the error or the maintenance log',
    description:
      'All of them or none. They count in the features of later rows at once, and in the next training. An entry that is there already (same asset, ' +
      'kind, code and instant) changes nothing, so a client without an answer can send the same again. 503 `EVENT_LOGS.NOT_TAKEN`: give them again later. ' +
      `At most ${LOG_ENTRIES_MAX}. As \`text/csv\`, in UTF-8: with \`?kind=error\` the columns \`asset,ts,error\`, with \`?kind=maintenance\` the columns ` +
      '`asset,ts,component`, named in the first line; further columns are not read. Mistakes are reported by line and column (`/lines/3/ts`).',
    query: fileQuerySchema,
    body: newLogEntriesSchema,
    bodyBytesMax: 1 * MiB,
    csv: true,
    status: 200,
    reply: takenSchema,
    errors: ['EVENT_LOGS.NOT_TAKEN'],
  }),
  remove: route({
    method: 'DELETE',
    path: '/api/v1/organizations/:organizationId/event-logs',
    access: 'admins',
    tag: 'log entries',
    summary: 'Takes back a mistaken entry',
    description:
      'It no longer counts, neither in the features of later rows nor in the next training. Where a table of the feed holds the same entry, ' +
      'correct it there too: otherwise it counts again after the next start of the reader.',
    query: entrySchema,
    status: 200,
    reply: removedSchema,
    errors: ['EVENT_LOGS.NOT_FOUND', 'EVENT_LOGS.NOT_TAKEN'],
  }),
} as const;
