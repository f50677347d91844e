import { AppError } from '../domain/errors/app-error.js';
import type { OrganizationId } from '../domain/ids.js';

/** Every message of a stream names its organization. A consumer compares it with the subject. */
export interface OrganizationOwned {
  readonly organizationId: OrganizationId;
}

/** How one version of a message becomes bytes and is read again. */
export interface Codec<T extends OrganizationOwned> {
  /** Written into every message; a reader refuses any other with `BUS.VERSION_UNKNOWN`. */
  readonly version: number;
  readonly encoding: 'json' | 'frame';
  encode(value: T): Uint8Array;
  /**
   * @throws AppError `BUS.VERSION_UNKNOWN`, `BUS.PAYLOAD_INVALID`, `FRAME.UNREADABLE` (all
   * invalid); ZodError where a field is not what it should be. All mean that the message can never
   * be read.
   */
  decode(payload: Uint8Array): T;
}

/** The message type of a codec. */
export type ValueOf<C> = C extends Codec<infer T> ? T : never;

/** The reader is older than the writer, or much newer. */
export function versionUnknown(found: number, known: number): AppError {
  return new AppError(
    'BUS.VERSION_UNKNOWN',
    `The message is of version ${found}; this service reads version ${known}. Update the service, then replay the dead letter.`,
    { found, known },
  );
}
