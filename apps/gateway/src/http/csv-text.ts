import { ApiConsumes, type OpenAPIObject } from '@nestjs/swagger';
import { ARROW_STREAM, CSV } from '@eagle/contracts/rest';
import type { BodySchema } from './body/body-schema.js';

/**
 * A body that came as `text/csv`. It is a class, so that no JSON body passes for one, not even a
 * JSON string.
 */
export class CsvText {
  constructor(readonly text: string) {}
}

/**
 * Accepts what the schema accepts, or a CSV file, which the handler reads by `CsvList`. The
 * description is that of the schema.
 */
export function orCsv<Output, Input>(schema: BodySchema<Output, Input>): BodySchema<Output | CsvText, Input> {
  const json = schema['~standard'];
  return {
    '~standard': {
      ...json,
      validate: (value: unknown) => (value instanceof CsvText ? { value } : json.validate(value)),
    },
  };
}

/** Describes a route whose body is JSON or CSV. */
export const ApiJsonOrCsv = () => ApiConsumes('application/json', CSV);

/**
 * The description gives every type of a body the same schema; a CSV file is text, an Arrow stream
 * bytes.
 */
export function describeFiles({ paths }: OpenAPIObject): void {
  for (const { get, post } of Object.values(paths)) {
    for (const response of Object.values(get?.responses ?? {})) {
      const content = response !== undefined && 'content' in response ? response.content : undefined;
      const csv = content?.[CSV];
      if (csv !== undefined) csv.schema = { type: 'string' };
      const arrow = content?.[ARROW_STREAM];
      if (arrow !== undefined) arrow.schema = { type: 'string', format: 'binary' };
    }
    if (post?.requestBody === undefined || !('content' in post.requestBody)) continue;
    const csv = post.requestBody.content[CSV];
    if (csv !== undefined) csv.schema = { type: 'string' };
  }
}
