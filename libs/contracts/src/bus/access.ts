import type { ServiceName, WorkingService } from '../domain/services.js';

/** Who writes, and where: every subject of a stream or key of a bucket, or only those that fit a pattern. */
export type Writers<Service extends ServiceName = ServiceName> = Readonly<
  Partial<Record<Service, 'all' | readonly string[]>>
>;

/** Services that ask the message server itself how it does. */
export const BUS_HEALTH_ASKED_BY: readonly WorkingService[] = ['gateway'];

/**
 * Services that copy nothing to the dead letters, whatever they read. The gateway orders that a letter is sent again: if it wrote letters, too, whoever stole its
 * password could have any message sent by the service that alone may write it.
 */
export const WRITES_NO_DEAD_LETTERS: readonly ServiceName[] = ['gateway'];
