import type { AssetMemory } from '@eagle/alerts';
import type { AlertEvent } from '@eagle/contracts/bus';
import type {
  Alert,
  AlertActionName,
  AlertId,
  AssetId,
  AuditAuthor,
  OrganizationId,
  StreamIncarnation,
  UserId,
} from '@eagle/contracts/domain';

/** Everything of the stream up to this sequence is in the database. */
export interface StreamPosition {
  /**
   * The stream that `sequence` counts in; null where a version stored it that did not know the
   * stream.
   */
  readonly incarnation: StreamIncarnation | null;
  readonly sequence: number;
}

/** The streams that alerting judges. */
export const JUDGED_STREAMS = ['scans', 'predictions'] as const;
export type JudgedStream = (typeof JUDGED_STREAMS)[number];
export type Positions = Readonly<Record<JudgedStream, StreamPosition>>;

/** The position before the first message. */
export const NO_POSITION: StreamPosition = { incarnation: null, sequence: 0 };

/** A note that a person wrote on an alert. */
export interface AlertNote {
  readonly noteId: string;
  readonly alertId: AlertId;
  readonly userId: UserId;
  readonly text: string;
}

/**
 * A person's action on an alert, for the audit log. It is written with its change, and only where
 * there is a change.
 */
export interface PersonalAction {
  readonly alertId: AlertId;
  readonly action: AlertActionName;
  /** Revision of the alert after the action. */
  readonly revision: number;
  /** The text that the person wrote with it; null: none. */
  readonly noteId: string | null;
  readonly by: AuditAuthor;
}

/** What one transaction writes: all of it or nothing. Writing it twice equals writing it once. */
export interface Commit {
  /** The latest state of each changed alert. */
  readonly alerts: readonly Alert[];
  /** Events to publish once they are committed, in this order. */
  readonly events: readonly AlertEvent[];
  readonly notes: readonly AlertNote[];
  readonly actions: readonly PersonalAction[];
  /** Engine states as JSON text, taken when the commit was assembled. */
  readonly memories: readonly { readonly assetId: AssetId; readonly json: string }[];
  /** Present only where the commit holds the state of every asset that changed. */
  readonly positions: Positions | null;
}

/** The state from which an organization's alerting resumes. */
export interface Resumption {
  readonly memories: readonly AssetMemory[];
  readonly positions: Positions;
  /** Events that are committed and perhaps not published, oldest first. */
  readonly unpublished: readonly AlertEvent[];
  /**
   * Assets with stored data that cannot be read. Their engine state starts anew where the streams
   * were left. Absent: none.
   */
  readonly unreadable?: readonly AssetId[];
}

/**
 * Durable state of alerting. Every call on an organization runs under its row-level security.
 * `fence` is the number of the leader's term: a call with an older one is refused with
 * `ALERTING.FENCED` (conflict).
 */
export interface AlertStore {
  /** Loads an organization's state and shuts out every holder of an older fence. */
  resume(organizationId: OrganizationId, fence: number): Promise<Resumption>;
  commit(organizationId: OrganizationId, fence: number, commit: Commit): Promise<void>;
  markPublished(organizationId: OrganizationId, eventIds: readonly string[]): Promise<void>;
  findAlert(organizationId: OrganizationId, alertId: AlertId): Promise<Alert | null>;
  /** The positions from which to follow the streams. */
  readPositions(): Promise<Positions>;
  savePositions(positions: Positions): Promise<void>;
}
