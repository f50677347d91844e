import type { AlertChange } from '../domain/alert.js';
import type { LogKind } from '../domain/log-entry.js';
import type { AssetId, OrganizationId } from '../domain/ids.js';
import { WORKING_SERVICES, type WorkingService } from '../domain/services.js';
import { featureFrameCodec } from '../frames/feature-frame.js';
import { predictionFrameCodec } from '../frames/prediction-frame.js';
import { scanBatchCodec } from '../frames/scan-batch.js';
import type { Writers } from './access.js';
import { alertEventSchema, alertEventV1Schema } from './alert-event.js';
import { defineStream } from './define-stream.js';
import { logEntryBatchSchema } from './log-entry-batch.js';
import { jsonCodec } from './json-codec.js';
import { modelRegisteredSchema } from './model-pointers.js';
import { quarantineMessageSchema } from './quarantine-message.js';

const minutes = 60_000;
const hours = 60 * minutes;
const MiB = 1024 * 1024;

/**
 * The server keeps every id of this window in its heap and scans all of them at each collection:
 * with two minutes of thousands of frames a second it stopped for hundreds of milliseconds.
 * Alerting recognises a later repetition by its sequence.
 */
const FRAMES_DUPLICATE_WINDOW_MS = 5_000;

/**
 * All streams. The organization is always the second token of a subject, so one filter is enough
 * for a permission or a consumer per organization. Boot fails when a stream on the server differs
 * from its declaration and cannot be brought to it.
 */
