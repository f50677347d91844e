import { z } from 'zod';
import { COLLECTOR_TUNING } from '../../start/process-tuning.js';
import type { BenchPlatform } from '../bench-platform.js';
import { jsonOf } from '../run-script.js';

const SCRIPT = 'apps/cli/dist/bench/historian/plain-consumer.process.js';

/** How the process is told what to do. */
export const plainConsumerEnvSchema = z.object({
  NATS_URL: z.string(),
  /** Of `cli`. */
  NATS_PASSWORD: z.string(),
  WARM_UP_S: z.coerce.number(),
  SECONDS: z.coerce.number(),
});

const consumptionSchema = z.object({ messages: z.number(), cpuS: z.number() });
export type PlainConsumption = z.output<typeof consumptionSchema>;

/**
 * What the same messages cost a process that only receives and decodes them. It runs for both
 * times, and counts the second one.
 */
export async function consumePlainly(
  { broker: { natsUrl, password } }: BenchPlatform,
  { warmUpS, seconds }: { readonly warmUpS: number; readonly seconds: number },
): Promise<PlainConsumption> {
  return consumptionSchema.parse(
    await jsonOf(SCRIPT, {
      nodeArgs: COLLECTOR_TUNING,
      env: {
        NATS_URL: natsUrl,
        NATS_PASSWORD: password,
        WARM_UP_S: String(warmUpS),
        SECONDS: String(seconds),
      },
      timeoutMs: (warmUpS + seconds + 60) * 1_000,
    }),
  );
}
