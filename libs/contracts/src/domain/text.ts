import * as z from 'zod';

/**
 * Any text but one with a NUL or half of a surrogate pair, which PostgreSQL refuses and UTF-8
 * cannot carry.
 */
const WELL_FORMED = /^[^\0\p{Surrogate}]*$/u;
const WELL_FORMED_MESSAGE = 'must not hold a NUL character or half of a surrogate pair';

/**
 * Text that the platform itself wrote: sentences for people, digests, names that it made. It is
 * well-formed, so that a forged message cannot contain text that the database refuses. Its writer
 * decides the length; the message that carries it bounds it.
 */
export const platformText = z.string().regex(WELL_FORMED, WELL_FORMED_MESSAGE);

/**
 * Text from outside: from people, clients, plants and files. Every contract field for such text
 * uses this schema.
 * @param charactersMax  Most UTF-16 code units, as JavaScript and JSON Schema count characters
 * nearly alike.
 */
export const text = (charactersMax: number) =>
  z.string().max(charactersMax, { abort: true }).regex(WELL_FORMED, WELL_FORMED_MESSAGE);

/**
 * Text of one closed form: names that stand in subjects, codes, digests. The pattern itself
 * excludes NUL and halves of pairs and bounds the length; a test checks this for every such
 * pattern.
 */
export const textLike = (pattern: RegExp, message?: string) => z.string().regex(pattern, message);

/** E-mail address; plain characters only, at most what a mail server takes. */
export const emailSchema = z.email().max(320);

/**
 * The beginning of a text; a character outside the basic plane is left out whole where the cut
 * would halve it.
 */
export function cutText(whole: string, charactersMax: number): string {
  if (whole.length <= charactersMax) return whole;
  const cut = whole.slice(0, charactersMax);
  return HALF_AT_END.test(cut) ? cut.slice(0, -1) : cut;
}
/** A high surrogate without its low one. */
const HALF_AT_END = /[\uD800-\uDBFF]$/;
