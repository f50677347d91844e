import { z } from 'zod';

/** Where reading by key goes on. Keys are integers of the source, at most 2^53. */
export const keyCheckpointSchema = z.object({
  v: z.literal(1),
  by: z.literal('key'),
  /** Fingerprint of table and columns; another one means another source, and reading starts anew. */
  source: z.string(),
  /** Where reading began: rows before it are not wanted, milliseconds; null: every row is. */
  fromMs: z.number().nullable().default(null),
  /** Highest key read; 0 before the first row of an empty table. */
  watermark: z.number(),
  /** Raw time of the row at the watermark: if that row has another time now, the table was made anew. Null before the first row. */
  watermarkTime: z.string().nullable(),
  /** The database's own identity of the table, which changes when it is made anew; null before the first row. */
  tableId: z.string().nullable(),
  /** Newest event time read that could be believed, milliseconds; from here reading goes on when the keys restart. Null before the first. */
  newestMs: z.number().nullable(),
  /** Keys below the watermark that were not there yet, both ends inclusive, ascending; `sinceMs` is when they were missed, wall clock. */
  gaps: z.array(z.object({ from: z.number(), to: z.number(), sinceMs: z.number() })),
});
export type KeyCheckpoint = z.infer<typeof keyCheckpointSchema>;

/** Where reading by time goes on, for tables without an integer key. */
export const timeCheckpointSchema = z.object({
  v: z.literal(1),
  by: z.literal('time'),
  source: z.string(),
  /** Where reading began: rows before it are not wanted, milliseconds. */
  fromMs: z.number(),
  /** Newest event time read, milliseconds; reading goes on at it. */
  watermarkMs: z.number(),
  /** Rows at and shortly before the watermark that were read already: `[fingerprint, event time]`. */
  recent: z.array(z.tuple([z.string(), z.number()])),
  /** Wall clock of the last look back over the whole late-commit tolerance. */
  lookedBackAtMs: z.number(),
});
export type TimeCheckpoint = z.infer<typeof timeCheckpointSchema>;

/** All that is needed to go on reading after a restart: plain JSON, to be stored only after the rows before it are safe. */
export const feedCheckpointSchema = z.discriminatedUnion('by', [keyCheckpointSchema, timeCheckpointSchema]);
export type FeedCheckpoint = z.infer<typeof feedCheckpointSchema>;
