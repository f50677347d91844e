import { AppError, type ServiceManifest, type ServiceNeed } from '@eagle/contracts/domain';
import { roleOf } from '@eagle/persistence';
import {
  databasePasswordVariable,
  inCapitals,
  passwordVariable,
  passwordVariables,
} from '../prepare/password-variables.js';
import { heapBoundOf } from '../start/process-tuning.js';

const SERVICES_BEGIN = '  # Services, from apps/*/src/service.ts by "npx eagle containers compose": begin\n';
const SERVICES_END = '  # Services: end\n';
const PASSWORDS_BEGIN = '      # Passwords, by "npx eagle containers compose": begin\n';
const PASSWORDS_END = '      # Passwords: end\n';

/**
 * What the containers provide for a need; the image sets the values that are the same for all
 * installations.
 */
interface Provided {
  /** Lines under `environment`. */
  readonly environment: readonly string[];
  readonly volumes?: readonly string[];
}
type Provide = (service: ServiceManifest, all: readonly ServiceManifest[]) => Provided;

const fromEnvironment = (...variables: readonly string[]): Provided => ({
  environment: variables.map((variable) => `${variable}: \${${variable}:?}`),
});

const PROVIDED: Readonly<Record<ServiceNeed, Provide>> = {
  'scada-secrets': () => fromEnvironment('SECRETS_KEY'),
  'feed-networks': () => ({
    environment: [
      // Feeds lead to public addresses, and to the networks that are named here.
      'FEED_NETWORKS_ALLOWED: ${FEED_NETWORKS_ALLOWED:-}',
      'FEED_ENDPOINTS_DENIED: postgres:5432,nats:4222',
    ],
  }),
  'artifact-store': () => ({ environment: [], volumes: ['artifacts:/var/lib/eagle/ml-artifacts'] }),
  'telemetry-store': () => ({ environment: [], volumes: ['telemetry:/var/lib/eagle/telemetry'] }),
  'telemetry-reading': () => ({ environment: [], volumes: ['telemetry:/var/lib/eagle/telemetry:ro'] }),
  'export-store': () => ({ environment: [], volumes: ['exports:/var/lib/eagle/exports'] }),
  'export-links': () => fromEnvironment('EXPORT_LINK_KEY'),
  'platform-keys': () => fromEnvironment('PLATFORM_KEYS', 'SIGNING_KEYS'),
  trainer: () => ({ environment: [] }),
  'work-folder': () => ({ environment: [], volumes: ['work:/var/lib/eagle/work'] }),
  'sign-in': () => fromEnvironment('JWT_SECRET', 'BOOTSTRAP_EMAIL', 'BOOTSTRAP_PASSWORD'),
  'audit-seals': () => ({
    environment: [
      ...fromEnvironment('AUDIT_KEY').environment,
      'AUDIT_HEADS_FILE: /var/lib/eagle/audit/heads.json',
    ],
    volumes: ['audit:/var/lib/eagle/audit'],
  }),
  'config-signing': () => fromEnvironment('CONFIG_SIGNING_KEY'),
  'service-urls': (service, all) => ({ environment: ['SERVICE_URLS: >-', `  ${otherUrls(service, all)}`] }),
};

const otherUrls = ({ name }: ServiceManifest, all: readonly ServiceManifest[]): string =>
  all
    .filter((other) => other.name !== name)
    .map((other) => `${other.name}=http://${other.name}:3000`)
    .join(',');

const databaseUrl = ({ name, tables }: ServiceManifest): string[] =>
  Object.keys(tables).length === 0
    ? []
    : [
        `DATABASE_URL: postgresql://${roleOf(name)}:\${${databasePasswordVariable(name)}:?}@postgres:5432/eagle`,
      ];

const PUBLIC_ENVIRONMENT = [
  '# Metrics, reasons of readiness and the description of the interface: within this network only.',
  'OPERATIONS_HOST: 0.0.0.0',
  "OPERATIONS_PORT: '3001'",
  '# Where a proxy stands in front: its addresses, and whether it ends TLS.',
  'TRUST_PROXY: ${TRUST_PROXY:-}',
  'TLS_IN_FRONT: ${TLS_IN_FRONT:-false}',
];

function composeService(service: ServiceManifest, all: readonly ServiceManifest[]): string {
  const { name, exposure, needs } = service;
  const provided = needs.map((need) => PROVIDED[need](service, all));
  const environment = [
    '<<: *environment',
    `SERVICE_NAME: ${name}`,
    `NODE_OPTIONS: ${heapBoundOf(service)}`,
    `REPLICA: ${name}-0`,
    `NATS_USER: ${name}`,
    `NATS_PASSWORD: \${${passwordVariable(name)}:?}`,
    ...databaseUrl(service),
    ...provided.flatMap((each) => each.environment),
    ...(exposure === 'public' ? PUBLIC_ENVIRONMENT : []),
  ];
  const volumes = provided.flatMap((each) => each.volumes ?? []);
  const lines = [
    '<<: *service',
    `command: ['apps/${name}/dist/main.js']`,
    ...section('environment', environment),
    ...section(
      'volumes',
      volumes.map((volume) => `- ${volume}`),
    ),
    ...section(
      'ports',
      exposure === 'public' ? [`- '127.0.0.1:\${${inCapitals(name)}_PORT:-3000}:3000'`] : [],
    ),
  ];
  return `  ${name}:\n${lines.map((line) => `    ${line}\n`).join('')}`;
}

const section = (name: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`${name}:`, ...lines.map((line) => `  ${line}`)];

/** One for each account on the bus and each role in the database: `prepare` makes both. */
const passwords = (manifests: readonly ServiceManifest[]): string =>
  passwordVariables(manifests)
    .map((variable) => `      ${variable}: \${${variable}:?}\n`)
    .join('');

/**
 * The compose file with one container for each manifest.
 * @param compose  the present file; text outside of the marks stays
 * @throws AppError `COMPOSE.NO_MARKS` (invalid)
 */
export function withServices(compose: string, manifests: readonly ServiceManifest[]): string {
  const services = manifests.map((service) => composeService(service, manifests)).join('\n');
  const withPasswords = between(compose, PASSWORDS_BEGIN, passwords(manifests), PASSWORDS_END);
  return between(withPasswords, SERVICES_BEGIN, services, SERVICES_END);
}

function between(text: string, begin: string, content: string, end: string): string {
  const [before, marked] = text.split(begin, 2);
  const after = marked?.split(end, 2)[1];
  if (before !== undefined && after !== undefined) return `${before}${begin}${content}${end}${after}`;
  throw new AppError('COMPOSE.NO_MARKS', `docker-compose.yml must hold this line: ${begin.trim()}`);
}
