import { routeFact } from '../../access/route-facts.js';

export const KiB = 1024;
export const MiB = 1024 * KiB;

/**
 * Largest body of a route without a limit of its own: signing in, a note on an alert, a user; the
 * longest of them has 12 KiB.
 */
export const BODY_BYTES_MAX_DEFAULT = 16 * KiB;

/**
 * The largest body that this route takes, in bytes; a larger one is refused with 413 before it is
 * read.
 */
export const BodyLimit = (bodyBytesMax: number) => routeFact({ bodyBytesMax });
