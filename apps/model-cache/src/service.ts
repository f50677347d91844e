import type { ServiceManifest } from '@eagle/contracts/domain';

/** What the launcher, the compose file and the tests that kill services know of this one. */
export const service = {
  name: 'model-cache',
  heapMiB: 192,
  replicas: 'one',
  door: 'internal',
  needs: ['database', 'artifact-store', 'platform-keys'],
  startsAfter: [],
} as const satisfies ServiceManifest;
