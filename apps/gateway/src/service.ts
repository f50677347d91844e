import type { ServiceManifest } from '@eagle/contracts/domain';

/** What the launcher, the compose file and the tests that kill services know of this one. */
export const service = {
  name: 'gateway',
  heapMiB: 256,
  replicas: 'any',
  door: 'public',
  needs: ['database', 'scada-secrets', 'sign-in', 'audit-seals', 'config-signing', 'service-urls'],
  startsAfter: ['alerting'],
} as const satisfies ServiceManifest;
