import * as z from 'zod';
import { platformText } from '../domain/text.js';

/** How an error travels in a reply; the other side makes an AppError of it again. */
export const rpcErrorSchema = z.object({
  code: platformText,
  kind: z.enum([
    'invalid',
    'not-found',
    'conflict',
    'unauthenticated',
    'forbidden',
    'unavailable',
    'timeout',
    'exhausted',
    'bug',
  ]),
  message: platformText,
  details: z.record(platformText, z.unknown()),
  retryable: z.boolean(),
});
