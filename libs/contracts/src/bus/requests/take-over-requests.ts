import * as z from 'zod';
import { organizationIdSchema } from '../../domain/ids.js';
import { takeOverProgressSchema } from '../../domain/take-over.js';
import { defineRequest } from '../define-request.js';

/** What is asked about the history that is taken over from sources. */
export const takeOverRequests = {
  takeOverProgress: defineRequest({
    service: 'historian',
    name: 'take-over-progress',
    request: z.object({ organizationId: organizationIdSchema }),
    reply: z.object({ organizationId: organizationIdSchema, progress: takeOverProgressSchema }),
    timeoutMs: 10_000,
    audience: 'one',
    askedBy: ['gateway'],
  }),
} as const;
