import * as z from 'zod';
import { ALL_ALERT_ACTIONS } from '../alert-actions/alert-actions.js';
import type { AlertActionDeclaration } from '../alert-actions/define-alert-action.js';
import { exportFormatSchema, exportKindSchema } from '../export.js';
import { logKindSchema } from '../log-entry.js';
import { assetIdSchema, instantSchema, modelVersionSchema, organizationIdSchema } from '../ids.js';
import { modelFindingSchema } from '../model-watch.js';
import { modelStateSchema } from '../model-life.js';
import { trainingTriggerSchema } from '../training-status.js';
import { platformText } from '../text.js';
import { roleSchema } from '../user.js';
import { type AuditSubjectKind, auditSubject } from './audit-subject.js';

/**
 * One action: its stable name, the kind of its subject, and what its details hold. Details never
 * hold a secret.
 */
const action = <
  Name extends `${Uppercase<string>}.${Uppercase<string>}`,
  Kind extends AuditSubjectKind,
  Details extends z.ZodRawShape,
>(
  name: Name,
  kind: Kind,
  details: Details,
) => z.object({ action: z.literal(name), subject: auditSubject(kind), details: z.object(details) });

const count = z.number().int();
/** A revision of an organization's configuration. */
const configured = { revision: count };
const refusal = {
  /** The requested route, for example `GET /api/v1/audit`. */
  action: platformText,
  code: platformText,
  /**
   * Number of refusals since the previous entry: refusals of one user and kind are counted
   * together.
   */
  count,
};
const modelStep = {
  from: modelStateSchema.nullable(),
  to: modelStateSchema.nullable(),
  reason: platformText,
  override: z.boolean(),
};
const finding = { finding: modelFindingSchema };
const trainingEnd = { reason: platformText, version: modelVersionSchema.nullable() };
const alertChange = {
  /** Revision of the alert after the action. */
  revision: count,
  /** Whether the person added a note. */
  isNoted: z.boolean(),
};

/** Entries of the audit log on actions on alerts. */
export const auditedActionsOf = <Action extends AlertActionDeclaration>(actions: readonly Action[]) =>
  actions.map((done) =>
    action<Action['audit'], 'alert', typeof alertChange>(done.audit, 'alert', alertChange),
  );

/**
 * All actions of the audit log. An action that is not listed cannot be written. A name never
 * changes, because entries with it never change.
 */
