import type { ServiceManifest } from '@eagle/contracts/domain';

/** One replica of a service. */
export interface ServiceEndpoint {
  readonly service: ServiceManifest;
  readonly replica: number;
}

/** Name of a replica, by which its port is kept too. */
export const replicaNameOf = ({ service, replica }: ServiceEndpoint): string => `${service.name}-${replica}`;
