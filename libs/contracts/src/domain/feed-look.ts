import * as z from 'zod';
import { feedProblemSchema } from './feed-status.js';
import { platformText } from './text.js';

/** Whether a source answers, and what is wrong where it does not. */
export const feedTestSchema = z.object({
  ok: z.boolean(),
  problem: feedProblemSchema,
  reason: platformText,
  latencyMs: z.number(),
});

const discoveredColumnSchema = z.object({
  column: platformText,
  type: platformText,
  nullable: z.boolean(),
  sample: platformText.nullable(),
  suggestedTag: platformText.nullable(),
  suggestedType: z.enum(['number', 'boolean']).nullable(),
  /** An index begins with the column, as that of a key or time column should; null: not known (a view). */
  leadsIndex: z.boolean().nullable().default(null),
  /**
   * What one look costs the source where the table is read by this column, milliseconds, as its planner estimates; 0: nothing worth a word. Null where the
   * table cannot be read by it.
   */
  lookMs: z.number().nullable().default(null),
});

/** What is in a source: its tables, or the columns of one. */
export const feedDiscoverySchema = z.object({
  tables: z.array(platformText),
  columns: z.array(discoveredColumnSchema),
  /** What looks at the table cost, and by which columns they cost nothing; null where it is nothing worth a word. */
  cost: platformText.nullable().default(null),
});
