import type { ServiceManifest } from '@eagle/contracts/domain';

/**
 * What the launcher, the compose file, the database roles and the tests that kill services need to
 * know about this service.
 */
export const service = {
  name: 'historian',
  heapMiB: 144,
  replicas: 'standby',
  exposure: 'internal',
  tables: {
    stream_positions: 'keep',
    leader_terms: 'keep',
    telemetry_segments: 'own',
    telemetry_layouts: 'own',
    telemetry_rows: 'own',
    telemetry_aggregates: 'own',
    telemetry_days: 'own',
    history_deletions: 'own',
    organizations: 'read',
    history_stretches: 'own',
    exports: 'own',
    alerts: 'read',
    audit_log: 'add',
  },
  needs: ['scada-secrets', 'feed-networks', 'telemetry-store', 'export-store', 'work-folder'],
  // It waits for nobody; its place makes the order of start a single one.
  startsAfter: ['alerting'],
} as const satisfies ServiceManifest;
