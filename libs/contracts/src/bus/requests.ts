import * as z from 'zod';
import { alertActionSchema } from '../domain/alert-actions/alert-actions.js';
import { alertSchema } from '../domain/alert.js';
import { feedDiscoverySchema, feedTestSchema } from '../domain/feed-look.js';
import {
  alertIdSchema,
  modelVersionSchema,
  organizationIdSchema,
  trainingRunIdSchema,
  userIdSchema,
} from '../domain/ids.js';
import {
  modelDeletedSchema,
  modelDeployedSchema,
  modelRolledBackSchema,
  modelTaggedSchema,
  reasonSchema,
  trainingBegunSchema,
  trainingCancelledSchema,
} from '../domain/model-steps.js';
import { modelTagSchema } from '../domain/model.js';
import { feedSchema, mappingSchema, tableNameSchema } from '../domain/organization.js';
import { predictRowsShape, predictionsSchema } from '../domain/prediction-request.js';
import { platformText } from '../domain/text.js';
import {
  admissionBegunSchema,
  admitPieceSchema,
  beginAdmissionSchema,
  commitAdmissionSchema,
} from './bundle-transfer.js';
import { defineRequest } from './define-request.js';
import { sealedTextSchema } from './feed-credentials.js';
import { defineReplay } from './replay-dead-letter.js';

/** Every question between services, once. */
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
    reply: feedTestSchema,
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
    reply: feedDiscoverySchema,
    timeoutMs: 15_000,
    audience: 'one',
    askedBy: ['gateway'],
  }),
  predict: defineRequest({
    service: 'prediction',
    name: 'predict',
    request: z.object({
      organizationId: organizationIdSchema,
      ...predictRowsShape,
    }),
    reply: predictionsSchema,
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
  /** @throws `TRAINING.RUNNING` (conflict) where one runs or waits for its turn already. */
  train: defineRequest({
    service: 'training',
    name: 'train',
    request: z.object({
      organizationId: organizationIdSchema,
      actorId: userIdSchema.nullable().default(null),
      reason: reasonSchema.default(''),
    }),
    reply: trainingBegunSchema,
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
    reply: trainingCancelledSchema,
    timeoutMs: 5_000,
    audience: 'one',
    askedBy: ['gateway'],
  }),
  replayDataProcessorLetter: defineReplay('data-processor'),
  replayPredictionLetter: defineReplay('prediction'),
  replayAlertingLetter: defineReplay('alerting'),
  replayTrainingLetter: defineReplay('training'),
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
