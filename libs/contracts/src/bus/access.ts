import type { ServiceName, WorkingService } from '../domain/services.js';

/**
 * Who writes, and where: every subject of a stream or key of a bucket, or only those that fit a
 * pattern.
 */
export type Writers<Service extends ServiceName = ServiceName> = Readonly<
  Partial<Record<Service, 'all' | readonly string[]>>
>;

/** Services that ask the message server itself how it does. */
export const BUS_HEALTH_ASKED_BY: readonly WorkingService[] = ['gateway'];

/**
 * Services that never write dead letters, whatever they read. The gateway orders the replay of a
 * letter. If it could also write letters, a thief with its password could make the only permitted
 * writer of a subject send any message.
 */
export const WRITES_NO_DEAD_LETTERS: readonly ServiceName[] = ['gateway'];
