import * as z from 'zod';
import { instantSchema } from '../domain/ids.js';
import { WORKING_SERVICES } from '../domain/services.js';
import { platformText, text } from '../domain/text.js';
import { FIGURE_UNITS, healthRemarkSchema, replicaRoleSchema } from '../domain/vitals.js';

const count = z.number().int().min(0);

/** One figure of a service, over all its replicas; `FIGURES` says what each shape means. */
export const serviceFigureSchema = z.object({
  /** Its name in `FIGURES`. */
  name: text(64),
  shape: z.enum(['rate', 'count', 'p99', 'now']),
  unit: z.enum(FIGURE_UNITS),
  /**
   * `rate` and `p99`: over the last minute; `count`: over all readings that are kept. Null: nothing
   * was measured, or nobody answers now.
   */
  value: z.number().nullable(),
  /** Of a `count` by label: what was counted of each, the most first. Empty for all other shapes. */
  parts: z.array(z.object({ label: platformText, value: z.number() })),
  /** One value for each reading that is kept, oldest first; null where nobody answered. */
  past: z.array(z.number().nullable()),
});
export type ServiceFigure = z.infer<typeof serviceFigureSchema>;

/** A replica that answered within the time for which readings are kept. */
export const seenReplicaSchema = z.object({
  replica: text(64),
  version: text(64),
  role: replicaRoleSchema,
  startedAt: instantSchema,
  /** Whether it answered when it was asked last. */
  isAnswering: z.boolean(),
  lastSeenAt: instantSchema,
  isReady: z.boolean(),
  /** Why it is not ready. */
  problems: z.array(healthRemarkSchema),
  /** Times that it started anew while it was watched. */
  restarts: count,
  memoryBytes: z.number(),
  /** Share of the bound of its heap, 0-1. */
  heapShare: z.number(),
  /** Processors that it kept busy over the last minute; null: not known yet. */
  cpuShare: z.number().nullable(),
  /** The longest time for which work waited for its event loop, over the last minute. */
  loopDelayMsMax: z.number(),
});
export type SeenReplica = z.infer<typeof seenReplicaSchema>;

export const watchedServiceSchema = z.object({
  service: z.enum(WORKING_SERVICES),
  /** How many replicas the installation declares; null: it does not say. */
  replicasDeclared: count.nullable(),
  replicas: z.array(seenReplicaSchema),
  /** Answers of the last question that could not be read: their process is of another version. */
  unreadable: count,
  figures: z.array(serviceFigureSchema),
});
export type WatchedService = z.infer<typeof watchedServiceSchema>;

export const serviceVitalsSchema = z.object({
  /** Since when this replica of the gateway asks; restarts before it are not known. */
  watchedSince: instantSchema,
  /** When the services were asked last; null: not yet. */
  askedAt: instantSchema.nullable(),
  /** Time between two questions, and so between two values of the past. */
  askedEveryMs: z.number().int().positive(),
  /** How long a service has to answer. */
  answerMsMax: z.number().int().positive(),
  services: z.array(watchedServiceSchema),
});
export type ServiceVitals = z.infer<typeof serviceVitalsSchema>;
