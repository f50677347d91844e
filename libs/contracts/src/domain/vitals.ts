import * as z from 'zod';
import { instantSchema } from './ids.js';
import { WORKING_SERVICES, type WorkingService } from './services.js';
import { platformText, text } from './text.js';

/**
 * How a figure is made of what a service counts:
 *
 * - `rate`: of a counter, how many a second
 * - `count`: of a counter, how many in the time that is kept, by the values of one label
 * - `p99`: of a histogram, what 99 of 100 observations stay below, in seconds
 * - `now`: of a gauge, its value
 */
export type FigureShape = 'rate' | 'count' | 'p99' | 'now';
export const FIGURE_UNITS = ['number', 'bytes', 'seconds'] as const;
export type FigureUnit = (typeof FIGURE_UNITS)[number];

export interface FigureDeclaration<Shape extends FigureShape = FigureShape> {
  readonly shape: Shape;
  readonly unit: FigureUnit;
}

const rate = { shape: 'rate', unit: 'number' } as const;
const count = { shape: 'count', unit: 'number' } as const;
const p99 = { shape: 'p99', unit: 'seconds' } as const;
const now = <Unit extends FigureUnit>(unit: Unit) => ({ shape: 'now', unit }) as const;

/** Figures of every service: messages that are stored on the bus and that it has not finished yet. */
const ON_THE_BUS = { waitingMessages: now('number') } as const;

/**
 * The figures by which a service is judged at a glance, the most telling ones first. A service
 * names the metric of each in its `declared-vitals.ts`; the compiler says which one is missing.
 */
export const FIGURES = {
  gateway: {
    decidedToSocket: p99,
    sockets: now('number'),
    alertPushes: rate,
    tails: now('number'),
    passwordHashesPending: now('number'),
    socketEnds: count,
    ...ON_THE_BUS,
  },
  'data-processor': {
    rowsRead: rate,
    readToFeatures: p99,
    polls: p99,
    feedFailures: count,
    rowsRejected: count,
    featureRowsDropped: count,
    ...ON_THE_BUS,
  },
  prediction: {
    rowsPredicted: rate,
    readToPredicted: p99,
    modelRuns: p99,
    liveModels: now('number'),
    modelBytes: now('bytes'),
    rowsNotPredicted: count,
    ...ON_THE_BUS,
  },
  alerting: {
    scansDecided: rate,
    scanDecisions: p99,
    alertPublications: p99,
    alertChanges: rate,
    commitFailures: count,
    rowsSetAside: count,
    ...ON_THE_BUS,
  },
  'model-cache': {
    bundles: now('number'),
    bundleBytes: now('bytes'),
    lookups: count,
    promotions: count,
    refusals: count,
    ...ON_THE_BUS,
  },
  training: {
    lastTraining: now('seconds'),
    trainings: count,
    ...ON_THE_BUS,
  },
  historian: {
    rowsTaken: rate,
    stores: p99,
    waitingValues: now('number'),
    unstored: now('seconds'),
    historyBytes: now('bytes'),
    storeFailures: count,
    ...ON_THE_BUS,
  },
} as const satisfies Record<WorkingService, Readonly<Record<string, FigureDeclaration>>>;

export type FigureOf<Service extends WorkingService> = keyof (typeof FIGURES)[Service] & string;

/** Values of a label beyond this number are left out, the smallest first. */
export const FIGURE_PARTS_MAX = 12;

const total = z.number().min(0);

/** What a service counted since it started; who reads it compares two readings. */
export const countedFigureSchema = z.discriminatedUnion('shape', [
  z.object({ shape: z.literal('rate'), total }),
  z.object({
    shape: z.literal('count'),
    parts: z.array(z.object({ label: platformText, total })).max(FIGURE_PARTS_MAX),
  }),
  z.object({
    shape: z.literal('p99'),
    /** Upper bounds of the buckets, ascending; the last bucket has none. */
    bounds: z.array(z.number()).max(64),
    /** Observations in each bucket: one number more than there are bounds. */
    counts: z.array(total).max(65),
  }),
  z.object({ shape: z.literal('now'), value: z.number().nullable() }),
]);
export type CountedFigure = z.infer<typeof countedFigureSchema>;

/** `leader` and `standby` of a service with one leader; `equal`: its replicas share the work. */
export const replicaRoleSchema = z.enum(['leader', 'standby', 'equal']);
export type ReplicaRole = z.infer<typeof replicaRoleSchema>;

/** One sentence of a check that a process makes of itself. */
export const healthRemarkSchema = z.object({ check: platformText, reason: platformText });
export type HealthRemark = z.infer<typeof healthRemarkSchema>;

/** What every process says of itself. */
export const processVitalsSchema = z.object({
  /** Memory that the operating system counts for it. */
  memoryBytes: total,
  /** Of its JavaScript heap: what is used, and the bound at which the process ends. */
  heapBytes: total,
  heapBytesMax: total,
  /** Time for which it kept a processor busy since it started, in milliseconds. */
  cpuMs: total,
  /** The longest time for which work waited for its event loop since the last reading. */
  loopDelayMsMax: total,
});
export type ProcessVitals = z.infer<typeof processVitalsSchema>;

/** What one replica answers when it is asked how it is. */
export const vitalReadingSchema = z.object({
  service: z.enum(WORKING_SERVICES),
  replica: text(64),
  /** Version of the platform that it runs. */
  version: text(64),
  startedAt: instantSchema,
  role: replicaRoleSchema,
  isReady: z.boolean(),
  /** Why it is not ready. */
  problems: z.array(healthRemarkSchema).max(32),
  process: processVitalsSchema,
  /** By the names of `FIGURES`; a reader leaves out those that it does not know. */
  figures: z.record(text(64), countedFigureSchema),
});
export type VitalReading = z.infer<typeof vitalReadingSchema>;
