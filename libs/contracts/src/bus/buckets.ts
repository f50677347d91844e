import * as z from 'zod';
import { feedStatusSchema } from '../domain/feed-status.js';
import { servingStatusSchema } from '../domain/serving-status.js';
import { trainingStatusSchema } from '../domain/training-status.js';
import { organizationConfigSchema } from '../domain/organization.js';
import { platformText } from '../domain/text.js';
import { busCheckSchema } from './bus-check.js';
import { defineBucket } from './define-bucket.js';
import { feedCredentialsSchema } from './feed-credentials.js';
import { liveModelSchema, shadowModelSchema } from './model-pointers.js';
import { modelUseSchema } from './model-use.js';

/** A live replica of prediction; each must be warm before a model goes live. Renewed every 2 s. */
export const replicaSchema = z.object({ replica: platformText, updatedAtMs: z.number() });
export type LiveReplica = z.infer<typeof replicaSchema>;

/**
 * What is stored under a lease's key. It holds no time, because the clocks of two machines cannot
 * be compared.
 */
export const leaseSchema = z.object({
  /** Empty: the lease was released. */
  owner: platformText,
  ttlMs: z.number().positive(),
});
export type LeaseRecord = z.infer<typeof leaseSchema>;

/**
 * A private shape: the owner gives its schema when it opens the bucket, and no other service reads
 * it.
 */
const privateShape = z.unknown();

/** All buckets. */
export const BUCKETS = {
  config: defineBucket({
    name: 'config',
    key: 'organization',
    schema: organizationConfigSchema,
    version: 1,
    writtenBy: { gateway: 'all' },
    readBy: 'all',
    signed: true,
  }),
  /** How far each chain of the audit log is sealed, by organization id or `platform`. */
  auditHeads: defineBucket({
    name: 'audit-heads',
    key: 'chain',
    schema: privateShape,
    version: 1,
    writtenBy: { gateway: 'all' },
    readBy: [],
  }),
  feedCredentials: defineBucket({
    name: 'feed-credentials',
    key: 'organization',
    schema: feedCredentialsSchema,
    version: 1,
    writtenBy: { gateway: 'all' },
    readBy: ['data-processor', 'training', 'historian'],
    signed: true,
  }),
  feedStatus: defineBucket({
    name: 'feed-status',
    key: 'organization',
    schema: feedStatusSchema,
    version: 1,
    writtenBy: { 'data-processor': 'all' },
    readBy: 'all',
  }),
  /** How far a feed's rows are read and followed by their features. */
  checkpoints: defineBucket({
    name: 'checkpoints',
    key: 'organization',
    schema: privateShape,
    version: 1,
    writtenBy: { 'data-processor': 'all' },
    readBy: [],
  }),
  /** The leases: which process alone does a piece of work for an organization. */
  leases: defineBucket({
    name: 'leases',
    key: 'noun-and-organization',
    schema: leaseSchema,
    version: 1,
    writtenBy: {
      'data-processor': ['feeds.>'],
      alerting: ['alerting.>'],
      'model-cache': ['model-cache.>'],
      training: ['training.>'],
      historian: ['historian.>'],
    },
    readBy: [],
  }),
  liveModels: defineBucket({
    name: 'live-models',
    key: 'organization',
    schema: liveModelSchema,
    version: 1,
    writtenBy: { 'model-cache': 'all' },
    readBy: 'all',
  }),
  shadowModels: defineBucket({
    name: 'shadow-models',
    key: 'organization',
    schema: shadowModelSchema,
    version: 1,
    writtenBy: { 'model-cache': 'all' },
    readBy: 'all',
  }),
  trainingStatus: defineBucket({
    name: 'training-status',
    key: 'organization',
    schema: trainingStatusSchema,
    version: 1,
    writtenBy: { training: 'all' },
    readBy: 'all',
  }),
  servingStatus: defineBucket({
    name: 'serving-status',
    key: 'organization',
    schema: servingStatusSchema,
    version: 1,
    writtenBy: { 'model-cache': 'all' },
    readBy: 'all',
  }),
  /** When each live model predicted last. */
  modelUse: defineBucket({
    name: 'model-use',
    key: 'organization',
    schema: modelUseSchema,
    version: 1,
    writtenBy: { 'model-cache': 'all' },
    readBy: [],
  }),
  /** What the stream supervisor saw on the message server. */
  busCheck: defineBucket({
    name: 'bus-check',
    key: 'latest',
    schema: busCheckSchema,
    version: 1,
    writtenBy: { cli: 'all' },
    readBy: 'all',
  }),
  replicas: defineBucket({
    name: 'replicas',
    key: 'replica',
    schema: replicaSchema,
    version: 1,
    writtenBy: { prediction: 'all' },
    readBy: 'all',
  }),
} as const;
export type BucketKey = keyof typeof BUCKETS;
