import type { z } from 'zod';

/** As far as validation and description of bodies go, a schema. */
export interface BodySchema<Output, Input> {
  readonly '~standard': z.core.ZodStandardSchemaWithJSON<z.ZodType<Output, Input>>;
}
