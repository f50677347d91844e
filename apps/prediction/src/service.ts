import type { ServiceManifest } from '@eagle/contracts/domain';

/** What the launcher, the compose file, the database's roles and the tests that kill services know of this one. */
export const service = {
  name: 'prediction',
  heapMiB: 256,
  replicas: 'any',
  exposure: 'internal',
  tables: {},
  needs: [],
  startsAfter: ['model-cache'],
} as const satisfies ServiceManifest;
