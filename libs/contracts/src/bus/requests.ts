import * as z from 'zod';
import { alertActionSchema, alertSchema } from '../domain/alert.js';
import {
  alertIdSchema,
  assetIdSchema,
  instantSchema,
  modelVersionSchema,
  organizationIdSchema,
  trainingRunIdSchema,
  userIdSchema,
} from '../domain/ids.js';
import {
  admissionBegunSchema,
  admitPieceSchema,
  beginAdmissionSchema,
  commitAdmissionSchema,
} from './bundle-transfer.js';
import {
  modelStateSchema,
  modelTagSchema,
  predictionResultSchema,
  trainingStatusSchema,
} from '../domain/model.js';
import { feedProblemSchema } from '../domain/feed-status.js';
import { sealedTextSchema } from './feed-credentials.js';
import { feedSchema, mappingSchema, tableNameSchema } from '../domain/organization.js';
import { defineRequest } from './define-request.js';
import { platformText, text } from '../domain/text.js';

/** Why a person does something, in their own words. */
export const reasonSchema = text(500);

const discoveredColumnSchema = z.object({
  column: platformText,
  type: platformText,
  nullable: z.boolean(),
  sample: platformText.nullable(),
  suggestedTag: platformText.nullable(),
  suggestedType: z.enum(['number', 'boolean']).nullable(),
  /** An index begins with the column, as that of a key or time column should; null: not known (a view). */
  leadsIndex: z.boolean().nullable().default(null),
  /**
   * What one look costs the source where the table is read by this column, milliseconds, as its planner estimates; 0: nothing worth a word. Null where the
   * table cannot be read by it.
   */
  lookMs: z.number().nullable().default(null),
});

const featureNameSchema = text(256);

/** Rows to predict for: feature values by name; a missing name or null is a missing feature. */
const featureRowSchema = z.object({
  assetId: assetIdSchema,
  timestamp: instantSchema.optional(),
  features: z.record(featureNameSchema, z.number().nullable()),
});

