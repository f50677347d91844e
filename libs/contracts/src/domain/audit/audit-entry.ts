import * as z from 'zod';
import { instantSchema, userIdSchema, type UserId } from '../ids.js';
import { platformText } from '../text.js';
import { type AuditedChange, auditedChangeSchema } from './audit-actions.js';
import { subjectOfTarget } from './audit-subject.js';

/** Who did it, and for which request. */
export interface AuditAuthor {
  /** Null: the platform itself, or a caller who was not signed in. */
  readonly actorId: UserId | null;
  /**
   * Correlation id of the request that caused it, the same in all services; null: no request caused
   * it.
   */
  readonly correlationId: string | null;
}

/** The platform itself, without a request. */
export const BY_PLATFORM: AuditAuthor = { actorId: null, correlationId: null };

/** The entry that a service writes: one action that was done, or attempted. */
export type AuditEntry = Readonly<AuditedChange> & { readonly by: AuditAuthor };

/** An entry as the log keeps it, before its action is looked up in the list. */
export interface KeptAuditEntry {
  readonly action: string;
  /** `alert/<id>`. */
  readonly target: string;
  readonly details: unknown;
}

/** An entry that an earlier version of the platform wrote in another form. */
const earlierChangeSchema = z.object({
  action: platformText,
  subject: z.null(),
  details: z.record(platformText, z.unknown()),
});

/** An entry as REST returns it; `GET /api/v1/audit`. */
export const auditEntrySchema = z.intersection(
  z.object({
    /** Increases from entry to entry. */
    id: z.number().int(),
    at: instantSchema,
    /** Who did it; null: the platform itself, or a caller who was not signed in. */
    actorId: userIdSchema.nullable(),
    /** E-mail address of a member of this organization, null for everybody else. */
    actorEmail: platformText.nullable(),
    /** The same in all entries that one request caused, over all services. */
    correlationId: platformText.nullable(),
    /** The subject as one text, for example `alert/<id>`. */
    target: platformText,
  }),
  z.union([auditedChangeSchema, earlierChangeSchema]),
);
export type PublishedAuditEntry = z.output<typeof auditEntrySchema>;

/**
 * Reads a stored entry by the list. An entry that fits no form of the list is returned unchanged,
 * without a subject, so that no entry hides the others.
 */
export function readAuditEntry({
  action,
  target,
  details,
}: KeptAuditEntry): AuditedChange | z.output<typeof earlierChangeSchema> {
  const known = auditedChangeSchema.safeParse({ action, subject: subjectOfTarget(target), details });
  return known.success ? known.data : earlierChangeSchema.parse({ action, subject: null, details });
}
