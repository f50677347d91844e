import * as z from 'zod';
import { platformText } from '../domain/text.js';

/** One mistake in the request; `pointer` is a JSON pointer into it. */
// eslint-disable-next-line no-restricted-syntax -- both quote the request: a field's name may be the mistake.
export const mistakeSchema = z.object({ pointer: z.string(), detail: z.string() });
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
