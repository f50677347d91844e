import {
  WORKING_SERVICES,
  type ServiceManifest,
  type ServiceName,
  type TableRight,
  type TableRights,
} from '@eagle/contracts/domain';

export type Privilege = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';

/** The PostgreSQL privileges of each right in a manifest. */
const PRIVILEGES: Readonly<Record<TableRight, readonly Privilege[]>> = {
  read: ['SELECT'],
  add: ['INSERT'],
  'read-and-add': ['SELECT', 'INSERT'],
  keep: ['SELECT', 'INSERT', 'UPDATE'],
  own: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
};

/**
 * Sequences for new rows: a role that may add rows may draw from them. The audit log draws its
 * numbers itself.
 */
const SEQUENCES: Readonly<Record<string, readonly string[]>> = {
  alert_events: ['alert_events_seq_seq'],
  stream_positions: ['stream_positions_id_seq'],
  model_steps: ['model_steps_id_seq'],
  telemetry_segments: ['telemetry_segments_number_seq'],
};

/** The roles of the database; no other can sign in to it. */
export interface DatabaseUser {
  readonly name: ServiceName;
  readonly tables: TableRights;
}

/**
 * The maintenance tool of an installation: scripts, replays, balances of rows and alerts. It
 * changes nothing, and sees no people. It is not started as a service and has no manifest, so its
 * rights are here.
 */
const CLI: DatabaseUser = {
  name: 'cli',
  tables: {
    organizations: 'read',
    organization_configs: 'read',
    alerts: 'read',
    alert_events: 'read',
    alert_notes: 'read',
    alert_engine_states: 'read',
    stream_positions: 'read',
    model_versions: 'read',
    model_steps: 'read',
    training_runs: 'read',
    failure_records: 'read',
    log_entries: 'read',
    shadow_minutes: 'read',
    observed_failures: 'read',
    audit_log: 'read',
    audit_chains: 'read',
    telemetry_segments: 'read',
    telemetry_layouts: 'read',
    telemetry_rows: 'read',
    telemetry_aggregates: 'read',
    telemetry_days: 'read',
    history_stretches: 'read',
    exports: 'read',
    history_deletions: 'read',
  },
};

/** The users of the database: every service whose manifest has tables, and `cli`. */
export function databaseUsers(manifests: readonly ServiceManifest[]): DatabaseUser[] {
  const services = manifests.filter(({ tables }) => Object.keys(tables).length > 0);
  return [...services.map(({ name, tables }) => ({ name, tables })), CLI];
}

/** What a user may do with a table; nothing where its manifest does not name it. */
export function privilegesOn(table: string, { tables }: DatabaseUser): readonly Privilege[] {
  const right = tables[table];
  return right === undefined ? [] : PRIVILEGES[right];
}

/** Sequences that a user draws numbers from. */
export const sequencesOf = (user: DatabaseUser): string[] =>
  Object.keys(user.tables)
    .filter((table) => privilegesOn(table, user).includes('INSERT'))
    .flatMap((table) => SEQUENCES[table] ?? []);

/** Role that a service signs in with. */
export const roleOf = (service: ServiceName): string => `eagle_${service.replaceAll('-', '_')}`;

/** Names of services that have no role: without a folder, or without tables. */
export const namesWithoutRole = (users: readonly DatabaseUser[]): ServiceName[] =>
  WORKING_SERVICES.filter((service) => !users.some(({ name }) => name === service));

/**
 * The statements that bring a database's rights to the manifests, whatever they were before. To be
 * run by the tables' owner, in one transaction. The role `eagle_app`, carries the policies of
 * row-level security and has no rights. All services are its members.
 */
export function grantStatements(users: readonly DatabaseUser[]): string[] {
  return [
    ...['eagle_app', ...users.map(({ name }) => roleOf(name))].flatMap(revocations),
    ...namesWithoutRole(users).map(withdrawal),
    ...users.flatMap((user) => {
      const role = roleOf(user.name);
      return [
        ...Object.keys(user.tables).map(
          (table) => `GRANT ${privilegesOn(table, user).join(', ')} ON ${table} TO ${role}`,
        ),
        ...sequencesOf(user).map((sequence) => `GRANT USAGE ON SEQUENCE ${sequence} TO ${role}`),
      ];
    }),
  ];
}

const revocations = (role: string): string[] => [
  `REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${role}`,
  `REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM ${role}`,
];

/** Of a service that is gone; its role may never have been on this server. */
function withdrawal(service: ServiceName): string {
  const role = roleOf(service);
  return `DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') THEN ${revocations(role).join('; ')}; END IF; END $$`;
}
