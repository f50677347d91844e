import type {
  Announcements,
  Feed,
  FeedLedger,
  FeedProblem,
  Mapping,
  RejectionReason,
} from '@eagle/contracts/domain';
import type { RejectedRow } from './mapping/mapped-rows.js';
import type { FeedCheckpoint } from './checkpoint/checkpoint.js';

/**
 * One row as the source gave it: the text of each cell in the order of
 * `sourceColumns(mapping).columns`, null where the source has null. Nothing is interpreted yet, so
 * that every source kind hands over the same shape.
 */
export type RawRow = readonly (string | null)[];

/** Answer to "does this connection work?". `reason` is one plain sentence that says what to do. */
export interface FeedTest {
  readonly ok: boolean;
  readonly problem: FeedProblem;
  readonly reason: string;
  readonly latencyMs: number;
  /** Null where the source did not say. */
  readonly facts: SourceFacts | null;
}

/** What a source says of itself and of the account that reads it. */
export interface SourceFacts {
  readonly version: string;
  /** The account may change data: reading needs less. */
  readonly mayWrite: boolean;
  /** Clock of the source ahead of the platform's, milliseconds; negative: behind. */
  readonly clockAheadMs: number;
}

/** What the catalogue knows of a table. */
export interface TableFacts {
  readonly kind: 'table' | 'view' | 'foreign-table';
  /** As the planner estimates them; null: never counted. */
  readonly rows: number | null;
}

/** One column of a source table with the tag it probably is. */
export interface DiscoveredColumn {
  readonly column: string;
  /** Type as the source names it. */
  readonly type: string;
  readonly nullable: boolean;
  /** A recent value as text, null where the newest rows hold none. */
  readonly sample: string | null;
  /** Canonical tag name made from the column's name; null for key, time and text columns. */
  readonly suggestedTag: string | null;
  readonly suggestedType: 'number' | 'boolean' | null;
  /**
   * An index begins with it: what a key or time column should have. Null where the source does not
   * say (a view).
   */
  readonly leadsIndex: boolean | null;
  /**
   * Estimated cost of one poll at the source when the table is read by this column, milliseconds,
   * from its planner; 0: an index serves it, or the table is small. Null for a column by which a
   * table cannot be read.
   */
  readonly lookMs: number | null;
}

export interface Discovery {
  /** `schema.table` of every table or view that the user may read. */
  readonly tables: readonly string[];
  /** Of each table, in the order of `tables`. */
  readonly facts: readonly TableFacts[];
  /** Columns of the table asked for; empty where none was named. */
  readonly columns: readonly DiscoveredColumn[];
  /**
   * The newest rows of that table, oldest first, each cell cut short; in any order where the table
   * has no primary key of one column.
   */
  readonly rows: readonly RawRow[];
  /**
   * In one sentence: the cost of polling the requested table, and the columns by which polling
   * costs nothing; null where the cost is negligible.
   */
  readonly cost: string | null;
}

/** What one poll brought. */
export interface PollResult {
  /** New rows, each once, ascending by key (or time); at most `rowsMax`. */
  readonly rows: readonly RawRow[];
  /** Where to continue; to be stored once the rows are safe. */
  readonly checkpoint: FeedCheckpoint;
  /** More rows wait: poll again at once. */
  readonly more: boolean;
  /** Rows among `rows` that were committed out of order, below the watermark. */
  readonly lateRows: number;
  /**
   * Rows that were seen behind the reading point and cannot be distinguished from rows that were
   * read: they are not read.
   */
  readonly neverRead: number;
  /**
   * Gaps in the key given up because too many were open; rows committed there later are not seen.
   */
  readonly gapsForgotten: number;
  /** The table was recreated (its keys restarted): reading continued by time. */
  readonly recreated: boolean;
  /**
   * How long the query took, milliseconds; null where the source was not queried because the next
   * poll is not due.
   */
  readonly lookMs: number | null;
  /** Bytes of the rows that the source sent, including known rows. */
  readonly rowBytes: number;
  /** Milliseconds until the next poll for rows committed late, null where no gap is open. */
  readonly lookAgainInMs: number | null;
}

