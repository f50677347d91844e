/** Every process that holds a connection of its own to the message bus. The folder of each, but for `cli`, has a manifest: see service-manifest.ts. */
export const SERVICES = [
  'gateway',
  'data-processor',
  'prediction',
  'model-cache',
  'alerting',
  'training',
  'cli',
] as const;
export type ServiceName = (typeof SERVICES)[number];

/** A service of the platform; `cli` is what sets the platform up and keeps its streams. */
export type WorkingService = Exclude<ServiceName, 'cli'>;
export const WORKING_SERVICES: readonly WorkingService[] = SERVICES.filter((service) => service !== 'cli');
