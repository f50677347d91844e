import * as z from 'zod';
import { instantSchema, userIdSchema } from '../domain/ids.js';
import { platformText } from '../domain/text.js';
import { configViewSchema } from './configuration.js';
import { pageOf, pageQuerySchema } from './page.js';
import { route } from './route.js';

/**
 * Revisions that are kept for each organization. A plant that is set up anew changes its
 * configuration some fifty times, later once or twice a week: this is more than a year. The largest
 * configuration has 2 MiB, so all revisions of an organization have at most 400 MiB before the
 * database compresses them.
 */
export const CONFIG_REVISIONS_KEPT = 200;

/** The parts of a configuration; `organization`: its name, and whether it is enabled. */
export const CONFIG_PARTS = [
  'organization',
  'assets',
  'tags',
  'feed',
  'mapping',
  'rules',
  'settings',
] as const;
export type ConfigPart = (typeof CONFIG_PARTS)[number];

/** Most names that a change of one part carries. */
export const CHANGE_NAMES_MAX = 3;

const count = z.number().int().min(0);

/**
 * What a revision changed in one part. Of a list (assets, tags, rules) it counts entries by their
 * id; all counts 0: only their order changed. Of any other part it counts fields.
 */
export const configPartChangeSchema = z.object({
  part: z.enum(CONFIG_PARTS),
  added: count,
  removed: count,
  changed: count,
  /** The first of them: titles and names of entries, names of fields. */
  names: z.array(platformText).max(CHANGE_NAMES_MAX),
});
export type ConfigPartChange = z.infer<typeof configPartChangeSchema>;

export const configRevisionSchema = z.object({
  revision: z.number().int().positive(),
  at: instantSchema,
  /** Who made it; null: the platform itself. */
  actorId: userIdSchema.nullable(),
  /** E-mail address of a member of this organization, null for everybody else. */
  actorEmail: platformText.nullable(),
  /**
   * What it changed in the revision before it. Empty: it is the first one. Null: it was written
   * before this was recorded.
   */
  changes: z.array(configPartChangeSchema).nullable(),
});
export type ConfigRevision = z.infer<typeof configRevisionSchema>;

export const configRevisionsRoutes = {
  list: route({
    method: 'GET',
    path: '/api/v1/organizations/:organizationId/config/revisions',
    access: 'admins',
    tag: 'configuration',
    summary: 'Revisions of the configuration, newest first: who made each, when, and what it changed',
    description: `The newest ${CONFIG_REVISIONS_KEPT} are kept.`,
    query: pageQuerySchema,
    status: 200,
    reply: pageOf(configRevisionSchema),
    errors: ['REQUEST.CURSOR_UNREADABLE'],
  }),
  get: route({
    method: 'GET',
    path: '/api/v1/organizations/:organizationId/config/revisions/:revision',
    access: 'admins',
    tag: 'configuration',
    summary: 'One revision of the configuration, whole; the password of the feed is never part of it',
    params: { revision: z.coerce.number().int().positive().max(2_147_483_647) },
    status: 200,
    reply: configRevisionSchema.extend({ config: configViewSchema }),
    errors: ['CONFIG.REVISION_NOT_FOUND'],
  }),
} as const;
