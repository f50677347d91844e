import type { Codec, OrganizationOwned, ValueOf } from '../frames/codec.js';
import type { OrganizationId } from '../domain/ids.js';
import type { WorkingService } from '../domain/services.js';
import type { Writers } from './access.js';

/** How a service reads a stream; each needs other permissions. */
export interface Readers {
  /** Each replica has an ordered consumer, and stores its position itself. */
  readonly follows?: readonly WorkingService[];
  /** Through one durable consumer, named as the service, which its replicas share. */
  readonly worksOff?: readonly WorkingService[];
  /** Reads single messages only: the newest on a subject. */
  readonly looksAt?: readonly WorkingService[];
}

/** The whole declaration of one stream; permissions, configuration and decoding follow from it. */
interface StreamSpec {
  /** Name on the server. */
  readonly name: string;
  /**
   * Subjects with wildcards: `<noun>.<organizationId>.<...>`; the organization is always the second
   * token.
   */
  readonly subjects: readonly [string, ...string[]];
  /** One subject of an organization. */
  readonly subject: (organizationId: OrganizationId, ...rest: never[]) => string;
  readonly codec: Codec<OrganizationOwned>;
  readonly writtenBy: Writers<WorkingService>;
  readonly readBy: Readers;
  readonly storage: 'file' | 'memory';
  readonly retention: 'limits' | 'workqueue';
  readonly maxAgeMs: number;
  readonly maxBytes: number;
  /** Window within which a repeated message id is dropped. */
  readonly duplicateWindowMs: number;
  /**
   * Where set, a publisher is refused once this many messages of one subject (one organization)
   * wait.
   */
  readonly maxMessagesPerSubject: number | null;
  /**
   * Where set, only this many of the newest messages of one subject (one organization) are kept.
   */
  readonly newestPerSubject?: number;
}

/** A stream with messages that hold a `T`. */
export interface StreamDeclaration<T extends OrganizationOwned = OrganizationOwned> extends StreamSpec {
  readonly codec: Codec<T>;
  /** First token of every subject; its dead letters lie on `dlq.<organizationId>.<noun>`. */
  readonly noun: string;
  /** Every subject of one organization, with wildcards. */
  readonly subjectsOf: (organizationId: OrganizationId) => string;
}

/** Keeps the exact types of the declaration, and adds what follows from it. */
export function defineStream<const Spec extends StreamSpec>(
  spec: Spec,
): Spec & Pick<StreamDeclaration, 'noun' | 'subjectsOf'> {
  const [first] = spec.subjects;
  const [noun = '', , ...rest] = first.split('.');
  return {
    ...spec,
    noun,
    subjectsOf: (organizationId) => [noun, organizationId, ...rest.map(() => '*')].join('.'),
  };
}

/** What the messages of a stream hold. */
export type MessageOf<Stream extends { readonly codec: unknown }> = ValueOf<Stream['codec']>;
