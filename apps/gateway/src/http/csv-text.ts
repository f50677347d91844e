import { ApiConsumes, type OpenAPIObject } from '@nestjs/swagger';
import type { BodySchema } from './body/body-schema.js';

const CSV = 'text/csv';

/** A body that came as `text/csv`. A class of its own, so that no JSON body passes for one, a JSON string least of all. */
export class CsvText {
  constructor(readonly text: string) {}
}

/** Takes what the schema takes, and a CSV file instead of it: the handler reads that by `CsvList`. Described as the schema is. */
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

/** The description gives every type of a body the same schema; a CSV file is text. */
export function describeCsvAsText({ paths }: OpenAPIObject): void {
  for (const { post } of Object.values(paths)) {
    if (post?.requestBody === undefined || !('content' in post.requestBody)) continue;
    const csv = post.requestBody.content[CSV];
    if (csv !== undefined) csv.schema = { type: 'string' };
  }
}