/** What a comparison of the ledger with the source says. */
export interface Stock {
  /** Replaces the checkpoint that was given. */
  readonly checkpoint: FeedCheckpoint;
  /**
   * Examples of rows that no reading point reaches and that were not yet reported, and their number
   * by reason.
   */
  readonly refused: readonly RejectedRow[];
  readonly counts: Partial<Record<RejectionReason, number>>;
  /** Rows below the reading point that were never read, found now. */
  readonly neverRead: number;
  /** Rows were seen that the next poll reads. */
  readonly pollAgain: boolean;
  readonly ledger: Omit<FeedLedger, 'checkedAt'>;
}

/** Half-open range of event time, milliseconds since the epoch, UTC. */
export interface HistoryRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Says when a history may send its next statement, so that reading it is no burden on the source.
 */
export interface ReadingPace {
  /** Resolves when the next statement may be sent; a rejection ends the reading with that error. */
  turn(): Promise<void>;
  /** A statement took this long, from sending it to the end of its answer. */
  took(ms: number): void;
}

export interface HistoryOptions {
  /** Default 5 000. */
  readonly pageRows?: number;
  /** Without one the next page is fetched while a page is processed. */
  readonly pace?: ReadingPace;
}

/**
 * A live, read-only connection to one SCADA source. Connects at first use and again after a
 * failure. Every method but `test` and `close` throws AppError: `FEED.UNREACHABLE`,
 * `FEED.WRONG_CREDENTIALS`, `FEED.INSECURE_CONNECTION`, `FEED.SOURCE_MISBEHAVES`,
 * `FEED.TABLE_MISSING`, `FEED.COLUMN_MISSING`, `FEED.STATEMENT_TIMEOUT`, `FEED.PERMISSION_DENIED`,
 * `FEED.FAILED`; `feedProblemOf` gives the status.
 */
export interface FeedConnection {
  readonly kind: Feed['kind'];
  /**
   * Never throws. With a table, also checks that it can be read; with a mapping, that reading it
   * this way is no load on the source.
   */
  test(table?: string, mapping?: Mapping): Promise<FeedTest>;
  discover(table?: string): Promise<Discovery>;
  /**
   * Event time of the newest rows, milliseconds; null where there is no row with a readable time.
   */
  newestMs(mapping: Mapping): Promise<number | null>;
  /** The checkpoint of a reader that has seen everything before `fromMs` (event time). */
  startAt(mapping: Mapping, fromMs: number): Promise<FeedCheckpoint>;
  /** Rows that are new since the checkpoint. Does not change the checkpoint given. */
  poll(mapping: Mapping, checkpoint: FeedCheckpoint, rowsMax?: number): Promise<PollResult>;
  /**
   * Compares what was read with what the source holds, a bounded piece at a time and at most 1% of
   * the time. To be called with the checkpoint of a poll that left nothing waiting.
   * @returns null where no comparison is due.
   */
  takeStock(mapping: Mapping, checkpoint: FeedCheckpoint): Promise<Stock | null>;
  /**
   * Every row whose time lies in the range, in pages of at most `pageRows`, ascending by key (or
   * time), memory bounded by a page. Pages are in order of time, except for rows that the source
   * wrote late, and where it is read by a key that does not grow with time.
   */
  history(mapping: Mapping, range: HistoryRange, options?: HistoryOptions): AsyncIterable<readonly RawRow[]>;
  /**
   * Whether `history` finds a short range without reading the whole table: an index leads to its
   * rows.
   */
  findsRanges(mapping: Mapping, pace?: ReadingPace): Promise<boolean>;
  /**
   * Calls back whenever the source announces new rows on `feed.notifyChannel`, also after this
   * subscription was lost and renewed. Does nothing where the feed names no channel.
   */
  listen(onNews: () => void): Promise<void>;
  /**
   * Whether announcements arrive: the subscription verifies it every 20 s with an announcement to
   * itself. After a failure it is lost until the next success.
   */
  readonly announcements: Announcements;
  /** Why announcements do not arrive; null where they do, or where there are none. */
  readonly unheardBecause: string | null;
  /** The cost of polling the table, in one sentence; null where it is negligible. */
  readonly cost: string | null;
  close(): Promise<void>;
}
