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
  /** Of the stream in which `sequence` counts; null where it was stored by a version that did not know it. */
  readonly incarnation: StreamIncarnation | null;
  readonly sequence: number;
}

/** Streams that are judged. */
export const JUDGED_STREAMS = ['scans', 'predictions'] as const;
export type JudgedStream = (typeof JUDGED_STREAMS)[number];
export type Positions = Readonly<Record<JudgedStream, StreamPosition>>;

/** Before the first message. */
export const NO_POSITION: StreamPosition = { incarnation: null, sequence: 0 };

/** What a person wrote beside an alert. */
export interface AlertNote {
  readonly noteId: string;
  readonly alertId: AlertId;
  readonly userId: UserId;
  readonly text: string;
}

/** What a person did to an alert, for the audit log. It is written with the change that it made, and only where it made one. */
export interface PersonalAction {
  readonly alertId: AlertId;
  readonly action: AlertActionName;
  /** Of the alert after it. */
  readonly revision: number;
  /** What the person wrote with it; null: nothing. */
  readonly noteId: string | null;
  readonly by: AuditAuthor;
}

/** What is written in one transaction: all of it or nothing. Writing it twice is the same as once. */
export interface Commit {
  /** The latest of each changed alert. */
  readonly alerts: readonly Alert[];
  /** To be published once committed, in this order. */
  readonly events: readonly AlertEvent[];
  readonly notes: readonly AlertNote[];
  readonly actions: readonly PersonalAction[];
  /** Memories as JSON text, taken when the commit was made up. */
  readonly memories: readonly { readonly assetId: AssetId; readonly json: string }[];
  /** Only with the memories of every asset that moved. */
  readonly positions: Positions | null;
}

/** What an organization's alerting goes on from. */
export interface Resumption {
  readonly memories: readonly AssetMemory[];
  readonly positions: Positions;
  /** Committed and perhaps not published, oldest first. */
  readonly unpublished: readonly AlertEvent[];
  /** Assets of which something stored cannot be read; their memories begin anew where the streams were left. Absent: none. */
  readonly unreadable?: readonly AssetId[];
}

/**
 * Durable state of alerting. Every call on an organization runs under its row-level security.
 * `fence` is the number of the leader's term: whoever has an older one is refused with `ALERTING.FENCED` (conflict).
 */
export interface AlertStore {
  /** Loads an organization's state and shuts out every holder of an older fence. */
  resume(organizationId: OrganizationId, fence: number): Promise<Resumption>;
  commit(organizationId: OrganizationId, fence: number, commit: Commit): Promise<void>;
  markPublished(organizationId: OrganizationId, eventIds: readonly string[]): Promise<void>;
  findAlert(organizationId: OrganizationId, alertId: AlertId): Promise<Alert | null>;
  /** Where to follow the streams from. */
  readPositions(): Promise<Positions>;
  savePositions(positions: Positions): Promise<void>;
}
