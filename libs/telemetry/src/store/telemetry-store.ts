import type { AssetId, OrganizationId, StreamIncarnation } from '@eagle/contracts/domain';
import type { TimeSpan } from '../series/time-span.js';
import type { Usage } from '../policy/quota.js';
import type { Retention } from '../policy/retention.js';
import type { AssetRows, LabelName, RowBlock, SeriesKind } from '../rows/row-block.js';
import type { Resolution } from '../series/bucket-widths.js';

/** Streams of the bus that a historian follows. */
export const FOLLOWED_STREAMS = ['scans', 'predictions'] as const;
export type FollowedStream = (typeof FOLLOWED_STREAMS)[number];

/** Last message of a stream with stored rows; see ADR 42 for the incarnation. */
export interface StreamPosition {
  readonly incarnation: StreamIncarnation;
  readonly sequence: number;
}

export type Positions = ReadonlyMap<FollowedStream, StreamPosition>;

/** Rows that become durable together with how far the streams were read. */
export interface RowBatch {
  /** Several of one kind and asset: the last one wins where keys are equal. */
  readonly rows: readonly AssetRows<AssetId>[];
  /** Streams that are not named stay where they are. */
  readonly positions: Positions;
}

/** Rows of one asset in `[fromMs, toMs)`. */
export interface RowRange {
  readonly kind: SeriesKind;
  readonly assetId: AssetId;
  readonly fromMs: number;
  readonly toMs: number;
}

export interface RowQuery extends RowRange {
  readonly resolution: Resolution;
  /** Columns that are wanted; what a row does not have is not recorded. */
  readonly columns: readonly string[];
  readonly labels: readonly LabelName[];
  /**
   * Only what is said of values is wanted: what a store gives for the values themselves has no
   * meaning, and it need not read them.
   */
  readonly qualityOnly?: true;
  /**
   * When rows were read from their source is not wanted: what a store gives for it has no meaning.
   */
  readonly withoutReadAt?: true;
  /**
   * Of raw rows only those that were read from their source in this time: what came since an
   * instant, whenever it happened.
   */
  readonly readWithin?: ReadWithin;
}

/** `[fromMs, toMs)` of the time at which rows were read from their source. */
export interface ReadWithin {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Rows that cannot be read, and why. */
export interface MissingRows {
  readonly fromMs: number;
  readonly toMs: number;
  /** Rows that lay there, at most. */
  readonly rows: number;
  /** The segment, for operators of the store. */
  readonly segment: string;
  readonly reason: string;
}

/** What the store knows of a range without reading its rows. */
export interface RangeSummary {
  /** Raw rows at most: what lies in segments twice counts twice. */
  readonly rowsMax: number;
  /** First and last raw row, null where there is none. */
  readonly extent: { readonly fromMs: number; readonly toMs: number } | null;
  /** Usual distance of two raw rows; NaN where that is not known. */
  readonly intervalMs: number;
  /**
   * Columns of the resolution that any row of the range may have. A resolution that cannot be read
   * for the whole range is left out.
   */
  readonly columns: ReadonlyMap<Resolution, ReadonlySet<string>>;
  /** UTC days, by their first instant, with aggregates that include all their rows. */
  readonly aggregatedDaysMs: readonly number[];
  /**
   * Spans of whole minutes, ascending, in other days, whose minutes include all their stored rows.
   * They have no hours.
   */
  readonly aggregatedHours: readonly TimeSpan[];
}

export interface UsageByKind extends Usage {
  readonly kind: SeriesKind;
  readonly resolution: Resolution;
}

/** What one round of maintenance did. */
export interface Maintenance {
  readonly mergedSegments: number;
  readonly aggregatedDays: number;
  readonly retiredSegments: number;
  readonly sweptFiles: number;
  /** More waits to be done. */
  readonly hasMore: boolean;
}

/** What is to be deleted: rows of a range, of one asset or of all. */
export interface Deletion {
  /** Null: all assets. */
  readonly assetId: AssetId | null;
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * The history for those who only read it. Nothing is written, neither to files of the history nor
 * to the database, so read rights are enough. Every call on an organization reaches rows of that
 * organization alone.
 *
 * Errors of every method: AppError `TELEMETRY.STORE_UNREADABLE` (unavailable), `TELEMETRY.BUSY`
 * (exhausted), and those of the database (see `databaseError`).
 */
export interface TelemetryReader {
  summary(organizationId: OrganizationId, range: RowRange): Promise<RangeSummary>;

  /**
   * Rows in ascending order, each key once, in blocks of at most some thousands. Nothing is held
   * for the caller but the block and a slot of the store: what hands rows to slow readers uses a
   * store of its own.
   * @param onMissing  Called for each segment that cannot be read; the rest is given.
   */
  read(
    organizationId: OrganizationId,
    query: RowQuery,
    onMissing: (missing: MissingRows) => void,
  ): AsyncIterable<RowBlock>;

  /**
   * UTC days, by their first instant, of which raw rows lack one of the columns. A day whose rows
   * were merged has what any of them has, so a day beside such a one may lack some, too.
   */
  incompleteDays(
    organizationId: OrganizationId,
    range: RowRange,
    columns: readonly string[],
  ): Promise<readonly number[]>;

  /** Instant of the newest stored row of each asset. */
  newest(organizationId: OrganizationId, kind: SeriesKind): Promise<ReadonlyMap<AssetId, number>>;

  close(): Promise<void>;
}

/**
 * The store of the historian, which alone writes it.
 *
 * Errors of every method: those of `TelemetryReader`, AppError `TELEMETRY.STORE_UNWRITABLE`
 * (unavailable), and `LEADER.FENCED` (conflict) where the store writes for a leader.
 */
export interface TelemetryStore extends TelemetryReader {
  /** How far the streams are stored; a stream without a position was never read. */
  positions(organizationId: OrganizationId): Promise<Positions>;

  /**
   * Makes rows durable together with the positions: either both are stored or neither is. After an
   * error it is unknown which: read `positions` and go on from there. Rows that are stored already,
   * by asset, time and sequence, stay one row.
   */
  append(organizationId: OrganizationId, batch: RowBatch): Promise<void>;

  usage(organizationId: OrganizationId): Promise<UsageByKind[]>;

  /**
   * One bounded step of merging, aggregating, retention and removal of unused files; to be repeated
   * while `hasMore`.
   */
  maintain(organizationId: OrganizationId, nowMs: number, retention: Retention): Promise<Maintenance>;

  /**
   * Deletes rows and what was made of them. Buckets of aggregates that reach over an end of the
   * range go with it until they are made again from the raw rows, where these are still kept.
   * @returns how many raw rows went; rows that lie in segments twice until they are merged count
   * twice.
   * @throws AppError `TELEMETRY.RANGE_INVALID` (invalid), `TELEMETRY.SEGMENTS_CHANGED` (conflict):
   * do it again.
   */
  delete(organizationId: OrganizationId, deletion: Deletion): Promise<number>;

  /** Deletes all that there is of an organization, at once. */
  deleteOrganization(organizationId: OrganizationId): Promise<void>;
}
