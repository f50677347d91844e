import * as z from 'zod';
import { feedProblemSchema } from './feed-status.js';
import { platformText } from './text.js';

/** Whether a source answers; if not, the reason. */
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

/** The content of a source: its tables, or the columns of one table. */
export const feedDiscoverySchema = z.object({
  tables: z.array(platformText),
  columns: z.array(discoveredColumnSchema),
  /**
   * Cost of looks at the table, and the columns by which they cost nothing; null where the cost is
   * negligible.
   */
  cost: platformText.nullable().default(null),
});
