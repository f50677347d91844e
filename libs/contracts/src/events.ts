import { z } from 'zod';
import { assetIdSchema, organizationIdSchema } from './ids.js';
import { text } from './text.js';

/** `error`: an entry of the alarm or error log, told by its code; `maintenance`: work on a component, told by its name. */
export const eventKindSchema = z.enum(['error', 'maintenance']);
export type EventKind = z.infer<typeof eventKindSchema>;

/** Most characters of a code. */
const CODE_CHARACTERS_MAX = 64;
/** Code of an error, or name of a component: subject-safe text, as features are named after it. */
const codeSchema = text(CODE_CHARACTERS_MAX).regex(/^[A-Za-z0-9_-]+$/);

/** What an organization calls an error or a component, as a code: characters that a code cannot have become `_`; null where nothing is left. */
export function eventCodeOf(text: string): string | null {
  const code = text
    .trim()
    .replace(/[^A-Za-z0-9_-]+/g, '_')
    .slice(0, CODE_CHARACTERS_MAX);
  return /[A-Za-z0-9]/.test(code) ? code : null;
}

export const EVENT_BATCH_MAX = 64;

/**
 * `events.<organizationId>.<kind>`, from a table of its feed, and `events.<organizationId>.given-<kind>`, given over REST: entries of the logs
 * of an organization's assets. The same asset, code and instant is the same entry, however often it comes and whatever way. In any order of time.
 */
export const eventBatchSchema = z.object({
  v: z.literal(1),
  organizationId: organizationIdSchema,
  kind: eventKindSchema,
  /** Which log table under which mapping they were read from, where they were: under a corrected mapping they count no more. */
  log: text(64).optional(),
  /** When they were given or taken back over REST, milliseconds: what is given again after it was taken back is another message. */
  givenAtMs: z.number().optional(),
  /** They were a mistake and are taken back: features forget them. */
  takenBack: z.literal(true).optional(),
  events: z
    .array(
      z.object({
        assetId: assetIdSchema,
        code: codeSchema,
        /** Milliseconds since the epoch, UTC. */ atMs: z.number(),
      }),
    )
    .min(1)
    .max(EVENT_BATCH_MAX),
});
export type EventBatch = z.infer<typeof eventBatchSchema>;
export type LogEntry = EventBatch['events'][number];
