import path from 'node:path';
import type { ServiceName } from '@eagle/contracts/domain';
import { publicKeyOf } from '@eagle/messaging';
import type { DatabaseService } from '@eagle/persistence';
import { COLLECTOR_TUNING, heapBoundOf, MALLOC_TUNING } from './process-tuning.js';
import { artifactFolder, keysFile, type Secrets } from './secrets.js';
import type { StateFolder } from './state-folder.js';
import type { ProcessPlan } from './supervised-process.js';

/** Addresses that the services of one installation share. */
export interface Addresses {
  readonly natsUrl: string;
  /** Of the platform's database, with the role of each service. */
  readonly databaseUrls: Readonly<Record<DatabaseService, string>>;
  /** The server of the demonstration plants. */
  readonly scadaAdminUrl: string;
  readonly projectRoot: string;
  readonly trainerPython: string;
  /** Commit of this code. */
  readonly revision: string;
  readonly logLevel: string;
  /** `SERVICE_URLS` of the gateway. */
  readonly serviceUrls: string;
}

/** Ports of one replica. */
export interface ServicePorts {
  readonly http: number;
  /** Of what is for operators, where everybody may reach the other one. */
  readonly operations: number | null;
}

/** Name by which the port for operators is kept; null where a service has one port for all. */
export const operationsPortName = ({ name, replica }: ServiceEndpoint): string | null =>
  name === 'gateway' ? `${name}-${replica}-operations` : null;

/** Where each service answers about its health, as the gateway's `SERVICE_URLS` says it. */
export function serviceUrls(endpoints: readonly ServiceEndpoint[], portOf: (name: string) => number): string {
  const names = [...new Set(endpoints.map(({ name }) => name))];
  return names
    .map((name) => {
      const replicas = endpoints.filter((endpoint) => endpoint.name === name);
      const urls = replicas.map(({ replica }) => `http://127.0.0.1:${portOf(`${name}-${replica}`)}`);
      return `${name}=${urls.join('|')}`;
    })
    .join(',');
}

type Scalable = 'prediction' | 'gateway';
export type Scale = Readonly<Partial<Record<Scalable, number>>>;

/** Order of start: whoever is asked comes before whoever asks. */
const PLATFORM_SERVICES = [
  'model-cache',
  'prediction',
  'alerting',
  'gateway',
  'data-processor',
  'training',
] as const satisfies readonly ServiceName[];

export interface ServiceEndpoint {
  readonly name: (typeof PLATFORM_SERVICES)[number];
  readonly replica: number;
}

/** Which replicas of which services run. */
export function serviceEndpoints(scale: Scale): ServiceEndpoint[] {
  return PLATFORM_SERVICES.flatMap((name) => {
    const count = name === 'prediction' || name === 'gateway' ? (scale[name] ?? 1) : 1;
    return Array.from({ length: count }, (_, replica) => ({ name, replica }));
  });
}

/** The process of one replica, with the environment that its config schema expects. */
export function servicePlan(
  endpoint: ServiceEndpoint,
  ports: ServicePorts,
  addresses: Addresses,
  secrets: Secrets,
  state: StateFolder,
): ProcessPlan {
  const { name, replica } = endpoint;
  const replicaName = `${name}-${replica}`;
  return {
    name,
    replica,
    command: process.execPath,
    args: [
      '--enable-source-maps',
      ...COLLECTOR_TUNING,
      heapBoundOf(name),
      path.join(addresses.projectRoot, 'apps', name, 'dist', 'main.js'),
    ],
    cwd: addresses.projectRoot,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '',
      NODE_ENV: 'production',
      SERVICE_NAME: name,
      REPLICA: replicaName,
      HTTP_HOST: '127.0.0.1',
      HTTP_PORT: String(ports.http),
      ...(ports.operations === null ? {} : { OPERATIONS_PORT: String(ports.operations) }),
      NATS_URL: addresses.natsUrl,
      NATS_USER: name,
      NATS_PASSWORD: secrets.natsPasswords[name],
      CONFIG_PUBLIC_KEY: publicKeyOf(secrets.configSigningKey),
      LOG_LEVEL: addresses.logLevel,
      // A killed service is back sooner when its code need not be compiled again.
      NODE_COMPILE_CACHE: state.folder('compile-cache'),
      ...MALLOC_TUNING,
      ...ownEnvironment(name, addresses, secrets, state),
    },
    logFile: path.join(state.folder('logs'), `${replicaName}.log`),
    httpUrl: `http://127.0.0.1:${ports.operations ?? ports.http}`,
  };
}

function ownEnvironment(
  name: ServiceEndpoint['name'],
  addresses: Addresses,
  secrets: Secrets,
  state: StateFolder,
): Record<string, string> {
  const database = (service: DatabaseService) => ({ DATABASE_URL: addresses.databaseUrls[service] });
  const feeds = { SECRETS_KEY: secrets.secretsKey, ...networksOf(addresses) };
  switch (name) {
    case 'gateway':
      return {
        ...database(name),
        SECRETS_KEY: secrets.secretsKey,
        JWT_SECRET: secrets.jwtSecret,
        AUDIT_KEY: secrets.auditKey,
        AUDIT_HEADS_FILE: state.path('audit-heads.json'),
        CONFIG_SIGNING_KEY: secrets.configSigningKey,
        SERVICE_URLS: addresses.serviceUrls,
        // Nobody but this machine reaches it.
        API_DOCS: 'public',
        BOOTSTRAP_EMAIL: SUPER_ADMIN_EMAIL,
        BOOTSTRAP_PASSWORD: secrets.superAdminPassword,
      };
    case 'alerting':
      return database(name);
    case 'training':
      return {
        ...database(name),
        ...feeds,
        WORK_DIR: state.folder('work'),
        TRAINER_PYTHON: addresses.trainerPython,
        EAGLE_REVISION: addresses.revision,
      };
    case 'data-processor':
      return feeds;
    case 'model-cache':
      return { ...database(name), ARTIFACT_STORE: artifactFolder(state), KEYS_FILE: keysFile(state) };
    case 'prediction':
      return {};
  }
}

/**
 * Feeds may lead to the demonstration plants' server, on its very port, and to what whoever starts the platform allows besides; never to the
 * platform's own servers.
 */
function networksOf({ scadaAdminUrl, databaseUrls, natsUrl }: Addresses): Record<string, string> {
  const plants = new URL(scadaAdminUrl);
  const allowed = [`${plants.hostname}/32:${plants.port}`, process.env['FEED_NETWORKS_ALLOWED'] ?? ''];
  return {
    FEED_NETWORKS_ALLOWED: allowed.filter((list) => list !== '').join(','),
    FEED_ENDPOINTS_DENIED: [databaseUrls.gateway, natsUrl].map((url) => new URL(url).host).join(','),
  };
}

export const SUPER_ADMIN_EMAIL = 'super@eagle.example';
