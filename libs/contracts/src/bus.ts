import type { AlertChange } from './alert.js';
import type { EventKind } from './events.js';
import type { AssetId, OrganizationId } from './ids.js';

/**
 * Subject grammar: `<noun>.<organizationId>.<...>`. The organization is always the second token, so one filter is enough for a
 * permission or a consumer per organization.
 */
export const subjects = {
  scans: (organizationId: OrganizationId, assetId: AssetId) => `scans.${organizationId}.${assetId}`,
  features: (organizationId: OrganizationId) => `features.${organizationId}`,
  predictions: (organizationId: OrganizationId) => `predictions.${organizationId}`,
  /** What the version in shadow would have said; nobody is alerted by it. */
  shadowPredictions: (organizationId: OrganizationId) => `shadow.${organizationId}`,
  alerts: (organizationId: OrganizationId, change: AlertChange) => `alerts.${organizationId}.${change}`,
  events: (organizationId: OrganizationId, kind: EventKind) => `events.${organizationId}.${kind}`,
  /** Apart from those of the tables: the newest messages of a subject are kept, and a chattering table, which can be read again, must not push out what cannot. */
  givenEvents: (organizationId: OrganizationId, kind: EventKind) => `events.${organizationId}.given-${kind}`,
  modelRegistered: (organizationId: OrganizationId) => `models.${organizationId}.registered`,
  /** Dead letters keep the subject they came on behind `dlq.`, except that the organization stays the second token. */
  deadLetter: (organizationId: string, noun: string) => `dlq.${organizationId}.${noun}`,
} as const;

/** The organization a subject belongs to: its second token. */
export function organizationOfSubject(subject: string): string {
  return subject.split('.')[1] ?? '';
}

export interface StreamDeclaration {
  readonly name: string;
  readonly subjects: readonly string[];
  readonly storage: 'file' | 'memory';
  readonly retention: 'limits' | 'workqueue';
  readonly maxAgeMs: number;
  readonly maxBytes: number;
  /** Window within which a repeated message id is dropped. */
  readonly duplicateWindowMs: number;
  /** Where set, a publisher is refused once this many messages of one subject (one organization) wait. */
  readonly maxMessagesPerSubject: number | null;
  /** Where set, this many of the newest messages of one subject (one organization) are kept, and an older one gives way. */
  readonly newestPerSubject?: number;
}

const minutes = 60_000;
const hours = 60 * minutes;
const MiB = 1024 * 1024;

/**
 * The server keeps every id of this window in its heap and goes over all of them at each collection: with two minutes of thousands of frames
 * a second it stood still for hundreds of milliseconds. What is repeated later is recognised by alerting, by its sequence.
 */
const FRAMES_DUPLICATE_WINDOW_MS = 5_000;

/** Every stream, once. Boot fails when a stream on the server differs from its declaration and cannot be brought to it. */
export const STREAMS = {
  scans: {
    name: 'SCANS',
    subjects: ['scans.*.*'],
    storage: 'file',
    retention: 'limits',
    maxAgeMs: 6 * hours,
    maxBytes: 4_096 * MiB,
    duplicateWindowMs: 10 * minutes,
    maxMessagesPerSubject: null,
  },
  features: {
    name: 'FEATURES',
    subjects: ['features.*'],
    // Made again from the scans where the server is killed; on file, half of what the server does would be these writes.
    storage: 'memory',
    retention: 'workqueue',
    maxAgeMs: 10 * minutes,
    maxBytes: 512 * MiB,
    duplicateWindowMs: FRAMES_DUPLICATE_WINDOW_MS,
    // A flood waits here: prediction takes the frames of all organizations as they come and must be able to hold those of several floods.
    maxMessagesPerSubject: 128,
  },
  predictions: {
    name: 'PREDICTIONS',
    subjects: ['predictions.*'],
    storage: 'file',
    retention: 'limits',
    maxAgeMs: 2 * hours,
    maxBytes: 2_048 * MiB,
    duplicateWindowMs: FRAMES_DUPLICATE_WINDOW_MS,
    maxMessagesPerSubject: null,
  },
  shadow: {
    name: 'SHADOW',
    subjects: ['shadow.*'],
    storage: 'file',
    retention: 'limits',
    maxAgeMs: 2 * hours,
    maxBytes: 256 * MiB,
    duplicateWindowMs: 2 * minutes,
    maxMessagesPerSubject: null,
  },
  alerts: {
    name: 'ALERTS',
    subjects: ['alerts.*.*'],
    storage: 'file',
    retention: 'limits',
    maxAgeMs: 30 * 24 * hours,
    maxBytes: 1_024 * MiB,
    duplicateWindowMs: 1 * hours,
    maxMessagesPerSubject: null,
  },
  events: {
    name: 'EVENTS',
    subjects: ['events.*.*'],
    storage: 'file',
    retention: 'limits',
    // Maintenance is remembered for this long.
    maxAgeMs: 3 * 366 * 24 * hours,
    maxBytes: 1_024 * MiB,
    duplicateWindowMs: 10 * minutes,
    maxMessagesPerSubject: null,
    // A chattering log must not push out those of others.
    newestPerSubject: 5_000,
  },
  models: {
    name: 'MODELS',
    subjects: ['models.*.registered'],
    storage: 'file',
    retention: 'limits',
    maxAgeMs: 30 * 24 * hours,
    maxBytes: 16 * MiB,
    duplicateWindowMs: 10 * minutes,
    maxMessagesPerSubject: null,
  },
  deadLetters: {
    name: 'DLQ',
    subjects: ['dlq.*.*'],
    storage: 'file',
    retention: 'limits',
    maxAgeMs: 7 * 24 * hours,
    maxBytes: 256 * MiB,
    duplicateWindowMs: 2 * minutes,
    maxMessagesPerSubject: null,
    // One organization's bad rows must not push out the letters of another.
    newestPerSubject: 1_000,
  },
} as const satisfies Record<string, StreamDeclaration>;
export type StreamKey = keyof typeof STREAMS;

/** Key-value buckets: the last value of a fact, watched by those who need it. */
export const BUCKETS = {
  /** OrganizationConfig by organization id. Written by gateway. */
  config: 'config',
  /** How far each chain of the audit log is sealed (private to gateway), by organization id or `platform`. */
  auditHeads: 'audit-heads',
  /** FeedCredentials by organization id. Written by gateway, read by data-processor and training alone. */
  feedCredentials: 'feed-credentials',
  /** FeedStatus by organization id. Written by data-processor. */
  feedStatus: 'feed-status',
  /** Feed checkpoint (private to data-processor) by organization id. */
  checkpoints: 'checkpoints',
  /** Lease (private to messaging) by `<noun>.<organizationId>`. */
  leases: 'leases',
  /** LiveModel by organization id. Written by model-cache. */
  liveModels: 'live-models',
  /** ShadowModel by organization id. Written by model-cache. */
  shadowModels: 'shadow-models',
  /** TrainingStatus by organization id. Written by training. */
  trainingStatus: 'training-status',
  /** ServingStatus by organization id. Written by model-cache. */
  servingStatus: 'serving-status',
  /** ModelUse (private to model-cache) by organization id. */
  modelUse: 'model-use',
  /** BusCheck under `latest`. Written by cli, which keeps the streams. */
  busCheck: 'bus-check',
  /** `{replica, updatedAtMs}` by prediction replica name, renewed every 2 s: who must be warm before a flip. */
  replicas: 'replicas',
} as const;
export type BucketName = (typeof BUCKETS)[keyof typeof BUCKETS];
