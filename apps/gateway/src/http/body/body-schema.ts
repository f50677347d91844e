import type { z } from 'zod';

/** The part of a schema that validation and description of bodies need. */
export interface BodySchema<Output, Input> {
  readonly '~standard': z.core.ZodStandardSchemaWithJSON<z.ZodType<Output, Input>>;
}
