import * as z from 'zod';
import { platformText } from '../domain/text.js';

/** What is wrong at one place of a request. `schema`: its form; `detail` says which. */
export const mistakeCodeSchema = z.enum([
  'schema',
  'id-taken',
  'tag-taken',
  'tag-unknown',
  'tag-own-set-value',
  'tag-boolean',
  'tag-no-input',
  'range-reversed',
  'asset-unknown',
  'column-mapped-twice',
  'tag-fed-twice',
  'severity-twice',
  'state-taken',
  'state-reserved',
  'state-unknown',
  'schedule-unreadable',
  'lead-too-long',
]);
export type MistakeCode = z.infer<typeof mistakeCodeSchema>;

/* eslint-disable no-restricted-syntax -- they quote the request: a field's name may be the mistake. */
/** One mistake in the request; `pointer` is a JSON pointer into it. */
export const mistakeSchema = z.object({
  pointer: z.string(),
  detail: z.string(),
  code: mistakeCodeSchema.optional(),
  /** The tag, id, state or column that it is about. */
  about: z.string().optional(),
});
/* eslint-enable no-restricted-syntax */
export type Mistake = z.infer<typeof mistakeSchema>;

/** RFC 9457 problem details, with the stable `code` that clients may rely on. */
export const problemSchema = z.object({
  type: platformText,
  title: platformText,
  status: z.number().int(),
  // eslint-disable-next-line no-restricted-syntax -- it quotes the first mistake.
  detail: z.string(),
  code: platformText,
  instance: platformText,
  errors: z.array(mistakeSchema).optional(),
  retryAfterSeconds: z.number().int().optional(),
});
export type Problem = z.infer<typeof problemSchema>;
