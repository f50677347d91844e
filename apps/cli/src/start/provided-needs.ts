import type { ServiceNeed } from '@eagle/contracts/domain';
import type { UrlOf } from '@eagle/persistence';
import { artifactFolder, keysFile, SUPER_ADMIN_EMAIL, type Secrets } from './secrets.js';
import { replicaNameOf, type ServiceEndpoint } from './service-endpoint.js';
import type { StateFolder } from './state-folder.js';

/** Addresses that the services of one installation share. */
export interface Addresses {
  readonly natsUrl: string;
  /** Address of the platform's database, with the role of each service. */
  readonly databaseUrlOf: UrlOf;
  /** The server of the demonstration plants. */
  readonly scadaAdminUrl: string;
  readonly projectRoot: string;
  readonly trainerPython: string;
  /** Commit of this code. */
  readonly revision: string;
  readonly logLevel: string;
  /** `SERVICE_URLS` of the gateway. */
  readonly serviceUrls: string;
  /** The sign-in page offers the accounts of the demonstration plants. */
  readonly isDemonstration: boolean;
  /** Address on which services listen that people use; all others listen on the loopback address. */
  readonly publicHost: string;
}

/** The addresses and secrets of an installation on this machine. */
export interface Installation {
  readonly addresses: Addresses;
  readonly secrets: Secrets;
  readonly state: StateFolder;
}

type Provide = (installation: Installation, endpoint: ServiceEndpoint) => Readonly<Record<string, string>>;

/** The variables behind each need, as the config schemas of the services expect them. */
const PROVIDED: Readonly<Record<ServiceNeed, Provide>> = {
  'scada-secrets': ({ secrets }) => ({ SECRETS_KEY: secrets.secretsKey }),
  'feed-networks': ({ addresses }) => networksOf(addresses),
  'artifact-store': ({ state }) => ({ ARTIFACT_STORE: artifactFolder(state) }),
  'telemetry-store': ({ state }) => ({ TELEMETRY_STORE: state.folder('telemetry') }),
  'telemetry-reading': ({ state }) => ({ TELEMETRY_STORE: state.folder('telemetry') }),
  'export-store': ({ state }) => ({ EXPORT_STORE: state.folder('exports') }),
  'export-links': ({ secrets }) => ({ EXPORT_LINK_KEY: secrets.exportLinkKey }),
  'platform-keys': ({ state }) => ({ KEYS_FILE: keysFile(state) }),
  trainer: ({ addresses }) => ({
    TRAINER_PYTHON: addresses.trainerPython,
    EAGLE_REVISION: addresses.revision,
  }),
  'work-folder': ({ state }, endpoint) => ({ WORK_DIR: state.folder('work', replicaNameOf(endpoint)) }),
  'sign-in': ({ addresses, secrets, state }) => ({
    JWT_SECRET: secrets.jwtSecret,
    BOOTSTRAP_EMAIL: SUPER_ADMIN_EMAIL,
    BOOTSTRAP_PASSWORD: secrets.superAdminPassword,
    ...(addresses.isDemonstration ? { DEMONSTRATION_RUN_FILE: state.path('run.json') } : {}),
  }),
  'audit-seals': ({ secrets, state }) => ({
    AUDIT_KEY: secrets.auditKey,
    AUDIT_HEADS_FILE: state.path('audit-heads.json'),
  }),
  'config-signing': ({ secrets }) => ({ CONFIG_SIGNING_KEY: secrets.configSigningKey }),
  'service-urls': ({ addresses }) => ({ SERVICE_URLS: addresses.serviceUrls }),
};

/** The part of a replica's environment that its tables and needs require, and no more. */
export function providedTo(endpoint: ServiceEndpoint, installation: Installation): Record<string, string> {
  const { name, tables, needs } = endpoint.service;
  const { databaseUrlOf } = installation.addresses;
  return {
    ...(Object.keys(tables).length > 0 ? { DATABASE_URL: databaseUrlOf(name) } : {}),
    ...Object.fromEntries(needs.flatMap((need) => Object.entries(PROVIDED[need](installation, endpoint)))),
  };
}

/**
 * Feeds may lead to the demonstration plants' server on its exact port, and to the networks in
 * FEED_NETWORKS_ALLOWED; never to the platform's servers.
 */
function networksOf({ scadaAdminUrl, databaseUrlOf, natsUrl }: Addresses): Record<string, string> {
  const plants = new URL(scadaAdminUrl);
  const allowed = [`${plants.hostname}/32:${plants.port}`, process.env['FEED_NETWORKS_ALLOWED'] ?? ''];
  return {
    FEED_NETWORKS_ALLOWED: allowed.filter((list) => list !== '').join(','),
    FEED_ENDPOINTS_DENIED: [databaseUrlOf('cli'), natsUrl].map((url) => new URL(url).host).join(','),
  };
}
