import type * as z from 'zod';
import type { WorkingService } from '../domain/services.js';
import type { Writers } from './access.js';

/** A key-value bucket: it holds the last value of a fact under each key; its readers watch it. */
export interface BucketDeclaration<Schema extends z.ZodType = z.ZodType> {
  /** Name on the server. */
  readonly name: string;
  /** Meaning of a key. */
  readonly key: 'organization' | 'noun-and-organization' | 'chain' | 'replica' | 'latest';
  /** Schema of the values; `z.unknown()` where only the owner knows their shape. */
  readonly schema: Schema;
  /** Version of the values' shape. */
  readonly version: number;
  readonly writtenBy: Writers;
  /** Services that read it, in addition to its writers. */
  readonly readBy: 'all' | readonly WorkingService[];
  /** The gateway signs the values; readers accept only values with a valid signature. */
  readonly signed?: true;
}

/** Keeps the type of the schema. */
export const defineBucket = <Schema extends z.ZodType>(
  bucket: BucketDeclaration<Schema>,
): BucketDeclaration<Schema> => bucket;
