import { z } from 'zod';
import { COLLECTOR_TUNING, heapBoundOf, MALLOC_TUNING } from '../start/process-tuning.js';
import { figure, type Figure } from './figure.js';
import { jsonOf, type PartResult } from './parts.js';

const PART = 'cache';
const ORGANIZATIONS = 1_000;
const EVICTIONS = 25_000;
const RUN_MS_MAX = 2_700_000;
const MEMORY_MIB_MAX = 2_048;
/** Growth over the second half of all evictions that counts as none: garbage that a collector has not come to yet. */
const GROWTH_MAX = 1.05;

const spreadSchema = z.object({
  count: z.number(),
  p50: z.number(),
  p99: z.number(),
  max: z.number().nullable(),
});
const cacheSchema = z.object({
  organizations: z.number(),
  bundleBytes: z.array(z.record(z.string(), z.number())),
  resident: z.object({
    residents: z.number(),
    loadMs: z.number(),
    loadCpuMs: z.number(),
    rssBeforeMiB: z.number(),
    rssMiB: z.number(),
    estimatedMiB: z.number(),
    warmMs: spreadSchema,
  }),
  evicting: z.object({
    evictions: z.number(),
    residents: z.number(),
    series: z.array(z.object({ evictions: z.number(), rssMiB: z.number() })),
    hitMs: spreadSchema,
    missMs: spreadSchema,
  }),
});
type CacheDetails = z.output<typeof cacheSchema>;

/** Models of many organizations in one replica of prediction, with the settings of its process. */
export async function benchCache(): Promise<PartResult> {
  const details = cacheSchema.parse(
    await jsonOf('apps/prediction/dist/cache.bench.js', {
      args: ['--organizations', String(ORGANIZATIONS), '--evictions', String(EVICTIONS)],
      nodeArgs: [...COLLECTOR_TUNING, heapBoundOf('prediction')],
      env: MALLOC_TUNING,
      timeoutMs: RUN_MS_MAX,
    }),
  );
  return { figures: [...residentFigures(details), ...evictionFigures(details)], details };
}

function residentFigures({ resident }: CacheDetails): Figure[] {
  const { residents, rssMiB, warmMs, loadMs, loadCpuMs } = resident;
  return [
    figure({
      part: PART,
      name: 'models in memory',
      value: residents,
      unit: 'models',
      bar: { atLeast: ORGANIZATIONS },
    }),
    figure({
      part: PART,
      name: 'the whole process with them',
      value: rssMiB,
      unit: 'MiB',
      bar: { atMost: MEMORY_MIB_MAX },
    }),
    figure({ part: PART, name: 'a load', value: loadMs, unit: 'ms' }),
    figure({ part: PART, name: 'CPU of a load', value: loadCpuMs, unit: 'ms' }),
    figure({
      part: PART,
      name: 'warm: frame → prediction, p99',
      value: warmMs.p99,
      unit: 'ms',
      bar: { atMost: 2 },
    }),
  ];
}

function evictionFigures({ evicting }: CacheDetails): Figure[] {
  const { evictions, series, missMs } = evicting;
  return [
    figure({
      part: PART,
      name: 'evictions',
      value: evictions,
      unit: 'evictions',
      bar: { atLeast: EVICTIONS },
    }),
    figure({
      part: PART,
      name: 'memory at the end, to that after half of them',
      value: growthOf(series.map(({ rssMiB }) => rssMiB)),
      unit: '',
      bar: { atMost: GROWTH_MAX },
    }),
    figure({ part: PART, name: 'miss: frame → prediction, p50', value: missMs.p50, unit: 'ms' }),
    figure({
      part: PART,
      name: 'miss: frame → prediction, p99',
      value: missMs.p99,
      unit: 'ms',
      bar: { atMost: 50 },
    }),
  ];
}

/** The last reading over the one in the middle; NaN without readings. */
export function growthOf(readings: readonly number[]): number {
  const middle = readings[Math.floor(readings.length / 2)];
  return (readings.at(-1) ?? Number.NaN) / (middle ?? Number.NaN);
}
