import * as z from 'zod';
import { instantSchema, userIdSchema, type UserId } from '../ids.js';
import { platformText } from '../text.js';
import { type AuditedChange, auditedChangeSchema } from './audit-actions.js';
import { subjectOfTarget } from './audit-subject.js';

/** Who did it, and in answer to which request. */
export interface AuditAuthor {
  /** Null: the platform itself, or nobody who was signed in. */
  readonly actorId: UserId | null;
  /** Of the request that it came from, the same over all services; null: it came from none. */
  readonly correlationId: string | null;
}

/** The platform itself, of its own accord. */
export const BY_PLATFORM: AuditAuthor = { actorId: null, correlationId: null };

/** What a service writes down: one thing that somebody did, or tried. */
export type AuditEntry = Readonly<AuditedChange> & { readonly by: AuditAuthor };

/** An entry as the log keeps it, before its action is looked up in the list. */
export interface KeptAuditEntry {
  readonly action: string;
  /** `alert/<id>`. */
  readonly target: string;
  readonly details: unknown;
}

/** What an earlier version of the platform wrote in another form. */
const earlierChangeSchema = z.object({
  action: platformText,
  subject: z.null(),
  details: z.record(platformText, z.unknown()),
});

/** An entry as REST gives it; `GET /api/v1/audit`. */
export const auditEntrySchema = z.intersection(
  z.object({
    /** Grows from entry to entry. */
    id: z.number().int(),
    at: instantSchema,
    /** Who did it; null: the platform itself, or nobody who was signed in. */
    actorId: userIdSchema.nullable(),
    /** E-mail address of a member of this organization, null for everybody else. */
    actorEmail: platformText.nullable(),
    /** The same for everything that one request brought about, over all services. */
    correlationId: platformText.nullable(),
    /** The subject as one text, for example `alert/<id>`. */
    target: platformText,
  }),
  z.union([auditedChangeSchema, earlierChangeSchema]),
);
export type PublishedAuditEntry = z.output<typeof auditEntrySchema>;

/** Reads a kept entry by the list. What is in no form of the list is given as it is, without a subject: no entry hides the others. */
export function readAuditEntry({
  action,
  target,
  details,
}: KeptAuditEntry): AuditedChange | z.output<typeof earlierChangeSchema> {
  const known = auditedChangeSchema.safeParse({ action, subject: subjectOfTarget(target), details });
  return known.success ? known.data : earlierChangeSchema.parse({ action, subject: null, details });
}
