/**
 * All names that the declarations of streams, buckets and requests may use. A name alone gives no
 * rights: account, role and process come from the manifest in the folder of a service
 * (service-manifest.ts). `cli` has no manifest, because it is not started as a service.
 */
export const SERVICES = [
  'gateway',
  'data-processor',
  'prediction',
  'model-cache',
  'alerting',
  'training',
  'historian',
  'cli',
] as const;
export type ServiceName = (typeof SERVICES)[number];

/** A service of the platform; `cli` sets the platform up and maintains its streams. */
export type WorkingService = Exclude<ServiceName, 'cli'>;
export const WORKING_SERVICES: readonly WorkingService[] = SERVICES.filter((service) => service !== 'cli');
