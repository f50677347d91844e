import type { ServiceManifest } from '@eagle/contracts/domain';

/**
 * What the launcher, the compose file, the database roles and the tests that kill services need to
 * know about this service.
 */
export const service = {
  name: 'alerting',
  heapMiB: 256,
  replicas: 'standby',
  exposure: 'internal',
  tables: {
    alerts: 'keep',
    alert_events: 'own',
    alert_notes: 'read-and-add',
    alert_engine_states: 'keep',
    stream_positions: 'keep',
    audit_log: 'add',
    leader_terms: 'keep',
  },
  needs: [],
  startsAfter: ['prediction'],
} as const satisfies ServiceManifest;
