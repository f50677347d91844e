import type { ServiceManifest } from '@eagle/contracts/domain';

/** The servers that the launcher supervises beside the services. */
const SERVERS = ['nats', 'postgres', 'scada-postgres'];

/**
 * Names of the processes that may be killed at any moment: every service that has a manifest, and
 * every server.
 */
export const killable = (manifests: readonly ServiceManifest[]): string[] => [
  ...manifests.map(({ name }) => name),
  ...SERVERS,
];
