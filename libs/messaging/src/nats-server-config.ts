import {
  AppError,
  BUCKETS,
  RPC,
  rpcSubject,
  SERVICES,
  STREAMS,
  type BucketName,
  type RpcContract,
  type ServiceName,
  type StreamKey,
} from '@eagle/contracts';
import { inboxPrefixOf } from './connection.js';
import { bucketStream } from './streams.js';

export interface NatsServerOptions {
  readonly port: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Folder of the streams; kept over restarts. */
  readonly storeDir: string;
  /** One per service; texts without line breaks. */
  readonly passwords: Readonly<Record<ServiceName, string>>;
  /** Where the server's own monitoring listens, on the same host; absent: nowhere. */
  readonly monitorPort?: number;
  /** Disk that all streams together may take. Default 64 GiB; the streams' own bounds are far below. */
  readonly storeBytesMax?: number;
}

/** What one service does on the bus; everything else is refused. */
interface Access {
  /** Streams it publishes to, and may create and bring to their declaration. */
  readonly publishes?: readonly StreamKey[];
  /** Streams it follows or works off. */
  readonly reads?: readonly StreamKey[];
  /** Streams of which it asks for the last message only. */
  readonly looksAt?: readonly StreamKey[];
  readonly writesBuckets?: readonly BucketName[];
  /** Private buckets of another service that it reads. */
  readonly readsBuckets?: readonly BucketName[];
  /** Services that it asks. */
  readonly asks?: readonly ServiceName[];
}

const ACCESS: Record<Exclude<ServiceName, 'cli'>, Access> = {
  gateway: {
    publishes: ['events'],
    reads: ['scans', 'predictions', 'alerts', 'models', 'deadLetters'],
    writesBuckets: [BUCKETS.config, BUCKETS.feedCredentials],
    asks: ['data-processor', 'prediction', 'model-cache', 'alerting', 'training'],
  },
  'data-processor': {
    publishes: ['scans', 'events', 'features'],
    reads: ['scans', 'events'],
    looksAt: ['features', 'predictions'],
    writesBuckets: [BUCKETS.feedStatus, BUCKETS.checkpoints, BUCKETS.leases],
    readsBuckets: [BUCKETS.feedCredentials],
  },
  prediction: {
    publishes: ['predictions', 'shadow'],
    reads: ['features', 'predictions'],
    writesBuckets: [BUCKETS.replicas],
    asks: ['model-cache'],
  },
  'model-cache': {
    reads: ['models'],
    writesBuckets: [
      BUCKETS.liveModels,
      BUCKETS.shadowModels,
      BUCKETS.servingStatus,
      BUCKETS.modelUse,
      BUCKETS.leases,
    ],
    asks: ['prediction'],
  },
  alerting: {
    publishes: ['alerts'],
    reads: ['scans', 'predictions', 'alerts'],
    writesBuckets: [BUCKETS.leases],
  },
  training: {
    publishes: ['models'],
    reads: ['scans', 'shadow', 'models', 'alerts'],
    writesBuckets: [BUCKETS.trainingStatus, BUCKETS.leases],
    readsBuckets: [BUCKETS.feedCredentials],
    asks: ['data-processor', 'model-cache'],
  },
};

/** Read by their writers and by those whose access names them; every other bucket is there for all services to read. */
const PRIVATE_BUCKETS: readonly BucketName[] = [
  BUCKETS.checkpoints,
  BUCKETS.feedCredentials,
  BUCKETS.leases,
  BUCKETS.modelUse,
];

/** The streams in memory at their bound, and the state of the consumers. */
const MEMORY_STORE_BYTES_MAX =
  Object.values(STREAMS).reduce(
    (sum, { storage, maxBytes }) => sum + (storage === 'memory' ? maxBytes : 0),
    0,
  ) +
  128 * 1024 ** 2;

/**
 * Configuration of a NATS server for the platform: JetStream, one user per service with no more subjects than it needs. `cli` sets up and
 * repairs, so it may do everything.
 */