export const auditedChangeSchema = z.discriminatedUnion('action', [
  // People
  action('USER.CREATED', 'user', { role: roleSchema }),
  /** The new `role` and `enabled`, where the request gave them. */
  action('USER.CHANGED', 'user', {
    role: roleSchema.optional(),
    enabled: z.boolean().optional(),
    renamed: z.boolean(),
    passwordChanged: z.boolean(),
  }),
  action('USER.INVITED', 'invitation', { role: roleSchema }),
  action('USER.INVITATION_WITHDRAWN', 'invitation', {}),
  /** Only in the platform's log: details that the refused person may not see. */
  action('USER.INVITATION_REFUSED', 'invitation', {
    organizationId: organizationIdSchema,
    reason: platformText,
  }),
  action('PASSWORD.CHANGED', 'user', {
    /** Other sign-ins that ended with it. */
    signInsEnded: count,
  }),
  action('SIGN_IN.BEGUN', 'sign-in', { address: platformText, failedTriesBefore: count }),
  action('SIGN_IN.ENDED', 'sign-in', {}),
  action('SIGN_IN.OTHERS_ENDED', 'user', { ended: count }),
  action('SIGN_IN.REUSE_DETECTED', 'sign-in', {}),
  action('SIGN_IN.REFUSED', 'user', { address: platformText, count }),
  action('ACCESS.REFUSED', 'user', refusal),
  action('ORGANIZATION.REFUSED', 'user', refusal),
  /** A Socket.IO client was refused or disconnected. */
  action('SOCKET.REFUSED', 'user', refusal),

  // Organizations
  action('ORGANIZATION.CREATED', 'organization', configured),
  action('ORGANIZATION.RENAMED', 'organization', configured),
  action('ORGANIZATION.ENABLED', 'organization', configured),
  action('ORGANIZATION.DISABLED', 'organization', configured),
  /** What it was called: its address is free for others afterwards. */
  action('ORGANIZATION.DELETED', 'organization', { slug: platformText, name: platformText }),
  /** The platform updated a configuration to the state of the organization. */
  action('ORGANIZATION.HEALED', 'organization', configured),
  /** A super-admin entered the organization, to act within it until `endsAt`. */
  action('ORGANIZATION.ENTERED', 'organization', { reason: platformText, endsAt: instantSchema }),
  /** A super-admin left it before that. */
  action('ORGANIZATION.LEFT', 'organization', {}),
  action('CONFIG.CHANGED', 'organization', configured),
  action('FEED.CHANGED', 'organization', configured),
  action('MAPPING.CHANGED', 'organization', configured),
  action('RULES.CHANGED', 'organization', configured),
  action('TAGS.CHANGED', 'organization', configured),
  action('ASSETS.CHANGED', 'organization', configured),
  action('SETTINGS.CHANGED', 'organization', configured),
  action('FEED.TESTED', 'organization', { host: platformText }),
  action('FEED.DISCOVERED', 'organization', { host: platformText }),
  action('FEED.DRY_RUN', 'organization', { host: platformText }),
  action('FAILURE_RECORDS.ADDED', 'organization', { received: count, added: count, changed: count }),
  action('EVENT_LOGS.ADDED', 'organization', { kind: logKindSchema, added: count }),
  action('EVENT_LOGS.REMOVED', 'organization', {
    kind: logKindSchema,
    assetId: assetIdSchema,
    code: platformText,
    at: instantSchema,
  }),

  // Telemetry
  /** A part of the history was deleted; `assetId` null: of all assets. */
  action('TELEMETRY.DELETED', 'organization', {
    assetId: assetIdSchema.nullable(),
    from: instantSchema,
    to: instantSchema,
  }),

  // Alerts
  ...auditedActionsOf(ALL_ALERT_ACTIONS),

  // Models
  action('MODEL.REGISTERED', 'model', modelStep),
  action('MODEL.REFUSED', 'model', modelStep),
  action('MODEL.SHADOWED', 'model', modelStep),
  action('MODEL.PROMOTED', 'model', modelStep),
  action('MODEL.ROLLED_BACK', 'model', modelStep),
  action('MODEL.RETURNED', 'model', modelStep),
  action('MODEL.RETIRED', 'model', modelStep),
  action('MODEL.QUARANTINED', 'model', modelStep),
  action('MODEL.DELETED', 'model', modelStep),
  action('MODEL.TAGGED', 'model', modelStep),
  action('MODEL.WATCH_FOUND', 'model', finding),
  action('MODEL.WATCH_GONE', 'model', finding),
  action('TRAINING.REQUESTED', 'training', { trigger: trainingTriggerSchema, reason: platformText }),
  action('TRAINING.DONE', 'training', trainingEnd),
  action('TRAINING.REFUSED', 'training', trainingEnd),
  action('TRAINING.FAILED', 'training', trainingEnd),
  action('TRAINING.CANCELLED', 'training', trainingEnd),

  // Exports
  action('EXPORT.REQUESTED', 'export', {
    kind: exportKindSchema,
    format: exportFormatSchema,
    incremental: z.boolean(),
  }),
  action('EXPORT.CANCELLED', 'export', {}),

  // Messages
  /** The writer of its subject was asked to send it again; the letter stays. */
  action('DEAD_LETTER.REPLAY_ASKED', 'dead-letter', {
    originalSubject: platformText,
    /** Distinguishes it from an earlier letter that had this place. */
    storedAt: instantSchema,
  }),

  // The platform
  /** A chain of this log was altered. */
  action('AUDIT.BROKEN', 'audit', {
    reason: z.enum(['changed', 'unsealed', 'cut-off', 'forged-head']),
    id: count,
  }),
]);

/** An action of the list, with its subject and details. */
export type AuditedChange = z.output<typeof auditedChangeSchema>;
export type AuditAction = AuditedChange['action'];
/** Every action by its name, in the order of the list. */
export const AUDIT_ACTIONS: readonly AuditAction[] = auditedChangeSchema.options.map(
  ({ shape }) => shape.action.value,
);
/** The actions on subjects of one kind whose details are exactly these. */
export type AuditActionOn<
  Kind extends AuditSubjectKind,
  Details,
  Change extends AuditedChange = AuditedChange,
> = Change extends { subject: { kind: Kind }; details: Details }
  ? Details extends Change['details']
    ? Change['action']
    : never
  : never;
export const auditActionSchema = z.enum(AUDIT_ACTIONS);