export const RPC = {
  testFeed: defineRequest({
    service: 'data-processor',
    name: 'test-feed',
    request: z.object({
      organizationId: organizationIdSchema,
      feed: feedSchema,
      /** Sealed for this feed's account: the stored password cannot be tried on another server. */
      passwordSealed: sealedTextSchema,
      table: tableNameSchema.optional(),
      /** How the table is to be read: tested, too, with what each look costs the source. */
      mapping: mappingSchema.optional(),
    }),
    reply: z.object({
      ok: z.boolean(),
      problem: feedProblemSchema,
      reason: platformText,
      latencyMs: z.number(),
    }),
    timeoutMs: 15_000,
    audience: 'one',
    askedBy: ['gateway'],
  }),
  discoverFeed: defineRequest({
    service: 'data-processor',
    name: 'discover-feed',
    request: z.object({
      organizationId: organizationIdSchema,
      feed: feedSchema,
      /** Sealed for this feed's account: the stored password cannot be tried on another server. */
      passwordSealed: sealedTextSchema,
      table: tableNameSchema.optional(),
    }),
    reply: z.object({
      tables: z.array(platformText),
      columns: z.array(discoveredColumnSchema),
      /** What looks at the table cost, and by which columns they cost nothing; null where it is nothing worth a word. */
      cost: platformText.nullable().default(null),
    }),
    timeoutMs: 15_000,
    audience: 'one',
    askedBy: ['gateway'],
  }),
  predict: defineRequest({
    service: 'prediction',
    name: 'predict',
    request: z.object({
      organizationId: organizationIdSchema,
      rows: z.array(featureRowSchema).min(1).max(1_000),
      explain: z.boolean().default(false),
    }),
    reply: z.object({ predictions: z.array(predictionResultSchema) }),
    timeoutMs: 5_000,
    audience: 'one',
    askedBy: ['gateway'],
  }),
  /** Load a version beside the live one and re-score its golden rows; answered when warm. */
  warmModel: defineRequest({
    service: 'prediction',
    name: 'warm-model',
    request: z.object({
      organizationId: organizationIdSchema,
      version: modelVersionSchema,
      artifactPath: platformText,
    }),
    reply: z.object({ replica: platformText, ok: z.boolean(), reason: platformText }),
    timeoutMs: 10_000,
    audience: 'each',
    askedBy: ['model-cache'],
  }),
  /** One piece of a verified bundle's file, at most 512 KiB, base64; `size` is the whole file's. */
  readModelFile: defineRequest({
    service: 'model-cache',
    name: 'read-model-file',
    request: z.object({
      organizationId: organizationIdSchema,
      version: modelVersionSchema,
      artifactPath: platformText,
      /**
       * `trees.json` and `probability.onnx` only where the manifest lists them. Those that end in `.ort` are the graphs of that name in the form that
       * takes the least memory, made by model-cache.
       */
      file: z.enum([
        'manifest.json',
        'model.onnx',
        'model.ort',
        'probability.onnx',
        'probability.ort',
        'golden.json',
        'trees.json',
      ]),
      offset: z.number().int().min(0),
    }),
    reply: z.object({ size: z.number().int(), bytes: platformText }),
    timeoutMs: 5_000,
    audience: 'one',
    askedBy: ['prediction', 'training'],
  }),
  /** The model card of a version, Markdown; `MODEL.NO_CARD` (not-found) where its bundle was made without one. */
  readModelCard: defineRequest({
    service: 'model-cache',
    name: 'read-model-card',
    request: z.object({ organizationId: organizationIdSchema, version: modelVersionSchema }),
    reply: z.object({ text: platformText }),
    timeoutMs: 5_000,
    audience: 'one',
    askedBy: ['gateway'],
  }),
  /** A prediction replica tells that the live model began or ceased to fail there; the serving status shows it. */
  reportModelHealth: defineRequest({
    service: 'model-cache',
    name: 'report-model-health',
    request: z.object({
      organizationId: organizationIdSchema,
      version: modelVersionSchema,
      replica: platformText,
      healthy: z.boolean(),
      /** `load`: it could not be fetched so far, which may pass; `run`: it throws, gives no numbers, or was refused. */
      cause: z.enum(['run', 'load']).default('run'),
      /** One sentence for people; empty where healthy. */
      reason: platformText,
    }),
    reply: z.object({}),
    timeoutMs: 5_000,
    audience: 'one',
    askedBy: ['prediction'],
  }),
  /** A prediction replica tells when a model last predicted there; the health watch of model-cache goes by it. */
  reportModelUse: defineRequest({
    service: 'model-cache',
    name: 'report-model-use',
    request: z.object({
      organizationId: organizationIdSchema,
      version: modelVersionSchema,
      /** Of the last prediction, milliseconds since the epoch. */
      predictedAtMs: z.number(),
    }),
    reply: z.object({}),
    timeoutMs: 5_000,
    audience: 'one',
    askedBy: ['prediction'],
  }),
  /** Training hands a plain bundle over, in three steps; model-cache seals it and puts it into the artifact store. */
  beginAdmission: defineRequest({
    service: 'model-cache',
    name: 'admit-bundle.begin',
    request: beginAdmissionSchema,
    reply: admissionBegunSchema,
    timeoutMs: 10_000,
    audience: 'one',
    askedBy: ['training'],
  }),
  admitPiece: defineRequest({
    service: 'model-cache',
    name: 'admit-bundle.piece',
    request: admitPieceSchema,
    reply: z.object({}),
    timeoutMs: 10_000,
    audience: 'one',
    askedBy: ['training'],
  }),
  commitAdmission: defineRequest({
    service: 'model-cache',
    name: 'admit-bundle.commit',
    request: commitAdmissionSchema,
    reply: z.object({ artifactPath: platformText }),
    timeoutMs: 60_000,
    audience: 'one',
    askedBy: ['training'],
  }),
  /** Versions whose place in the artifact store is taken, registered or not: the next one comes after all of them. */
  storedVersions: defineRequest({
    service: 'model-cache',
    name: 'stored-versions',
    request: z.object({ organizationId: organizationIdSchema }),
    reply: z.object({ versions: z.array(modelVersionSchema) }),
    timeoutMs: 10_000,
    audience: 'one',
    askedBy: ['training'],
  }),
  /** Puts a version into service, into shadow, or out of shadow. Done when every replica has it; refused with a sentence otherwise. */
  deployModel: defineRequest({
    service: 'model-cache',
    name: 'deploy-model',
    request: z.object({
      organizationId: organizationIdSchema,
      version: modelVersionSchema,
      mode: z.enum(['champion', 'shadow', 'retired']),
      actorId: userIdSchema.nullable(),
      reason: reasonSchema,
      /** Why it is to serve although the gate refused it or it failed before; null: it is not to. */
      override: z.object({ reason: reasonSchema.min(1) }).nullable(),
    }),
    reply: z.object({
      version: modelVersionSchema,
      state: modelStateSchema,
      previous: modelVersionSchema.nullable(),
      override: z.boolean(),
    }),
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
    reply: z.object({ version: modelVersionSchema, previous: modelVersionSchema }),
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
    reply: z.object({ version: modelVersionSchema }),
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
    reply: z.object({ version: modelVersionSchema, tags: z.array(modelTagSchema) }),
    timeoutMs: 5_000,
    audience: 'one',
    askedBy: ['gateway'],
  }),
  /** @throws `TRAINING.RUNNING` (conflict) where one runs or waits for its turn already. */
  train: defineRequest({
    service: 'training',
    name: 'train',
    request: z.object({
      organizationId: organizationIdSchema,
      actorId: userIdSchema.nullable().default(null),
      reason: reasonSchema.default(''),
    }),
    reply: z.object({ runId: trainingRunIdSchema, status: trainingStatusSchema }),
    timeoutMs: 5_000,
    audience: 'one',
    askedBy: ['gateway'],
  }),
  cancelTraining: defineRequest({
    service: 'training',
    name: 'cancel-training',
    request: z.object({
      organizationId: organizationIdSchema,
      /** Null: whichever runs or waits. */
      runId: trainingRunIdSchema.nullable(),
      actorId: userIdSchema.nullable(),
      reason: reasonSchema,
    }),
    reply: z.object({ runId: trainingRunIdSchema }),
    timeoutMs: 5_000,
    audience: 'one',
    askedBy: ['gateway'],
  }),
  actOnAlert: defineRequest({
    service: 'alerting',
    name: 'act-on-alert',
    request: z.object({
      organizationId: organizationIdSchema,
      alertId: alertIdSchema,
      userId: userIdSchema,
      action: alertActionSchema,
    }),
    reply: z.object({ alert: alertSchema }),
    timeoutMs: 5_000,
    audience: 'one',
    askedBy: ['gateway'],
  }),
} as const;

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