export function natsServerConfig(options: NatsServerOptions): string {
  const host = options.host ?? '127.0.0.1';
  const users = SERVICES.map((service) => userBlock(service, options.passwords[service]));
  return `# Made by the platform; changes are lost at its next start.
host: ${quote(host)}
port: ${options.port}
${options.monitorPort === undefined ? '' : `http: ${quote(`${host}:${options.monitorPort}`)}\n`}max_payload: 8MB
max_pending: 128MB
write_deadline: "10s"
ping_interval: "10s"
jetstream {
  store_dir: ${quote(options.storeDir)}
  max_memory_store: ${MEMORY_STORE_BYTES_MAX}
  max_file_store: ${options.storeBytesMax ?? 64 * 1024 ** 3}
}
authorization {
  timeout: 3
  users: [
${users.join('\n')}
  ]
}
`;
}

function userBlock(service: ServiceName, password: string): string {
  const identity = `user: ${quote(service)}, password: ${quote(password)}`;
  if (service === 'cli') return `    { ${identity} }`;
  return `    {
      ${identity}
      permissions: {
        publish: { allow: ${list(publishable(service, ACCESS[service]))}, deny: ${list(reserved(service))} }
        subscribe: { allow: ${list([`${inboxPrefixOf(service)}.>`, `rpc.${service}.>`])} }
        # One answer to whoever asked, wherever that one listens.
        allow_responses: { max: 1, expires: "5m" }
      }
    }`;
}

/** Every subject a service may publish on, requests to the JetStream API among them. */
export function publishable(
  service: Exclude<ServiceName, 'cli'>,
  access: Access = ACCESS[service],
): string[] {
  const written = access.writesBuckets ?? [];
  const readable = Object.values(BUCKETS).filter(
    (name) =>
      !PRIVATE_BUCKETS.includes(name) || written.includes(name) || access.readsBuckets?.includes(name),
  );
  const allowed = [
    // What cannot be handled is copied to the dead letters.
    ...STREAMS.deadLetters.subjects,
    ...(access.publishes ?? []).flatMap((key) => [...STREAMS[key].subjects, ...ownStream(STREAMS[key].name)]),
    ...(access.reads ?? []).flatMap((key) => readStream(STREAMS[key].name)),
    ...(access.looksAt ?? []).map((key) => lastMessages(STREAMS[key].name)),
    ...Object.values(STREAMS).map(({ name }) => `$JS.API.STREAM.INFO.${name}`),
    ...readable.flatMap((name) => readStream(bucketStream(name))),
    ...written.flatMap((name) => [`$KV.${name}.>`, ...ownStream(bucketStream(name))]),
    ...(access.asks ?? []).map((asked) => `rpc.${asked}.>`),
  ];
  return [...new Set(allowed)];
}

/** Questions that only others may ask, although this service may ask the same service other things. */
function reserved(service: ServiceName): string[] {
  const contracts: RpcContract[] = Object.values(RPC);
  return contracts
    .filter(({ askedBy }) => askedBy !== undefined && !askedBy.includes(service))
    .map((contract) => rpcSubject(contract));
}

const ownStream = (stream: string): string[] => [
  `$JS.API.STREAM.INFO.${stream}`,
  `$JS.API.STREAM.CREATE.${stream}`,
  `$JS.API.STREAM.UPDATE.${stream}`,
];

const lastMessages = (stream: string): string => `$JS.API.STREAM.MSG.GET.${stream}`;

const readStream = (stream: string): string[] => [
  `$JS.API.STREAM.INFO.${stream}`,
  lastMessages(stream),
  `$JS.API.DIRECT.GET.${stream}`,
  `$JS.API.DIRECT.GET.${stream}.>`,
  `$JS.API.CONSUMER.*.${stream}`,
  `$JS.API.CONSUMER.*.${stream}.>`,
  `$JS.API.CONSUMER.DURABLE.CREATE.${stream}.*`,
  `$JS.API.CONSUMER.MSG.NEXT.${stream}.*`,
  `$JS.ACK.${stream}.>`,
  `$JS.ACK.*.*.${stream}.>`,
];

const list = (subjects: readonly string[]): string => `[${subjects.map(quote).join(', ')}]`;

function quote(text: string): string {
  if (/[\r\n"]/.test(text)) {
    throw new AppError(
      'BUS.CONFIG_TEXT_INVALID',
      'invalid',
      'A text of the NATS configuration may not hold quotes or line breaks',
    );
  }
  return `"${text.replaceAll('\\', '\\\\')}"`;
}
