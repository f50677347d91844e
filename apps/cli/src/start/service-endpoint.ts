import type { ServiceManifest } from '@eagle/contracts/domain';

/** One replica of a service. */
export interface ServiceEndpoint {
  readonly service: ServiceManifest;
  readonly replica: number;
}

/** Name of a replica, also the key of its stored port. */
export const replicaNameOf = ({ service, replica }: ServiceEndpoint): string => `${service.name}-${replica}`;
