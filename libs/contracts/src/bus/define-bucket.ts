import type * as z from 'zod';
import type { WorkingService } from '../domain/services.js';
import type { Writers } from './access.js';

/** A key-value bucket: the last value of a fact under each key, watched by those who need it. */
export interface BucketDeclaration<Schema extends z.ZodType = z.ZodType> {
  /** Name on the server. */
  readonly name: string;
  /** What a key is. */
  readonly key: 'organization' | 'noun-and-organization' | 'chain' | 'replica' | 'latest';
  /** Of the values; `z.unknown()` where their shape is the owner's own business. */
  readonly schema: Schema;
  /** Of the values' shape. */
  readonly version: number;
  readonly writtenBy: Writers;
  /** Services that read it, besides those that write it. */
  readonly readBy: 'all' | readonly WorkingService[];
  /** Values are signed by gateway, and obeyed only where the signature holds. */
  readonly signed?: true;
}

/** Keeps the type of the schema. */
export const defineBucket = <Schema extends z.ZodType>(
  bucket: BucketDeclaration<Schema>,
): BucketDeclaration<Schema> => bucket;
