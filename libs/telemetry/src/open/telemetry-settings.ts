import { z } from 'zod';

const MIB = 1024 * 1024;

/**
 * The environment of every service that opens the telemetry history: the part of its config schema
 * that says where that is.
 */
export const telemetryConfigShape = {
  TELEMETRY_ADAPTER: z
    .enum(['parquet', 'postgres'])
    .default('parquet')
    .describe(
      'Where rows are kept: `parquet` in files with their catalogue in the database, `postgres` in partitions of the database. A change starts an empty history.',
    ),
  TELEMETRY_STORE: z
    .string('a folder, or s3://bucket/prefix')
    .min(1)
    .describe(
      'Place of the Parquet files: a folder, or `s3://bucket/prefix?region=...&endpoint=...` with the credentials of the AWS variables. `postgres` does not use it.',
    ),
  CACHE_BYTES_MAX: z.coerce
    .number()
    .int()
    .min(64 * MIB)
    .default(2_048 * MIB)
    .describe('Bytes of copies of files in a bucket.'),
  QUERY_MEMORY_BYTES_MAX: z.coerce
    .number()
    .int()
    .min(64 * MIB)
    .default(256 * MIB)
    .describe('Memory of DuckDB, outside of the JavaScript heap.'),
};
export type TelemetrySettings = z.output<z.ZodObject<typeof telemetryConfigShape>>;
