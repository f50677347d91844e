/** Every process that holds a connection of its own to the message bus. */
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

/** Who writes, and where: every subject of a stream or key of a bucket, or only those that fit a pattern. */
export type Writers<Service extends ServiceName = ServiceName> = Readonly<
  Partial<Record<Service, 'all' | readonly string[]>>
>;

/** Services that ask the message server itself how it does. */
export const BUS_HEALTH_ASKED_BY: readonly WorkingService[] = ['gateway'];
