import * as z from 'zod';
import {
  alertIdSchema,
  exportIdSchema,
  modelVersionSchema,
  organizationIdSchema,
  trainingRunIdSchema,
  userIdSchema,
} from '../ids.js';
import { platformText, textLike } from '../text.js';

/** Sequence of a dead letter in its stream, as text. */
const sequenceText = textLike(/^\d{1,16}$/);

/** Subjects of audit entries: each kind, and the schema of its id. */
const IDS = {
  organization: organizationIdSchema,
  /** `unknown`: no account has the address that was given. */
  user: z.union([userIdSchema, z.literal('unknown')]),
  /** The id that the user will have. */
  invitation: userIdSchema,
  'sign-in': z.uuid(),
  alert: alertIdSchema,
  /** `all`: all versions of an organization together. */
  model: z.union([modelVersionSchema, z.literal('all')]),
  training: trainingRunIdSchema,
  export: exportIdSchema,
  'dead-letter': sequenceText,
  /** A chain of the audit log itself: an organization's id, or `platform`. */
  audit: platformText,
} as const;

export type AuditSubjectKind = keyof typeof IDS;

/** The schema of a subject of one kind: `{kind, id}`. */
export const auditSubject = <Kind extends AuditSubjectKind>(kind: Kind) =>
  z.object({ kind: z.literal(kind), id: IDS[kind] });

/** A subject as one text: `alert/<id>`. It is what the log keeps. */
export const auditTarget = ({ kind, id }: { readonly kind: AuditSubjectKind; readonly id: string }): string =>
  `${kind}/${id}`;

/** The subject that a text names, not checked yet; everything after the first slash is its id. */
export function subjectOfTarget(target: string): { readonly kind: string; readonly id: string } {
  const slash = target.indexOf('/');
  return slash < 0 ? { kind: target, id: '' } : { kind: target.slice(0, slash), id: target.slice(slash + 1) };
}
