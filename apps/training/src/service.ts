import type { ServiceManifest } from '@eagle/contracts/domain';

/** What the launcher, the compose file and the tests that kill services know of this one. */
export const service = {
  name: 'training',
  heapMiB: 512,
  replicas: 'one',
  door: 'internal',
  needs: ['database', 'scada-secrets', 'feed-networks', 'trainer', 'work-folder'],
  startsAfter: ['data-processor'],
} as const satisfies ServiceManifest;
