import * as z from 'zod';
import { feedProblemSchema } from './feed-status.js';
import { platformText } from './text.js';

/** What a source says of itself and of the account that reads it. */
const sourceFactsSchema = z.object({
  version: platformText,
  /** The account may change data: reading needs less. */
  mayWrite: z.boolean(),
  /** Clock of the source ahead of the platform's, milliseconds; negative: behind. */
  clockAheadMs: z.number(),
});

/** Whether a source answers; if not, the reason. */
export const feedTestSchema = z.object({
  ok: z.boolean(),
  problem: feedProblemSchema,
  reason: platformText,
  latencyMs: z.number(),
  /** Null where the source did not say. */
  facts: sourceFactsSchema.nullable().default(null),
});

const discoveredColumnSchema = z.object({
  column: platformText,
  type: platformText,
  nullable: z.boolean(),
  sample: platformText.nullable(),
  suggestedTag: platformText.nullable(),
  suggestedType: z.enum(['number', 'boolean']).nullable(),
  /**
   * Whether an index begins with the column, as a key or time column needs; null: unknown (a view).
   */
  leadsIndex: z.boolean().nullable().default(null),
  /**
   * Cost of one look at the table by this column, in milliseconds, as the source's planner
   * estimates it; 0: negligible. Null where the table cannot be read by this column.
   */
  lookMs: z.number().nullable().default(null),
});

/** What the catalogue knows of a table. */
const tableFactsSchema = z.object({
  kind: z.enum(['table', 'view', 'foreign-table']),
  /** As the planner estimates them; null: never counted. */
  rows: z.number().nullable(),
});

/** The content of a source: its tables, or the columns of one table. */
export const feedDiscoverySchema = z.object({
  tables: z.array(platformText),
  /** Of each table, in the order of `tables`. */
  facts: z.array(tableFactsSchema).default([]),
  columns: z.array(discoveredColumnSchema),
  /**
   * The newest rows of the table, oldest first: each cell as text, cut short, in the order of
   * `columns`. In any order where the table has no primary key of one column.
   */
  rows: z.array(z.array(platformText.nullable())).default([]),
  /**
   * Cost of looks at the table, and the columns by which they cost nothing; null where the cost is
   * negligible.
   */
  cost: platformText.nullable().default(null),
});