export const STREAMS = {
  /** Scans of one asset, as they were read. */
  scans: defineStream({
    name: 'SCANS',
    subjects: ['scans.*.*'],
    subject: (organizationId: OrganizationId, assetId: AssetId) => `scans.${organizationId}.${assetId}`,
    codec: scanBatchCodec,
    writtenBy: { 'data-processor': 'all' },
    readBy: { follows: ['data-processor', 'alerting', 'training', 'gateway', 'historian'] },
    storage: 'file',
    retention: 'limits',
    maxAgeMs: 6 * hours,
    maxBytes: 4_096 * MiB,
    duplicateWindowMs: 10 * minutes,
    maxMessagesPerSubject: null,
  }),
  /** Rows of features, waiting to be predicted. */
  features: defineStream({
    name: 'FEATURES',
    subjects: ['features.*'],
    subject: (organizationId: OrganizationId) => `features.${organizationId}`,
    codec: featureFrameCodec,
    writtenBy: { 'data-processor': 'all' },
    readBy: { worksOff: ['prediction'], looksAt: ['data-processor'] },
    // If the server is killed, these messages are made again from the scans. On disk they would be
    // half of the server's work.
    storage: 'memory',
    retention: 'workqueue',
    maxAgeMs: 10 * minutes,
    maxBytes: 512 * MiB,
    duplicateWindowMs: FRAMES_DUPLICATE_WINDOW_MS,
    // A flood waits here: prediction takes the frames of all organizations as they come and must be
    // able to hold those of several floods.
    maxMessagesPerSubject: 128,
  }),
  /** The live version's prediction for each row. */
  predictions: defineStream({
    name: 'PREDICTIONS',
    subjects: ['predictions.*'],
    subject: (organizationId: OrganizationId) => `predictions.${organizationId}`,
    codec: predictionFrameCodec,
    writtenBy: { prediction: 'all' },
    readBy: { follows: ['alerting', 'gateway', 'historian'], looksAt: ['data-processor'] },
    storage: 'file',
    retention: 'limits',
    maxAgeMs: 2 * hours,
    maxBytes: 2_048 * MiB,
    duplicateWindowMs: FRAMES_DUPLICATE_WINDOW_MS,
    maxMessagesPerSubject: null,
  }),
  /** The shadow version's predictions; they raise no alerts. */
  shadow: defineStream({
    name: 'SHADOW',
    subjects: ['shadow.*'],
    subject: (organizationId: OrganizationId) => `shadow.${organizationId}`,
    codec: predictionFrameCodec,
    writtenBy: { prediction: 'all' },
    readBy: { follows: ['training'] },
    storage: 'file',
    retention: 'limits',
    maxAgeMs: 2 * hours,
    maxBytes: 256 * MiB,
    duplicateWindowMs: 2 * minutes,
    maxMessagesPerSubject: null,
  }),
  /** Every change of every alert. */
  alerts: defineStream({
    name: 'ALERTS',
    subjects: ['alerts.*.*'],
    subject: (organizationId: OrganizationId, change: AlertChange) => `alerts.${organizationId}.${change}`,
    codec: jsonCodec(2, alertEventSchema, new Map([[1, alertEventV1Schema]])),
    writtenBy: { alerting: 'all' },
    readBy: { follows: ['gateway'] },
    storage: 'file',
    retention: 'limits',
    maxAgeMs: 30 * 24 * hours,
    maxBytes: 1_024 * MiB,
    duplicateWindowMs: 1 * hours,
    maxMessagesPerSubject: null,
  }),
  /**
   * Log entries: read from tables, and given over REST. They have separate subjects, because each
   * subject keeps its newest messages: a chattering table can be read again and must not push out
   * entries that cannot.
   */
  events: defineStream({
    name: 'EVENTS',
    subjects: ['events.*.*'],
    subject: (organizationId: OrganizationId, kind: LogKind | `given-${LogKind}`) =>
      `events.${organizationId}.${kind}`,
    codec: jsonCodec(1, logEntryBatchSchema),
    writtenBy: {
      gateway: ['events.*.given-error', 'events.*.given-maintenance'],
      'data-processor': ['events.*.error', 'events.*.maintenance'],
    },
    readBy: { follows: ['data-processor'] },
    storage: 'file',
    retention: 'limits',
    // Maintenance is remembered for this long.
    maxAgeMs: 3 * 366 * 24 * hours,
    maxBytes: 1_024 * MiB,
    duplicateWindowMs: 10 * minutes,
    maxMessagesPerSubject: null,
    // A chattering log must not push out those of others.
    newestPerSubject: 5_000,
  }),
  /** A complete bundle is in the artifact store. */
  models: defineStream({
    name: 'MODELS',
    subjects: ['models.*.registered'],
    subject: (organizationId: OrganizationId) => `models.${organizationId}.registered`,
    codec: jsonCodec(1, modelRegisteredSchema),
    writtenBy: { training: 'all' },
    readBy: { follows: ['model-cache'], looksAt: ['training'] },
    storage: 'file',
    retention: 'limits',
    maxAgeMs: 30 * 24 * hours,
    maxBytes: 16 * MiB,
    duplicateWindowMs: 10 * minutes,
    maxMessagesPerSubject: null,
  }),
  /**
   * Dead letters. Under `rows` are unusable source rows, in this codec; under the noun of a stream
   * are copies of its messages, which every reader of that stream may write.
   */
  deadLetters: defineStream({
    name: 'DLQ',
    subjects: ['dlq.*.*'],
    // If the subject of the message names no organization, the token is `none`.
    subject: (organizationId: string, noun: string) => `dlq.${organizationId}.${noun}`,
    codec: jsonCodec(1, quarantineMessageSchema),
    writtenBy: { 'data-processor': ['dlq.*.rows'] },
    // The service that sends a letter again reads it itself.
    readBy: { follows: ['gateway'], looksAt: ['data-processor', 'prediction', 'alerting', 'training'] },
    storage: 'file',
    retention: 'limits',
    maxAgeMs: 7 * 24 * hours,
    maxBytes: 256 * MiB,
    duplicateWindowMs: 2 * minutes,
    maxMessagesPerSubject: null,
    // One organization's bad rows must not push out the letters of another.
    newestPerSubject: 1_000,
  }),
} as const;
export type StreamKey = keyof typeof STREAMS;

/**
 * The service that writes a subject, for example `data-processor` of `scans.…`; null: none does.
 */
export function writerOf(subject: string): WorkingService | null {
  const tokens = subject.split('.');
  const fits = (pattern: string): boolean => {
    const wanted = pattern.split('.');
    return wanted.length === tokens.length && wanted.every((each, at) => each === '*' || each === tokens[at]);
  };
  for (const { subjects, writtenBy } of Object.values(STREAMS)) {
    const writers: Writers<WorkingService> = writtenBy;
    for (const service of WORKING_SERVICES) {
      const patterns = writers[service] ?? [];
      if ((patterns === 'all' ? subjects : patterns).some(fits)) return service;
    }
  }
  return null;
}

/** The organization a subject belongs to: its second token. */
export function organizationOfSubject(subject: string): string {
  return subject.split('.')[1] ?? '';
}
