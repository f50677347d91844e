import * as z from 'zod';
import { estimateSchema } from '../domain/candidate-judgement.js';
import { instantSchema, modelVersionSchema, organizationIdSchema } from '../domain/ids.js';
import { verdictSchema } from '../domain/judgement.js';
import { modelDeletedSchema, modelTaggedSchema } from '../domain/model-steps.js';
import { modelStateSchema, modelStepSchema, modelTagSchema } from '../domain/model-life.js';
import { modelManifestSchema } from '../domain/model.js';
import { servingStatusSchema } from '../domain/serving-status.js';
import { trainingStatusSchema } from '../domain/training-status.js';
import { platformText } from '../domain/text.js';
import { pageOf, pageQuerySchema } from './page.js';
import { route } from './route.js';

/** The serving model, and the progress of training. */
const modelStatusSchema = z.object({
  organizationId: organizationIdSchema,
  training: trainingStatusSchema.nullable(),
  serving: servingStatusSchema.nullable(),
});
/** A version as lists show it. */
export const modelSummarySchema = z.object({
  version: modelVersionSchema,
  state: modelStateSchema,
  /** Why it is in this state, in one sentence. */
  stateReason: platformText,
  stateAt: instantSchema,
  /** It was put into service or shadow although the gate had refused it or it had failed. */
  overridden: z.boolean(),
  tags: z.array(modelTagSchema),
  createdAt: instantSchema,
  metrics: modelManifestSchema.shape.metrics,
  /** Figures of its judgement with their intervals; null for older models, which have none. */
  intervals: z.object({ warnedShare: estimateSchema, falseAlarmsPerAssetDay: estimateSchema }).nullable(),
  /** The gate's verdict; null for older models, which had no gate. */
  verdict: verdictSchema.nullable(),
  trainedFrom: instantSchema,
  trainedTo: instantSchema,
  featureCount: z.number().int(),
  components: modelManifestSchema.shape.components,
});
export type ModelSummary = z.infer<typeof modelSummarySchema>;

/** All facts of a version: manifest with judgement and lineage, and its history, oldest first. */
export const modelDetailSchema = modelSummarySchema.extend({
  manifest: modelManifestSchema,
  history: z.array(modelStepSchema),
});
export type ModelDetail = z.infer<typeof modelDetailSchema>;

/** One figure of both versions. `better` null: the figures are equal, or one is missing. */
const comparedFigureSchema = z.object({
  name: platformText,
  unit: platformText,
  /** Whether a higher figure is better. */
  higherIsBetter: z.boolean(),
  a: z.number().nullable(),
  b: z.number().nullable(),
  better: z.enum(['a', 'b']).nullable(),
});

export const modelComparisonSchema = z.object({
  a: modelVersionSchema,
  b: modelVersionSchema,
  /**
   * Whether both were judged on the same data: only then do the figures compare the models and not
   * the periods.
   */
  sameData: z.boolean(),
  /** One sentence on what the figures mean. */
  note: platformText,
  figures: z.array(comparedFigureSchema),
  /** Features that only one of them uses. */
  onlyInA: z.array(platformText),
  onlyInB: z.array(platformText),
});
export type ModelComparison = z.infer<typeof modelComparisonSchema>;

const modelsQuerySchema = pageQuerySchema.extend({ tag: modelTagSchema.optional() });
const comparedSchema = z.object({ a: modelVersionSchema, b: modelVersionSchema });
const historyQuerySchema = z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) });
const historySchema = z.object({ items: z.array(modelStepSchema) });
const shadowScoreSchema = z.object({
  version: modelVersionSchema,
  /** First and last minute in which it ran, by the time of the rows; null: it never ran. */
  from: instantSchema.nullable(),
  to: instantSchema.nullable(),
  events: z.number().int(),
  warnedInTime: z.number().int(),
  missed: z.number().int(),
  /** Failures before which it did not run: they are not counted. */
  notJudged: z.number().int(),
  alarms: z.number().int(),
  falseAlarms: z.number().int(),
  assetDays: z.number(),
  falseAlarmsPerAssetDay: z.number().nullable(),
  leadMinutesMedian: z.number().nullable(),
});
const tagsBodySchema = z.object({
  add: z.array(modelTagSchema).max(20).default([]),
  remove: z.array(modelTagSchema).max(20).default([]),
});

