import type { ServiceManifest } from '@eagle/contracts/domain';

/** What the launcher, the compose file and the tests that kill services know of this one. */
export const service = {
  name: 'alerting',
  heapMiB: 256,
  replicas: 'one',
  door: 'internal',
  needs: ['database'],
  startsAfter: ['prediction'],
} as const satisfies ServiceManifest;
