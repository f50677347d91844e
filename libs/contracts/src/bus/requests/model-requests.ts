import * as z from 'zod';
import { modelVersionSchema, organizationIdSchema, userIdSchema } from '../../domain/ids.js';
import {
  modelDeletedSchema,
  modelDeployedSchema,
  modelRolledBackSchema,
  modelTaggedSchema,
  reasonSchema,
} from '../../domain/model-steps.js';
import { modelTagSchema } from '../../domain/model-life.js';
import { platformText } from '../../domain/text.js';
import { defineRequest } from '../define-request.js';

/** Requests to model-cache about versions and their health in service. */
export const modelRequests = {
  /**
   * A prediction replica reports that the live model began or stopped failing there; the serving
   * status shows it.
   */
  reportModelHealth: defineRequest({
    service: 'model-cache',
    name: 'report-model-health',
    request: z.object({
      organizationId: organizationIdSchema,
      version: modelVersionSchema,
      replica: platformText,
      healthy: z.boolean(),
      /**
       * `load`: it could not be fetched yet, which may be temporary; `run`: it throws, returns no
       * numbers, or was refused.
       */
      cause: z.enum(['run', 'load']).default('run'),
      /** One sentence for people; empty where healthy. */
      reason: platformText,
    }),
    reply: z.object({}),
    timeoutMs: 5_000,
    audience: 'one',
    askedBy: ['prediction'],
  }),
  /**
   * A prediction replica reports when a model last predicted there; the health watch of model-cache
   * uses it.
   */
  reportModelUse: defineRequest({
    service: 'model-cache',
    name: 'report-model-use',
    request: z.object({
      organizationId: organizationIdSchema,
      version: modelVersionSchema,
      /** Instant of the last prediction, milliseconds since the epoch. */
      predictedAtMs: z.number(),
    }),
    reply: z.object({}),
    timeoutMs: 5_000,
    audience: 'one',
    askedBy: ['prediction'],
  }),
  /**
   * Puts a version into service, into shadow, or out of shadow. It succeeds when every replica has
   * it; otherwise it is refused with a reason.
   */
  deployModel: defineRequest({
    service: 'model-cache',
    name: 'deploy-model',
    request: z.object({
      organizationId: organizationIdSchema,
      version: modelVersionSchema,
      mode: z.enum(['champion', 'shadow', 'retired']),
      actorId: userIdSchema.nullable(),
      reason: reasonSchema,
      /** Why it must serve although the gate refused it or it failed before; null: no override. */
      override: z.object({ reason: reasonSchema.min(1) }).nullable(),
    }),
    reply: modelDeployedSchema,
    timeoutMs: 20_000,
    audience: 'one',
    askedBy: ['gateway'],
  }),
  /** Back to the last champion that served well. */
  rollBackModel: defineRequest({
    service: 'model-cache',
    name: 'roll-back-model',
    request: z.object({
      organizationId: organizationIdSchema,
      actorId: userIdSchema.nullable(),
      reason: reasonSchema,
    }),
    reply: modelRolledBackSchema,
    timeoutMs: 20_000,
    audience: 'one',
    askedBy: ['gateway'],
  }),
  /** Removes a version and its files. */
  deleteModel: defineRequest({
    service: 'model-cache',
    name: 'delete-model',
    request: z.object({
      organizationId: organizationIdSchema,
      version: modelVersionSchema,
      actorId: userIdSchema.nullable(),
      reason: reasonSchema,
    }),
    reply: modelDeletedSchema,
    timeoutMs: 10_000,
    audience: 'one',
    askedBy: ['gateway'],
  }),
  tagModel: defineRequest({
    service: 'model-cache',
    name: 'tag-model',
    request: z.object({
      organizationId: organizationIdSchema,
      version: modelVersionSchema,
      actorId: userIdSchema.nullable(),
      add: z.array(modelTagSchema).max(20),
      remove: z.array(modelTagSchema).max(20),
    }),
    reply: modelTaggedSchema,
    timeoutMs: 5_000,
    audience: 'one',
    askedBy: ['gateway'],
  }),
} as const;
