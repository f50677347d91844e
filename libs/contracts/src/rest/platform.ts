import * as z from 'zod';
import { feedStatusSchema } from '../domain/feed-status.js';
import { instantSchema } from '../domain/ids.js';
import { servingStatusSchema } from '../domain/serving-status.js';
import { trainingStatusSchema } from '../domain/training-status.js';
import type { Severity } from '../domain/rule.js';
import { platformText } from '../domain/text.js';
import { organizationSchema } from './organizations.js';
import { pageOf, pageQuerySchema } from './page.js';
import { route } from './route.js';
import { serviceVitalsSchema } from './service-vitals.js';

/** Admins of an organization that are named; more are left out. */
export const CONTACTS_MAX = 3;

const count = z.number().int().min(0);

/** Alerts of one priority. */
const alertCountSchema = z.object({ active: count, unacknowledged: count });

/** What a super-admin must know of an organization without entering it: no value of a plant. */
export const organizationGlanceSchema = z.object({
  organization: organizationSchema,
  /** IANA zone of its people; null: nothing is configured yet. */
  timeZone: platformText.nullable(),
  assets: count,
  /** Null: the feed has never reported. */
  feed: feedStatusSchema
    .pick({
      state: true,
      problem: true,
      reason: true,
      remark: true,
      lagMs: true,
      newestEventAt: true,
      updatedAt: true,
    })
    .nullable(),
  /** Rows that the feed read a second, over its reports of the last minute; null: not known. */
  rowsPerSecond: z.number().nullable(),
  serving: servingStatusSchema
    .pick({ state: true, version: true, reason: true, cause: true, override: true, watch: true })
    .nullable(),
  /**
   * The last hour of its feed, a value for each two minutes, oldest first; null where it did not
   * report. A replica of the gateway that started lately knows less than an hour.
   */
  lastHour: z.object({
    rowsPerSecond: z.array(z.number().nullable()),
    lagMs: z.array(z.number().nullable()),
  }),
  /** When the live version was registered; null: there is none. */
  modelRegisteredAt: instantSchema.nullable(),
  /**
   * What the live version did in its judgement: failures that it warned of in time, of all that it
   * was judged on. Null: there is no live version, or it was judged on no failure.
   */
  warned: z.object({ inTime: count, failures: count }).nullable(),
  training: trainingStatusSchema
    .pick({
      stage: true,
      progress: true,
      reason: true,
      waitsFor: true,
      leftMs: true,
      nextAt: true,
      attention: true,
    })
    .nullable(),
  /** Share of the history that is taken over from the source, 0-1; null: nothing is to be taken over. */
  takenOver: z.number().min(0).max(1).nullable(),
  alerts: z.object({
    critical: alertCountSchema,
    high: alertCountSchema,
    medium: alertCountSchema,
    low: alertCountSchema,
  } satisfies Record<Severity, typeof alertCountSchema>),
  /** Messages that no reader could use, of the last 7 days; rows of a source are not among them. */
  deadLetters: count,
  /** Rows of its source that could not be used, of the last 7 days. */
  quarantinedRows: count,
  /** Whom to call: its admins, those first who have been so for longest. */
  contacts: z.array(z.object({ name: platformText, email: platformText })).max(CONTACTS_MAX),
});
export type OrganizationGlance = z.infer<typeof organizationGlanceSchema>;

export const platformRoutes = {
  organizations: route({
    method: 'GET',
    path: '/api/v1/platform/organizations',
    access: 'super-admins',
    tag: 'platform',
    summary: 'All organizations at a glance: feed, model, alerts, errors, and whom to call',
    description:
      'In the order of their short names. It holds no value of a plant, and nobody enters an organization by it. Counts may be two seconds old.',
    query: pageQuerySchema,
    status: 200,
    reply: pageOf(organizationGlanceSchema),
    errors: ['REQUEST.CURSOR_UNREADABLE'],
  }),
  services: route({
    method: 'GET',
    path: '/api/v1/platform/services',
    access: 'super-admins',
    tag: 'platform',
    summary: 'Every service with its replicas and figures, now and over the last 15 minutes',
    description:
      'The gateway asks every replica every ten seconds and answers from what it remembers: reading costs the services nothing. A replica that does not answer any more is shown for 15 minutes.',
    status: 200,
    reply: serviceVitalsSchema,
  }),
} as const;