export const modelsRoutes = {
  status: route({
    method: 'GET',
    path: '/api/v1/ml/status',
    access: 'members',
    tag: 'models',
    summary: 'The serving model and the progress of training',
    description:
      'Also pushed as `status` on the socket. `training.attention`: what admins must do; `serving.override`: the live version did not pass the gate. `serving.watch`: what the health watch found, each with a code, a sentence and its figures: `MODEL.OLD` (the live version was trained more than 7 days ago), `MODEL.UNUSED` (nothing was predicted with it for 24 hours), `MODEL.TOO_MANY_VERSIONS` (more than 5 inactive ones), `MODEL.TOO_MUCH_STORED` (more than 500 MB, of a million bytes); absent until it has looked.',
    status: 200,
    reply: modelStatusSchema,
  }),
  list: route({
    method: 'GET',
    path: '/api/v1/ml/models',
    access: 'members',
    tag: 'models',
    summary: 'Versions, newest first, with state, metrics and the gate’s verdict',
    query: modelsQuerySchema,
    status: 200,
    reply: pageOf(modelSummarySchema),
    errors: ['REQUEST.CURSOR_UNREADABLE'],
  }),
  compare: route({
    method: 'GET',
    path: '/api/v1/ml/models/compare',
    access: 'members',
    tag: 'models',
    summary: 'Two versions side by side',
    description:
      '`sameData` false: they were judged on different data, and the figures compare the periods as well as the models.',
    query: comparedSchema,
    status: 200,
    reply: modelComparisonSchema,
    errors: ['MODEL.NOT_FOUND'],
  }),
  history: route({
    method: 'GET',
    path: '/api/v1/ml/models/history',
    access: 'members',
    tag: 'models',
    summary: 'Deployment history of all versions, deleted ones too, newest first',
    description:
      'Every step with actor (null: the platform), reason and time. Also in the audit log, whose entries are chained.',
    query: historyQuerySchema,
    status: 200,
    reply: historySchema,
  }),
  model: route({
    method: 'GET',
    path: '/api/v1/ml/models/:version',
    access: 'members',
    tag: 'models',
    summary: 'A version with manifest, judgement, verdict and history',
    params: { version: modelVersionSchema },
    status: 200,
    reply: modelDetailSchema,
    errors: ['MODEL.NOT_FOUND'],
  }),
  card: route({
    method: 'GET',
    path: '/api/v1/ml/models/:version/card',
    access: 'members',
    tag: 'models',
    summary: 'The model card of a version, for people: Markdown',
    description:
      'Its purpose, data, quality, cost, limits of use and origin. 404 `MODEL.NO_CARD` for an older version without a card.',
    params: { version: modelVersionSchema },
    status: 200,
    reply: null,
    replyType: 'text/markdown',
    errors: ['MODEL.NOT_FOUND', 'MODEL.NO_CARD', 'RPC.NO_RESPONDER'],
  }),
  shadow: route({
    method: 'GET',
    path: '/api/v1/ml/models/:version/shadow',
    access: 'members',
    tag: 'models',
    summary: 'Results of a version in shadow, scored against the failures that followed',
    description:
      'Failures are those that the scans showed, and the organization’s own records where they count. By the same rules as the judgement of a trained model.',
    params: { version: modelVersionSchema },
    status: 200,
    reply: shadowScoreSchema,
    errors: ['MODEL.NOT_FOUND', 'ORGANIZATION.NOT_CONFIGURED'],
  }),
  remove: route({
    method: 'DELETE',
    path: '/api/v1/ml/models/:version',
    access: 'admins',
    tag: 'models',
    summary: 'Deletes a version and its files',
    description:
      'Never the champion (409 `MODEL.CHAMPION_STAYS`). Its number is never used again; its history stays.',
    params: { version: modelVersionSchema },
    status: 200,
    reply: modelDeletedSchema,
    errors: ['MODEL.NOT_FOUND', 'MODEL.CHAMPION_STAYS', 'RPC.NO_RESPONDER'],
  }),
  tag: route({
    method: 'POST',
    path: '/api/v1/ml/models/:version/tags',
    access: 'admins',
    tag: 'models',
    summary: 'Adds and removes tags of a version; `GET /ml/models?tag=` finds it by them',
    body: tagsBodySchema,
    params: { version: modelVersionSchema },
    status: 200,
    reply: modelTaggedSchema,
    errors: ['MODEL.NOT_FOUND', 'RPC.NO_RESPONDER'],
  }),
} as const;
