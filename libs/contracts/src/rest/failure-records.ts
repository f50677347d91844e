import * as z from 'zod';
import { assetIdSchema, componentNameSchema, instantSchema } from '../domain/ids.js';
import { platformText, text } from '../domain/text.js';
import { pageOf, pageQuerySchema } from './page.js';
import { MiB, route } from './route.js';

export const failureRecordSchema = z.object({
  assetId: assetIdSchema,
  component: componentNameSchema,
  at: instantSchema,
  endsAt: instantSchema.nullable(),
  source: platformText,
});
export type FailureRecord = z.infer<typeof failureRecordSchema>;

export const FAILURE_RECORDS_MAX = 5_000;

const sourceSchema = text(60).min(1);
export const newFailureRecordsSchema = z.object({
  records: z
    .array(
      failureRecordSchema.omit({ source: true }).extend({ endsAt: instantSchema.nullable().default(null) }),
    )
    .min(1)
    .max(FAILURE_RECORDS_MAX),
  source: sourceSchema.default('import'),
});
export type NewFailureRecords = z.output<typeof newFailureRecordsSchema>;
/** Fields of the JSON body beside its records; a file has no place for them. */
const fileQuerySchema = z.object({ source: sourceSchema.optional() });
const storedSchema = z.object({ received: z.number().int(), added: z.number().int() });

export const failureRecordsRoutes = {
  /** Oldest first. */
  list: route({
    method: 'GET',
    path: '/api/v1/organizations/:organizationId/failure-records',
    access: 'members',
    tag: 'failure records',
    query: pageQuerySchema,
    status: 200,
    reply: pageOf(failureRecordSchema),
    errors: ['REQUEST.CURSOR_UNREADABLE'],
  }),
  add: route({
    method: 'POST',
    path: '/api/v1/organizations/:organizationId/failure-records',
    access: 'admins',
    tag: 'failure records',
    summary: 'Adds failures',
    description:
      'All of them or none. A record that exists already (same asset, component and instant) takes the new end. ' +
      `At most ${FAILURE_RECORDS_MAX}. As \`text/csv\`, in UTF-8: the columns \`asset,ts,component\`, named in the first line; further columns are not read. ` +
      'Mistakes are reported by line and column (`/lines/3/ts`).',
    query: fileQuerySchema,
    body: newFailureRecordsSchema,
    bodyBytesMax: 1 * MiB,
    csv: true,
    status: 200,
    reply: storedSchema,
  }),
} as const;
