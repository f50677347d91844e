import {
  BUCKETS,
  RPC,
  SERVICES,
  STREAMS,
  type BucketName,
  type RpcContract,
  type ServiceName,
  type StreamKey,
} from '@eagle/contracts';

/** A service of the platform; `cli` is what sets the platform up and keeps its streams. */
export type WorkingService = Exclude<ServiceName, 'cli'>;

/** What one service does on the bus; everything else is refused by the server. */
export interface Access {
  /** Subjects that it publishes on, by stream. */
  readonly publishes?: Readonly<Partial<Record<StreamKey, readonly string[]>>>;
  /** Streams that it follows, with consumers of its own. */
  readonly follows?: readonly StreamKey[];
  /** Streams that it works off: one consumer, named as the service, which its replicas share. */
  readonly worksOff?: readonly StreamKey[];
  /** Streams of which it reads single messages only. */
  readonly looksAt?: readonly StreamKey[];
  /** Keys that it writes, by bucket; `>` is every key. */
  readonly writesBuckets?: Readonly<Partial<Record<BucketName, readonly string[]>>>;
  /** Private buckets of another service that it reads. */
  readonly readsBuckets?: readonly BucketName[];
  /** First token of the messages that it copies to the dead letters, besides those of the streams it reads. */
  readonly buries?: readonly string[];
  /** Whether it asks the message server how it does. */
  readonly asksHealth?: true;
}

const EVERY_KEY = ['>'] as const;

/** A new stream, bucket or subject becomes reachable here and nowhere else. */
export const ACCESS: Readonly<Record<WorkingService, Access>> = {
  gateway: {
    publishes: { events: ['events.*.given-error', 'events.*.given-maintenance'] },
    follows: ['scans', 'predictions', 'alerts', 'models', 'deadLetters'],
    writesBuckets: {
      [BUCKETS.config]: EVERY_KEY,
      [BUCKETS.feedCredentials]: EVERY_KEY,
      [BUCKETS.auditHeads]: EVERY_KEY,
    },
    asksHealth: true,
  },
  'data-processor': {
    publishes: {
      scans: STREAMS.scans.subjects,
      features: STREAMS.features.subjects,
      events: ['events.*.error', 'events.*.maintenance'],
    },
    follows: ['scans', 'events'],
    looksAt: ['features', 'predictions', 'deadLetters'],
    writesBuckets: {
      [BUCKETS.feedStatus]: EVERY_KEY,
      [BUCKETS.checkpoints]: EVERY_KEY,
      [BUCKETS.leases]: ['feeds.>'],
    },
    readsBuckets: [BUCKETS.feedCredentials],
    buries: ['rows'],
  },
  prediction: {
    publishes: { predictions: STREAMS.predictions.subjects, shadow: STREAMS.shadow.subjects },
    worksOff: ['features'],
    looksAt: ['predictions'],
    writesBuckets: { [BUCKETS.replicas]: EVERY_KEY },
  },
  'model-cache': {
    follows: ['models'],
    writesBuckets: {
      [BUCKETS.liveModels]: EVERY_KEY,
      [BUCKETS.shadowModels]: EVERY_KEY,
      [BUCKETS.servingStatus]: EVERY_KEY,
      [BUCKETS.modelUse]: EVERY_KEY,
    },
  },
  alerting: {
    publishes: { alerts: STREAMS.alerts.subjects },
    follows: ['scans', 'predictions', 'alerts'],
    writesBuckets: { [BUCKETS.leases]: ['alerting.>'] },
  },
  training: {
    publishes: { models: STREAMS.models.subjects },
    follows: ['scans', 'shadow', 'models', 'alerts'],
    writesBuckets: { [BUCKETS.trainingStatus]: EVERY_KEY },
    readsBuckets: [BUCKETS.feedCredentials],
  },
};

/** Read by their writers and by those whose access names them; every other bucket is there for all services to read. */
const PRIVATE_BUCKETS: readonly BucketName[] = [
  BUCKETS.auditHeads,
  BUCKETS.checkpoints,
  BUCKETS.feedCredentials,
  BUCKETS.leases,
  BUCKETS.modelUse,
];

export const WORKING_SERVICES: readonly WorkingService[] = SERVICES.filter((service) => service !== 'cli');

export function readableBuckets(service: WorkingService): BucketName[] {
  const { writesBuckets = {}, readsBuckets = [] } = ACCESS[service];
  return Object.values(BUCKETS).filter(
    (name) => !PRIVATE_BUCKETS.includes(name) || name in writesBuckets || readsBuckets.includes(name),
  );
}

/** Last tokens of the dead letter subjects that a service may write to: those of what it reads. */
export function buriedNouns(service: WorkingService): string[] {
  const { follows = [], worksOff = [], buries = [] } = ACCESS[service];
  const nouns = [...follows, ...worksOff].map((key) => STREAMS[key].subjects[0].split('.')[0] ?? '');
  return [...new Set([...nouns, ...buries])];
}

export function mayAsk(service: ServiceName, contract: RpcContract): boolean {
  return service === 'cli' || contract.askedBy.includes(service);
}

export const RPC_CONTRACTS: readonly RpcContract[] = Object.values(RPC);
