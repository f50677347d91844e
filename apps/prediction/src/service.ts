import type { ServiceManifest } from '@eagle/contracts/domain';

/**
 * What the launcher, the compose file, the database roles and the tests that kill services need to
 * know about this service.
 */
export const service = {
  name: 'prediction',
  heapMiB: 256,
  replicas: 'any',
  exposure: 'internal',
  tables: {},
  needs: [],
  startsAfter: ['model-cache'],
} as const satisfies ServiceManifest;
