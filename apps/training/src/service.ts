import type { ServiceManifest } from '@eagle/contracts/domain';

/**
 * What the launcher, the compose file, the database roles and the tests that kill services need to
 * know about this service.
 */
export const service = {
  name: 'training',
  heapMiB: 512,
  replicas: 'standby',
  exposure: 'internal',
  tables: {
    leader_terms: 'keep',
    training_runs: 'keep',
    model_versions: 'read-and-add',
    model_steps: 'read-and-add',
    failure_records: 'read',
    log_entries: 'read',
    history_stretches: 'read',
    shadow_minutes: 'own',
    observed_failures: 'own',
    audit_log: 'add',
    telemetry_segments: 'read',
    telemetry_layouts: 'read',
    telemetry_rows: 'read',
    telemetry_aggregates: 'read',
    telemetry_days: 'read',
  },
  needs: ['scada-secrets', 'feed-networks', 'trainer', 'work-folder', 'telemetry-reading'],
  startsAfter: ['data-processor'],
} as const satisfies ServiceManifest;
