import { z } from 'zod';

/** A key as text: every 64-bit integer, which a number cannot hold. Checkpoints of former versions hold numbers. */
const keyTextSchema = z.union([z.string().regex(/^-?\d{1,19}$/), z.number().transform(String)]);

/** Rows read in a row of neighbouring stretches of keys, for comparison with the source: the ledger of a feed that reads by key. */
export const keyLedgerSchema = z.object({
  /** Exclusive lower end of the first stretch; null before the first row. */
  from: keyTextSchema.nullable(),
  /** Ascending; each reaches from the end of the one before to `to`, inclusive. */
  blocks: z.array(z.object({ to: keyTextSchema, rows: z.number() })),
  /** Rows without a key that were refused so far. */
  keyless: z.number(),
  /** Rows found below the watermark that were never read. */
  neverRead: z.number(),
});
export type KeyLedger = z.infer<typeof keyLedgerSchema>;

/** Where reading by key goes on. Keys are 64-bit integers of the source. */
export const keyCheckpointSchema = z.object({
  v: z.literal(1),
  by: z.literal('key'),
  /** Fingerprint of table and columns; another one means another source, and reading starts anew. */
  source: z.string(),
  /** Where reading began: rows before it are not wanted, milliseconds; null: every row is. */
  fromMs: z.number().nullable().default(null),
  /** Highest key read. */
  watermark: keyTextSchema,
  /** Raw time of the row at the watermark: if that row has another time now, the table was made anew. Null where there is no such row. */
  watermarkTime: z.string().nullable(),
  /**
   * `[fingerprint without its key, event time]` of some of the rows read within the tolerance for late ones, oldest first: a table that was
   * loaded anew holds them again, one that began anew does not.
   */
  anchors: z.array(z.tuple([z.string(), z.number()])).default([]),
  /** Fingerprints of the rows at the watermark where the source does not declare its key unique: more may come with the same key. */
  atWatermark: z.array(z.string()).default([]),
  /** The database's own identity of the table, which changes when it is made anew; null before the first row. */
  tableId: z.string().nullable(),
  /** Newest event time read that could be believed, milliseconds; from here reading goes on when the keys restart. Null before the first. */
  newestMs: z.number().nullable(),
  /**
   * Keys below the watermark that were not there yet, both ends inclusive, ascending; `sinceMs` is when they were missed, or when a row was
   * seen among them last, wall clock.
   */
  gaps: z.array(z.object({ from: keyTextSchema, to: keyTextSchema, sinceMs: z.number() })),
  /** Keys below this one were not looked through for gaps, but for those below the lowest; null: all were. */
  gapsKnownFrom: keyTextSchema.nullable().default(null),
  books: keyLedgerSchema.default({ from: null, blocks: [], keyless: 0, neverRead: 0 }),
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
  /**
   * What was read of each stretch of time within the tolerance for late rows, ascending: how many rows, and their fingerprints, or null where
   * there are too many to remember.
   */
  slots: z
    .array(z.object({ fromMs: z.number(), rows: z.number(), prints: z.array(z.string()).nullable() }))
    .default([]),
  /** From when on the slots hold every row that was read, milliseconds; null: from the watermark on. */
  countedFromMs: z.number().nullable().default(null),
  /** Fingerprints of the rows at the watermark, but for those that `crowd` covers: every answer gives them again. */
  atWatermark: z.array(z.string()).default([]),
  /** Fingerprints of rows whose time cannot be read or believed: the source sorts them last and gives them with every answer. */
  ahead: z.array(z.string()).default([]),
  /**
   * How far the rows of one crowded instant were read: raw time, place within it, rows at that very place. `rest`: rows of the instant beyond it that were
   * read before. Null where no instant is crowded.
   */
  crowd: z
    .object({ at: z.string(), tie: z.string(), rows: z.number(), rest: z.array(z.string()) })
    .nullable()
    .default(null),
  /**
   * A stretch of time that the clock shows twice, from when reading comes to it until rows of it are too late: it is read in the order in which rows were written.
   * Null at other times.
   */
  repeated: z
    .object({
      /** When the clock goes back, milliseconds UTC. */
      backAtMs: z.number(),
      /** The row up to which was read: transaction (64 bits), table, place; null: none was, or the source has no such order. */
      after: z.object({ xid: keyTextSchema, table: z.string(), place: z.string() }).nullable(),
      /** Rows before it may come yet where their transaction is this one or later: such had not ended when was looked last; null: none may. */
      sinceXid: keyTextSchema.nullable(),
      /** Fingerprints of the rows of such transactions that were read; of all rows, where the source has no order. */
      prints: z.array(z.string()),
      /** Newest instant read in it, by the order in which rows were written, milliseconds UTC. */
      newestMs: z.number(),
      /** Rows that were read, and those that were found beyond them and told. */
      rows: z.number(),
      neverRead: z.number(),
    })
    .nullable()
    .default(null),
  /** Rows without a time that were refused so far. */
  timeless: z.number().default(0),
  /** Rows that came behind the reading point and could not be told from those that were read. */
  neverRead: z.number().default(0),
  /** Of former versions: rows that were read already, `[fingerprint, event time]`. */
  recent: z.array(z.tuple([z.string(), z.number()])).default([]),
});
export type TimeCheckpoint = z.infer<typeof timeCheckpointSchema>;

/** All that is needed to go on reading after a restart: plain JSON, to be stored only after the rows before it are safe. */
export const feedCheckpointSchema = z.discriminatedUnion('by', [keyCheckpointSchema, timeCheckpointSchema]);
export type FeedCheckpoint = z.infer<typeof feedCheckpointSchema>;
