import * as z from 'zod';
import { platformText } from '../domain/text.js';

/**
 * The form of an error in a reply; the asker makes an AppError from it again. The code gives its
 * kind, and whether it may be retried, on both sides: see `ERRORS`.
 */
export const rpcErrorSchema = z.object({
  code: platformText,
  message: platformText,
  details: z.record(platformText, z.unknown()),
});
