import { z } from 'zod';

/**
 * A key as text: every 64-bit integer, which a number cannot hold. Checkpoints of former versions
 * hold numbers.
 */
const keyTextSchema = z.union([z.string().regex(/^-?\d{1,19}$/), z.number().transform(String)]);

/**
 * Rows read in a row of neighbouring stretches of keys, for comparison with the source: the ledger
 * of a feed that reads by key.
 */
export const keyLedgerSchema = z.object({
  /** Exclusive lower end of the first stretch; null before the first row. */
  from: keyTextSchema.nullable(),
  /** Ascending; each begins where the previous one ends and reaches to `to`, inclusive. */
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
  /**
   * Fingerprint of table and columns; a different fingerprint means a different source, and reading
   * starts again.
   */
  source: z.string(),
  /** Where reading began: rows before it are not wanted, milliseconds; null: every row is. */
  fromMs: z.number().nullable().default(null),
  /** Highest key read. */
  watermark: keyTextSchema,
  /**
   * Raw time of the row at the watermark: if that row has a different time now, the table was
   * recreated. Null where there is no such row.
   */
  watermarkTime: z.string().nullable(),
  /**
   * `[fingerprint without its key, event time]` of some of the rows read within the tolerance for
   * late ones, oldest first: a reloaded table holds them again, a restarted table does not.
   */
  anchors: z.array(z.tuple([z.string(), z.number()])).default([]),
  /**
   * Fingerprints of the rows at the watermark where the source does not declare its key unique:
   * more rows with the same key may come.
   */
  atWatermark: z.array(z.string()).default([]),
  /**
   * The database's identity of the table, which changes when the table is recreated; null before
   * the first row.
   */
  tableId: z.string().nullable(),
  /**
   * Newest plausible event time read, milliseconds; reading continues from here when the keys
   * restart. Null before the first.
   */
  newestMs: z.number().nullable(),
  /**
   * Keys below the watermark that were not there yet, both ends inclusive, ascending; `sinceMs` is
   * the wall clock at which the gap was noticed, or at which a row was last seen in it.
   */
  gaps: z.array(z.object({ from: keyTextSchema, to: keyTextSchema, sinceMs: z.number() })),
  /** Keys below this one were not searched for gaps; null: all were. */
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
  /** Newest event time read, milliseconds; reading continues from it. */
  watermarkMs: z.number(),
  /**
   * What was read of each stretch of time within the tolerance for late rows, ascending: how many
   * rows, and their fingerprints, or null where there are too many to remember.
   */
  slots: z
    .array(z.object({ fromMs: z.number(), rows: z.number(), prints: z.array(z.string()).nullable() }))
    .default([]),
  /**
   * From when on the slots hold every row that was read, milliseconds; null: from the watermark on.
   */
  countedFromMs: z.number().nullable().default(null),
  /**
   * Fingerprints of the rows at the watermark, except those that `crowd` covers: every answer
   * contains them again.
   */
  atWatermark: z.array(z.string()).default([]),
  /**
   * Fingerprints of rows with an unreadable or implausible time: the source sorts them last and
   * returns them with every answer.
   */
  ahead: z.array(z.string()).default([]),
  /**
   * How far the rows of one crowded instant were read: raw time, place within the instant, rows at
   * exactly that place. `rest`: rows of the instant beyond this place that were already read. Null
   * where no instant is crowded.
   */
  crowd: z
    .object({ at: z.string(), tie: z.string(), rows: z.number(), rest: z.array(z.string()) })
    .nullable()
    .default(null),
  /**
   * A stretch of time that the clock shows twice. It is set from when reading reaches the stretch
   * until rows of it are too late; meanwhile rows are read in the order in which they were written.
   * Null at other times.
   */
  repeated: z
    .object({
      /** When the clock goes back, milliseconds UTC. */
      backAtMs: z.number(),
      /**
       * The last row read: transaction (64 bits), table, place; null: no row was read, or the
       * source has no such order.
       */
      after: z.object({ xid: keyTextSchema, table: z.string(), place: z.string() }).nullable(),
      /**
       * Oldest transaction that had not ended at the last poll: rows of it, or of a later one, may
       * still appear before `after`; null: none may.
       */
      sinceXid: keyTextSchema.nullable(),
      /**
       * Fingerprints of the rows of such transactions that were read; of all rows, where the source
       * has no order.
       */
      prints: z.array(z.string()),
      /** Newest instant read in it, by the order in which rows were written, milliseconds UTC. */
      newestMs: z.number(),
      /** Rows that were read, and unread rows that were found and reported. */
      rows: z.number(),
      neverRead: z.number(),
    })
    .nullable()
    .default(null),
  /** Rows without a time that were refused so far. */
  timeless: z.number().default(0),
  /**
   * Rows that came behind the reading point and could not be distinguished from rows that were
   * read.
   */
  neverRead: z.number().default(0),
  /** From earlier versions: rows that were already read, `[fingerprint, event time]`. */
  recent: z.array(z.tuple([z.string(), z.number()])).default([]),
});
export type TimeCheckpoint = z.infer<typeof timeCheckpointSchema>;

/**
 * Everything that is needed to continue reading after a restart: plain JSON, to be stored only
 * after the rows before it are safe.
 */
export const feedCheckpointSchema = z.discriminatedUnion('by', [keyCheckpointSchema, timeCheckpointSchema]);
export type FeedCheckpoint = z.infer<typeof feedCheckpointSchema>;
