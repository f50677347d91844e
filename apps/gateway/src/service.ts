import type { ServiceManifest } from '@eagle/contracts/domain';

/**
 * The manifest of this service for the launcher, the compose file, the database roles and the tests
 * that kill services.
 */
export const service = {
  name: 'gateway',
  heapMiB: 256,
  replicas: 'any',
  exposure: 'public',
  // Only this service sees people, passwords and sign-ins. No service deletes the row of an
  // organization: a deleted one is marked.
  tables: {
    organizations: 'keep',
    organization_configs: 'read-and-add',
    users: 'keep',
    invitations: 'own',
    sign_ins: 'own',
    visits: 'own',
    sign_in_tries: 'own',
    refresh_tokens: 'own',
    audit_log: 'read-and-add',
    audit_chains: 'read',
    audit_seals: 'read-and-add',
    failure_records: 'own',
    log_entries: 'own',
    alerts: 'read',
    alert_notes: 'read',
    model_versions: 'read',
    model_steps: 'read',
    training_runs: 'read',
    shadow_minutes: 'read',
    observed_failures: 'read',
    history_stretches: 'read',
  },
  needs: ['scada-secrets', 'sign-in', 'audit-seals', 'config-signing', 'export-links', 'service-urls'],
  startsAfter: ['historian'],
} as const satisfies ServiceManifest;
