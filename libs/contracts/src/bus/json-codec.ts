import type * as z from 'zod';
import { AppError } from '../domain/errors/app-error.js';
import { versionUnknown, type Codec, type OrganizationOwned } from '../frames/codec.js';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Messages as JSON, with their version in the field `v`.
 * @param former By number, the earlier versions that the stream may still hold: each schema reads
 * its version and returns the present one.
 */
export function jsonCodec<T extends OrganizationOwned>(
  version: number,
  schema: z.ZodType<T>,
  former: ReadonlyMap<number, z.ZodType<T>> = new Map(),
): Codec<T> {
  return {
    version,
    encoding: 'json',
    encode: (value) => encoder.encode(JSON.stringify(value)),
    decode: (payload) => {
      const json = parseJson(payload);
      // A message without a number as its version is left to the schema, which reports the mistake.
      const written = versionOf(json) ?? version;
      const reader = written === version ? schema : former.get(written);
      if (reader === undefined) throw versionUnknown(written, version);
      return reader.parse(json);
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

function versionOf(json: unknown): number | null {
  if (typeof json !== 'object' || json === null || !('v' in json)) return null;
  return typeof json.v === 'number' ? json.v : null;
}
