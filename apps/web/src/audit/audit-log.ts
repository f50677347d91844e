import type { Query, Reply } from '../api/index.js';

export type AuditAction = NonNullable<Query<'/api/v1/audit', 'get'>['action']>;
export type ChainState = Reply<'/api/v1/audit', 'get'>['chain'];

/** One entry, as far as every action has it. */
export interface AuditEntry {
  readonly id: number;
  readonly at: string;
  readonly actorId: string | null;
  readonly actorEmail: string | null;
  readonly correlationId: string | null;
  /** `model/1.4.0` */
  readonly target: string;
  /** One of the list, or one of an earlier version. */
  readonly action: string;
  readonly details: object;
}

export interface AuditPage {
  readonly items: readonly AuditEntry[];
  readonly nextCursor: string | null;
  readonly chain: ChainState;
}

/** Every action that the platform writes down, in the order of its list. */
export const AUDIT_ACTIONS = [
  'USER.CREATED',
  'USER.CHANGED',
  'USER.INVITED',
  'USER.INVITATION_WITHDRAWN',
  'USER.INVITATION_REFUSED',
  'PASSWORD.CHANGED',
  'SIGN_IN.BEGUN',
  'SIGN_IN.ENDED',
  'SIGN_IN.OTHERS_ENDED',
  'SIGN_IN.REUSE_DETECTED',
  'SIGN_IN.REFUSED',
  'ACCESS.REFUSED',
  'ORGANIZATION.REFUSED',
  'SOCKET.REFUSED',
  'ORGANIZATION.CREATED',
  'ORGANIZATION.RENAMED',
  'ORGANIZATION.ENABLED',
  'ORGANIZATION.DISABLED',
  'ORGANIZATION.DELETED',
  'ORGANIZATION.HEALED',
  'ORGANIZATION.ENTERED',
  'ORGANIZATION.LEFT',
  'CONFIG.CHANGED',
  'FEED.CHANGED',
  'MAPPING.CHANGED',
  'RULES.CHANGED',
  'TAGS.CHANGED',
  'ASSETS.CHANGED',
  'SETTINGS.CHANGED',
  'FEED.TESTED',
  'FEED.DISCOVERED',
  'FEED.DRY_RUN',
  'FAILURE_RECORDS.ADDED',
  'EVENT_LOGS.ADDED',
  'EVENT_LOGS.REMOVED',
  'TELEMETRY.DELETED',
  'ALERT.ACKNOWLEDGED',
  'ALERT.RESOLVED',
  'ALERT.DISMISSED',
  'ALERT.NOTED',
  'MODEL.REGISTERED',
  'MODEL.REFUSED',
  'MODEL.SHADOWED',
  'MODEL.PROMOTED',
  'MODEL.ROLLED_BACK',
  'MODEL.RETURNED',
  'MODEL.RETIRED',
  'MODEL.QUARANTINED',
  'MODEL.DELETED',
  'MODEL.TAGGED',
  'MODEL.WATCH_FOUND',
  'MODEL.WATCH_GONE',
  'TRAINING.REQUESTED',
  'TRAINING.DONE',
  'TRAINING.REFUSED',
  'TRAINING.FAILED',
  'TRAINING.CANCELLED',
  'EXPORT.REQUESTED',
  'EXPORT.CANCELLED',
  'DEAD_LETTER.REPLAY_ASKED',
  'AUDIT.BROKEN',
] as const satisfies readonly AuditAction[];

/** An entry of an earlier version, or an address, can name anything. */
export const actionOf = (text: string | undefined): AuditAction | null =>
  AUDIT_ACTIONS.find((action) => action === text) ?? null;

/** What a subject can be; everything after the first slash of a target is its id. */
const SUBJECTS = [
  'organization',
  'user',
  'invitation',
  'sign-in',
  'alert',
  'model',
  'training',
  'export',
  'dead-letter',
  'audit',
] as const;
export type SubjectKind = (typeof SUBJECTS)[number];

export interface Subject {
  readonly kind: SubjectKind;
  readonly id: string;
}

/** Null for a target of an earlier version that has another form. */
export function subjectOf(target: string): Subject | null {
  const slash = target.indexOf('/');
  const kind = SUBJECTS.find((each) => each === target.slice(0, slash));
  return slash < 0 || kind === undefined ? null : { kind, id: target.slice(slash + 1) };
}
