import * as z from 'zod';
import { organizationIdSchema } from '../domain/ids.js';
import type { WorkingService } from '../domain/services.js';
import { defineRequest } from './define-request.js';

/**
 * Sends a dead letter again, on the subject that it came on. Its writer is asked, who alone may publish there, and who reads the letter itself: who asks names it and
 * cannot say what is sent.
 * @throws `BUS.DEAD_LETTER_NOT_FOUND` (not-found), also for the letter of another organization; `BUS.DEAD_LETTER_NO_MESSAGE` (conflict)
 */
export const defineReplay = (service: WorkingService) =>
  defineRequest({
    service,
    name: 'replay-dead-letter',
    request: z.object({ organizationId: organizationIdSchema, sequence: z.number().int().positive() }),
    reply: z.object({ isDuplicate: z.boolean() }),
    timeoutMs: 5_000,
    audience: 'one',
    askedBy: ['gateway'],
  });
