import * as z from 'zod';
import { assetIdSchema } from './ids.js';
import { text } from './text.js';

/**
 * `error`: an entry of the alarm or error log, identified by its code; `maintenance`: work on a
 * component, identified by its name.
 */
export const logKindSchema = z.enum(['error', 'maintenance']);
export type LogKind = z.infer<typeof logKindSchema>;

/** Most characters of a code. */
const CODE_CHARACTERS_MAX = 64;
/** Code of an error, or name of a component: subject-safe text, as features are named after it. */
const codeSchema = text(CODE_CHARACTERS_MAX).regex(/^[A-Za-z0-9_-]+$/);

/**
 * The organization's name for an error or a component, as a code: characters that a code cannot
 * have become `_`; null where nothing is left.
 */
export function logCodeOf(text: string): string | null {
  const code = text
    .trim()
    .replace(/[^A-Za-z0-9_-]+/g, '_')
    .slice(0, CODE_CHARACTERS_MAX);
  return /[A-Za-z0-9]/.test(code) ? code : null;
}

/**
 * One entry of a log. The same asset, code and instant is the same entry, however often and by
 * whichever way it comes.
 */
export const logEntrySchema = z.object({
  assetId: assetIdSchema,
  code: codeSchema,
  /** Milliseconds since the epoch, UTC. */
  atMs: z.number(),
});
export type LogEntry = z.infer<typeof logEntrySchema>;
