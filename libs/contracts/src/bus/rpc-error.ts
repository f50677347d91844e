import * as z from 'zod';
import { platformText } from '../domain/text.js';

/**
 * How an error travels in a reply; the other side makes an AppError of it again. Its kind, and whether
 * it may be tried again, follow from its code on either side: see `ERRORS`.
 */
export const rpcErrorSchema = z.object({
  code: platformText,
  message: platformText,
  details: z.record(platformText, z.unknown()),
});
