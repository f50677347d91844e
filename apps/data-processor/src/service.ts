import type { ServiceManifest } from '@eagle/contracts/domain';

/**
 * What the launcher, the compose file, the database roles and the tests that kill services need to
 * know about this service.
 */
export const service = {
  name: 'data-processor',
  heapMiB: 384,
  replicas: 'one',
  exposure: 'internal',
  tables: {},
  needs: ['scada-secrets', 'feed-networks'],
  startsAfter: ['gateway'],
} as const satisfies ServiceManifest;
