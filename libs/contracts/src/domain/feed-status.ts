import * as z from 'zod';
import { instantSchema, organizationIdSchema } from './ids.js';
import { platformText } from './text.js';

/**
 * Why a row, or one value of it, could not be used. Each has a counter; whole rows go to
 * quarantine.
 */
export const rejectionReasonSchema = z.enum([
  'key-missing',
  'time-missing',
  'time-unreadable',
  'time-in-future',
  'too-late',
  'asset-unknown',
  'asset-missing',
  'all-values-missing',
  'value-not-a-number',
  'value-not-finite',
  'tag-unknown',
  'code-missing',
  'code-unknown',
  'quota',
]);
export type RejectionReason = z.infer<typeof rejectionReasonSchema>;

export const feedProblemSchema = z.enum([
  'none',
  'not-configured',
  'disabled',
  'connecting',
  'unreachable',
  'wrong-credentials',
  /** The password would not be safe on its way, or the server's certificate is not trusted. */
  'insecure-connection',
  /** The server sends more than requested, or does not speak the PostgreSQL protocol. */
  'source-misbehaves',
  'table-missing',
  'column-missing',
  'statement-timeout',
  'permission-denied',
  'quota-exceeded',
  /** One look at the source would take more than its share of the time between two looks. */
  'too-costly',
  /**
   * No status of the feed came for longer than the last one is valid. Only readers of the status
   * derive this.
   */
  'not-reported',
  /**
   * The message server cannot store the rows, for example because its disk is full. Only readers of
   * the status derive this.
   */
  'message-store',
  'failed',
]);
export type FeedProblem = z.infer<typeof feedProblemSchema>;

/**
 * What the sentence of a feed that works says. With the figures of the status it is enough to write
 * the sentence in another language.
 */
export const feedRemarkSchema = z.enum([
  'rows-come',
  'no-rows-yet',
  /** Rows come in, and looks at the source cost more than they need to. */
  'looks-costly',
  'rows-rejected',
  'values-rejected',
  'announcements-lost',
  'rows-never-read',
  /** The newest row is far behind the clock: `lagMs`. */
  'behind',
  'gaps-forgotten',
  'table-recreated',
  /** The clock of the source or of an asset is off, was set, or is right again. */
  'clock',
  'predictions-behind',
  'predictions-dropped',
  'over-quota',
  'log-unreadable',
  'not-published',
]);
export type FeedRemark = z.infer<typeof feedRemarkSchema>;

/**
 * The feed's ledger over a bounded stretch of rows below the reading point, compared with the
 * source from time to time: `rowsAtSource = rowsRead + rowsRefused + rowsNeverRead`, except for
 * rows that the source has deleted since.
 */
export const feedLedgerSchema = z.object({
  /** When the source was compared last; null before the first time. */
  checkedAt: instantSchema.nullable(),
  /** Both ends of the stretch that was compared: keys, or instants where the table has no key. */
  from: platformText.nullable(),
  to: platformText.nullable(),
  /** Rows that the source holds in that stretch. */
  rowsAtSource: z.number().int(),
  /** Rows of that stretch that were read and that the source still holds. */
  rowsRead: z.number().int(),
  /**
   * Rows of the table that no reading point can reach (without a key, or without a time):
   * quarantined and counted by reason.
   */
  rowsRefused: z.number().int(),
  /**
   * Rows seen below the reading point that were never read and cannot be distinguished from rows
   * that were read; counted since reading began.
   */
  rowsNeverRead: z.number().int(),
  /** Why nothing is compared; null where the comparison works. */
  skipped: platformText.nullable(),
});
export type FeedLedger = z.infer<typeof feedLedgerSchema>;

/**
 * Whether the source's announcements of new rows come through; `none`: the feed names no channel.
 */
export const announcementsSchema = z.enum(['none', 'heard', 'lost']);
export type Announcements = z.infer<typeof announcementsSchema>;

/**
 * State of one feed, in the `feed-status` bucket under the organization's id; written by
 * data-processor on change and every few seconds. Readers judge it by its age: after `goodForMs`
 * without a new status, no process reads the feed.
 */
export const feedStatusSchema = z.object({
  v: z.literal(1),
  organizationId: organizationIdSchema,
  state: z.enum(['ok', 'degraded', 'down']),
  problem: feedProblemSchema,
  /** One sentence for people: what is wrong and what to do. */
  reason: platformText,
  /** What `reason` says while `problem` is `none`. Absent: an older writer. */
  remark: feedRemarkSchema.optional(),
  rowsRead: z.number().int(),
  scansPublished: z.number().int(),
  rowsQuarantined: z.number().int(),
  rejected: z.partialRecord(rejectionReasonSchema, z.number().int()),
  newestEventAt: instantSchema.nullable(),
  lastReadAt: instantSchema.nullable(),
  /**
   * Newest event time behind the clock, milliseconds; null before the first row or where the source
   * is the clock.
   */
  lagMs: z.number().nullable(),
  watermark: platformText.nullable(),
  /** Duration of the last look at the source, milliseconds; null before the first. */
  lookMs: z.number().nullable().default(null),
  announcements: announcementsSchema.default('none'),
  ledger: feedLedgerSchema.nullable().default(null),
  updatedAt: instantSchema,
  /**
   * Another status follows within this time while a process reads the feed; null where none should
   * read it.
   */
  goodForMs: z.number().int().positive().nullable().default(null),
});
export type FeedStatus = z.infer<typeof feedStatusSchema>;
