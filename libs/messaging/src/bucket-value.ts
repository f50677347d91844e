import { AppError } from '@eagle/contracts/domain';
import type { z } from 'zod';

/**
 * @throws AppError `BUS.BUCKET_VALUE_INVALID` where the value does not fit the schema of its
 * bucket.
 */
export function encodeValue<S extends z.ZodType>(
  schema: S,
  bucket: string,
  key: string,
  value: z.output<S>,
): Uint8Array {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw invalidValue(bucket, key, parsed.error.issues);
  return new TextEncoder().encode(JSON.stringify(parsed.data));
}

/** @throws AppError `BUS.BUCKET_VALUE_INVALID`. */
export function decodeValue<S extends z.ZodType>(
  schema: S,
  bucket: string,
  key: string,
  data: Uint8Array,
): z.output<S> {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(data));
  } catch (cause) {
    throw invalidValue(bucket, key, [], cause);
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw invalidValue(bucket, key, parsed.error.issues);
  return parsed.data;
}

export function forgedValue(bucket: string, key: string): AppError {
  const message = `The value under ${key} in bucket ${bucket} has no valid signature`;
  return new AppError('BUS.BUCKET_VALUE_FORGED', message, { bucket, key });
}

function invalidValue(
  bucket: string,
  key: string,
  issues: readonly z.core.$ZodIssue[],
  cause?: unknown,
): AppError {
  const reasons = issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  return new AppError(
    'BUS.BUCKET_VALUE_INVALID',
    `The value of ${key} in bucket ${bucket} does not fit its schema. ${reasons.join('; ')}`,
    { bucket, key, reasons },
    cause === undefined ? {} : { cause },
  );
}
