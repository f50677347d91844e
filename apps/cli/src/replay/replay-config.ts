import { readFileSync } from 'node:fs';
import { AppError, organizationSettingsSchema, tagNameSchema } from '@eagle/contracts';
import { z } from 'zod';

/**
 * How a recording is read. Everything has a default: numeric columns become tags, `failures.csv` or `events.csv` gives the failures.
 */
export const replayConfigSchema = z.object({
  name: z.string().default('Replay'),
  /** Telemetry file within the folder; the first `telemetry*.csv(.gz)` where it is not given. */
  telemetry: z.string().nullable().default(null),
  /** Columns that are bookkeeping of the recording and no tags. */
  ignoreColumns: z.array(z.string()).default(['run', 'cycle']),
  failures: z
    .object({
      /** `failures.csv` (`asset, ts, component`), or a file of intervals (`asset, start, end, component or kind`). */
      file: z.string().nullable().default(null),
      componentColumn: z.string().nullable().default(null),
      /** Only rows whose columns have these values count, for example `{"phase": "transient (developing)"}`. */
      where: z.record(z.string(), z.string()).default({}),
      /** Which end of an interval is the failure itself. */
      at: z.enum(['start', 'end']).default('start'),
    })
    .prefault({}),
  settings: organizationSettingsSchema.prefault({}),
  /** Tags that are left out of the model although the recording has them. */
  leaveOut: z.array(tagNameSchema).default([]),
});
export type ReplayConfig = z.infer<typeof replayConfigSchema>;

/** @throws AppError `REPLAY.BAD_CONFIG` (invalid) that names the entry and what was expected. */
export function readReplayConfig(file: string | null): ReplayConfig {
  const content: unknown = file === null ? {} : JSON.parse(readFileSync(file, 'utf8'));
  const parsed = replayConfigSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new AppError(
    'REPLAY.BAD_CONFIG',
    'invalid',
    `${file ?? 'The default'} cannot be used: ${z.prettifyError(parsed.error)}`,
  );
}
