import { hexKey, leaderConfigShape, secret, serviceConfigShape } from '@eagle/service-kit';
import { outboundConfigShape } from '@eagle/service-kit/outbound';
import { telemetryConfigShape } from '@eagle/telemetry';
import { z } from 'zod';

const MIB = 1024 * 1024;

/** Environment of the historian. */
export const historianConfigSchema = z.object({
  ...serviceConfigShape,
  ...leaderConfigShape,
  ...outboundConfigShape,
  ...telemetryConfigShape,
  SECRETS_KEY: secret(hexKey).describe('Opens the sealed passwords of feeds; the same as the gateway’s.'),
  DATABASE_URL: secret().describe('Address of the platform database, with the role of the historian.'),
  DATABASE_POOL_MAX: z.coerce
    .number()
    .int()
    .min(2)
    .max(100)
    .default(8)
    .describe('Connections to the database.'),
  WORK_DIR: z
    .string('a folder')
    .min(1)
    .describe(
      'Folder for what does not fit into memory and for copies of files in a bucket; it may be emptied while the service is stopped.',
    ),
  FLUSH_EVERY_MS: z.coerce
    .number()
    .int()
    .min(100)
    .default(120_000)
    .describe(
      'How often rows in memory are stored. After a crash, at most this span is read from the bus again. Shorter means more and smaller files.',
    ),
  WAITING_VALUES_MAX: z.coerce
    .number()
    .int()
    .min(10_000)
    .default(6_000_000)
    .describe(
      'Values of all organizations in memory that are not stored yet, at about 10 bytes each; one organization holds at most a third. Beyond it, organizations whose rows cannot be stored leave theirs to the bus.',
    ),
  MAINTAIN_EVERY_MS: z.coerce
    .number()
    .int()
    .min(100)
    .default(60_000)
    .describe('How often each organization is looked at for merges, aggregates and rows that are too old.'),
  EXPORT_STORE: z
    .string('a folder, or s3://bucket/prefix')
    .min(1)
    .describe('Place of exported files, of the form of TELEMETRY_STORE and apart from it.'),
  EXPORT_DAYS: z.coerce
    .number()
    .positive()
    .max(365)
    .default(7)
    .describe('Days after which an exported file is removed.'),
  EXPORT_BYTES_MAX: z.coerce
    .number()
    .int()
    .min(MIB)
    .default(20 * 1_024 * MIB)
    .describe('Bytes of the exported files of one organization, and so of one file.'),
  EXPORTS_AT_ONCE: z.coerce
    .number()
    .int()
    .min(1)
    .max(16)
    .default(2)
    .describe('Exports that are written at once. Of one organization it is one at a time.'),
  EXPORT_MEMORY_BYTES_MAX: z.coerce
    .number()
    .int()
    .min(128 * MIB)
    .default(128 * MIB)
    .describe('Memory of DuckDB for exports, beside QUERY_MEMORY_BYTES_MAX; taken only while one runs.'),
  EXPORT_TIME_SHARE: z.coerce
    .number()
    .min(0.05)
    .max(1)
    .default(0.5)
    .describe(
      'Share of the time of the process that writing an export may take; the rest is for charts and recording.',
    ),
});
export type HistorianConfig = z.output<typeof historianConfigSchema>;
