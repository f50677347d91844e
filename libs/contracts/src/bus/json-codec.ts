import type * as z from 'zod';
import { AppError } from '../domain/errors/app-error.js';
import { versionUnknown, type Codec, type OrganizationOwned } from '../frames/codec.js';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Messages as JSON, with their version in the field `v`. */
export function jsonCodec<T extends OrganizationOwned>(version: number, schema: z.ZodType<T>): Codec<T> {
  return {
    version,
    encoding: 'json',
    encode: (value) => encoder.encode(JSON.stringify(value)),
    decode: (payload) => {
      const json = parseJson(payload);
      checkVersion(json, version);
      return schema.parse(json);
    },
  };
}

function parseJson(payload: Uint8Array): unknown {
  try {
    const json: unknown = JSON.parse(decoder.decode(payload));
    return json;
  } catch (cause) {
    throw new AppError('BUS.PAYLOAD_INVALID', 'The message is not JSON in UTF-8.', {}, { cause });
  }
}

/** What carries no number as its version is left to the schema, which says what is wrong with it. */
function checkVersion(json: unknown, known: number): void {
  if (typeof json !== 'object' || json === null || !('v' in json)) return;
  if (typeof json.v === 'number' && json.v !== known) throw versionUnknown(json.v, known);
}
