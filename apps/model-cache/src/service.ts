import type { ServiceManifest } from '@eagle/contracts/domain';

/**
 * What the launcher, the compose file, the database roles and the tests that kill services need to
 * know about this service.
 */
export const service = {
  name: 'model-cache',
  heapMiB: 192,
  replicas: 'standby',
  exposure: 'internal',
  tables: {
    leader_terms: 'keep',
    model_versions: 'own',
    model_steps: 'add',
    audit_log: 'add',
  },
  needs: ['artifact-store', 'platform-keys'],
  startsAfter: [],
} as const satisfies ServiceManifest;
