import * as z from 'zod';
import type { WorkingService } from '../domain/services.js';
import { vitalReadingSchema } from '../domain/vitals.js';
import { defineRequest } from './define-request.js';

/** A process that needs longer for a few numbers is in trouble. */
const VITALS_MS_MAX = 1_000;

/**
 * Asks every replica of a service how it is. It answers from what it counts anyway, and does no
 * work for it.
 */
export const defineVitals = (service: WorkingService) =>
  defineRequest({
    service,
    name: 'vitals',
    request: z.object({}),
    reply: vitalReadingSchema,
    timeoutMs: VITALS_MS_MAX,
    audience: 'each',
    askedBy: ['gateway'],
  });
