import { SERVICES, type ServiceName } from '@eagle/contracts/domain';

export type Privilege = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';
/** By table. */
type TableRights = Readonly<Record<string, readonly Privilege[]>>;

const READ = ['SELECT'] as const;
const ADD = ['INSERT'] as const;
const READ_AND_ADD = ['SELECT', 'INSERT'] as const;
const KEEP = ['SELECT', 'INSERT', 'UPDATE'] as const;
const OWN = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] as const;

/**
 * What each service may do with each table; what is not here is refused by the database. A service writes what it owns and reads what it needs of
 * others: nobody but the gateway sees people, passwords or sign-ins, and nobody deletes an organization. Row-level security stands before it.
 */
const DECLARED = {
  gateway: {
    organizations: KEEP,
    organization_configs: READ_AND_ADD,
    users: KEEP,
    invitations: OWN,
    sign_ins: OWN,
    sign_in_tries: OWN,
    refresh_tokens: OWN,
    audit_log: READ_AND_ADD,
    audit_chains: READ,
    audit_seals: READ_AND_ADD,
    failure_records: OWN,
    log_entries: OWN,
    alerts: READ,
    alert_notes: READ,
    model_versions: READ,
    model_steps: READ,
    training_runs: READ,
    shadow_minutes: READ,
    observed_failures: READ,
  },
  alerting: {
    alerts: KEEP,
    alert_events: OWN,
    alert_notes: READ_AND_ADD,
    alert_engine_states: KEEP,
    stream_positions: KEEP,
    audit_log: ADD,
    leader_terms: KEEP,
  },
  'model-cache': {
    leader_terms: KEEP,
    model_versions: OWN,
    model_steps: ADD,
    audit_log: ADD,
  },
  training: {
    leader_terms: KEEP,
    training_runs: KEEP,
    model_versions: READ_AND_ADD,
    model_steps: READ_AND_ADD,
    failure_records: READ,
    log_entries: READ,
    shadow_minutes: OWN,
    observed_failures: OWN,
    audit_log: ADD,
  },
  // Whoever looks after an installation: scripts, replays, balances of rows and alerts. It changes nothing, and people are none of its business.
  cli: {
    organizations: READ,
    organization_configs: READ,
    alerts: READ,
    alert_events: READ,
    alert_notes: READ,
    alert_engine_states: READ,
    stream_positions: READ,
    model_versions: READ,
    model_steps: READ,
    training_runs: READ,
    failure_records: READ,
    log_entries: READ,
    shadow_minutes: READ,
    observed_failures: READ,
    audit_log: READ,
    audit_chains: READ,
  },
} satisfies Partial<Record<ServiceName, TableRights>>;

/** Services that keep something in the platform's database, and `cli`, which looks; no other can sign in to it. */
export type DatabaseService = keyof typeof DECLARED;
export const GRANTS: Readonly<Record<DatabaseService, TableRights>> = DECLARED;

export const hasDatabaseRole = (service: ServiceName): service is DatabaseService => service in DECLARED;
export const DATABASE_SERVICES: readonly DatabaseService[] = SERVICES.filter(hasDatabaseRole);

/** Numbers that a service draws when it adds rows; the audit log draws its own. */
export const SEQUENCES: Readonly<Record<DatabaseService, readonly string[]>> = {
  gateway: [],
  alerting: ['alert_events_seq_seq', 'stream_positions_id_seq'],
  'model-cache': ['model_steps_id_seq'],
  training: ['model_steps_id_seq'],
  cli: [],
};

/** Role that a service signs in with. */
export const roleOf = (service: DatabaseService): string => `eagle_${service.replaceAll('-', '_')}`;

/**
 * The statements that bring a database's rights to the declaration, whatever they were before. To be run by the tables' owner, in one transaction.
 * The role `eagle_app`, of which all services are members, carries the policies of row-level security and has no right of its own.
 */
export function grantStatements(): string[] {
  const roles = DATABASE_SERVICES.map(roleOf);
  const statements = ['eagle_app', ...roles].flatMap((role) => [
    `REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${role}`,
    `REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM ${role}`,
  ]);
  for (const service of DATABASE_SERVICES) {
    for (const [table, privileges] of Object.entries(GRANTS[service])) {
      statements.push(`GRANT ${privileges.join(', ')} ON ${table} TO ${roleOf(service)}`);
    }
    for (const sequence of SEQUENCES[service]) {
      statements.push(`GRANT USAGE ON SEQUENCE ${sequence} TO ${roleOf(service)}`);
    }
  }
  return statements;
}
