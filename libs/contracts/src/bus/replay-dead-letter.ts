import * as z from 'zod';
import { organizationIdSchema } from '../domain/ids.js';
import type { WorkingService } from '../domain/services.js';
import { defineRequest } from './define-request.js';

/**
 * Sends a dead letter again, on its original subject. The request goes to the writer of that
 * subject, because only the writer may publish there. The writer reads the letter itself: the asker
 * names the letter and cannot choose the content.
 * @throws `BUS.DEAD_LETTER_NOT_FOUND` (not-found), also for the letter of another organization;
 * `BUS.DEAD_LETTER_NO_MESSAGE` (conflict)
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
