import path from 'node:path';
import { AppError, type ServiceManifest, type ServiceName } from '@eagle/contracts/domain';
import { publicKeyOf } from '@eagle/messaging';
import { COLLECTOR_TUNING, heapBoundOf, MALLOC_TUNING } from './process-tuning.js';
import { providedTo, type Addresses } from './provided-needs.js';
import type { Secrets } from './secrets.js';
import { replicaNameOf, type ServiceEndpoint } from './service-endpoint.js';
import type { StateFolder } from './state-folder.js';
import type { ProcessPlan } from './supervised-process.js';

/** Only this machine reaches it. */
export const LOOPBACK = '127.0.0.1';
/** Every network of this machine reaches it. */
export const ALL_NETWORKS = '0.0.0.0';

/** Ports of one replica. */
export interface ServicePorts {
  readonly http: number;
  /** Port for operators, where the other port is public. */
  readonly operations: number | null;
}

/** Key of the stored port for operators; null where a service has one port for all. */
export const operationsPortName = (endpoint: ServiceEndpoint): string | null =>
  endpoint.service.exposure === 'public' ? `${replicaNameOf(endpoint)}-operations` : null;

/** Where each service reports its health, in the form of the gateway's `SERVICE_URLS`. */
export function serviceUrls(endpoints: readonly ServiceEndpoint[], portOf: (name: string) => number): string {
  const byName = Map.groupBy(endpoints, ({ service }) => service.name);
  return [...byName]
    .map(([name, replicas]) => {
      const urls = replicas.map((endpoint) => `http://127.0.0.1:${portOf(replicaNameOf(endpoint))}`);
      return `${name}=${urls.join('|')}`;
    })
    .join(',');
}

/** Replicas by service. */
export type Scale = ReadonlyMap<ServiceName, number>;

/**
 * Which replicas of which services run.
 * @throws AppError `START.NOT_SCALABLE` (invalid) for replicas of a service that does not exist or
 *   may have only one.
 */
export function serviceEndpoints(manifests: readonly ServiceManifest[], scale: Scale): ServiceEndpoint[] {
  const scalable = manifests.filter(({ replicas }) => replicas !== 'one').map(({ name }) => name);
  for (const name of scale.keys()) {
    if (scalable.some((each) => each === name)) continue;
    const message = `${name} cannot have replicas; these can: ${scalable.join(', ')}`;
    throw new AppError('START.NOT_SCALABLE', message);
  }
  return manifests.flatMap((service) =>
    Array.from({ length: scale.get(service.name) ?? 1 }, (_, replica) => ({ service, replica })),
  );
}

/** The process of one replica, with the environment that its config schema expects. */
export function servicePlan(
  endpoint: ServiceEndpoint,
  ports: ServicePorts,
  addresses: Addresses,
  secrets: Secrets,
  state: StateFolder,
): ProcessPlan {
  const { service, replica } = endpoint;
  const { name } = service;
  const replicaName = replicaNameOf(endpoint);
  return {
    name,
    replica,
    command: process.execPath,
    args: [
      '--enable-source-maps',
      ...COLLECTOR_TUNING,
      heapBoundOf(service),
      path.join(addresses.projectRoot, 'apps', name, 'dist', 'main.js'),
    ],
    cwd: addresses.projectRoot,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '',
      NODE_ENV: 'production',
      SERVICE_NAME: name,
      REPLICA: replicaName,
      HTTP_HOST: service.exposure === 'public' ? addresses.publicHost : LOOPBACK,
      HTTP_PORT: String(ports.http),
      // Everybody who reaches it may read the page that describes the interface.
      ...(ports.operations === null
        ? {}
        : { OPERATIONS_HOST: LOOPBACK, OPERATIONS_PORT: String(ports.operations), API_DOCS: 'public' }),
      NATS_URL: addresses.natsUrl,
      NATS_USER: name,
      NATS_PASSWORD: secrets.natsPasswords[name],
      CONFIG_PUBLIC_KEY: publicKeyOf(secrets.configSigningKey),
      LOG_LEVEL: addresses.logLevel,
      // A killed service is ready sooner when its code need not be compiled again.
      NODE_COMPILE_CACHE: state.folder('compile-cache'),
      ...MALLOC_TUNING,
      ...providedTo(endpoint, { addresses, secrets, state }),
    },
    logFile: path.join(state.folder('logs'), `${replicaName}.log`),
    httpUrl: `http://127.0.0.1:${ports.operations ?? ports.http}`,
  };
}
