import { readManifest } from '@eagle/local-services/manifests';
import { z } from 'zod';
import { projectRoot } from '../start/platform.js';
import { COLLECTOR_TUNING, heapBoundOf, MALLOC_TUNING } from '../start/process-tuning.js';
import { BARS } from './bars.js';
import { figure, type Figure } from './figure.js';
import type { PartResult } from './parts.js';
import { batchOf64, withRowCost, type RowCost } from './row-yardstick.js';
import { jsonOf } from './run-script.js';

const PART = 'cache';
const ORGANIZATIONS = BARS.cacheModels.atLeast;
const EVICTIONS = BARS.cacheEvictions.atLeast;
const RUN_MS_MAX = 2_700_000;

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
  const prediction = await readManifest(projectRoot, 'prediction');
  const { measured, row } = await withRowCost(async () =>
    cacheSchema.parse(
      await jsonOf('apps/prediction/dist/cache.bench.js', {
        args: ['--organizations', String(ORGANIZATIONS), '--evictions', String(EVICTIONS)],
        nodeArgs: [...COLLECTOR_TUNING, heapBoundOf(prediction)],
        env: MALLOC_TUNING,
        timeoutMs: RUN_MS_MAX,
      }),
    ),
  );
  const figures = [...residentFigures(measured, row), ...evictionFigures(measured, row)];
  return { figures, details: { ...measured, row } };
}

function residentFigures({ resident }: CacheDetails, row: RowCost): Figure[] {
  const { residents, rssMiB, warmMs, loadMs, loadCpuMs } = resident;
  return [
    figure({
      part: PART,
      name: 'models in memory',
      value: residents,
      unit: 'models',
      bar: 'cacheModels',
    }),
    figure({
      part: PART,
      name: 'the whole process with them',
      value: rssMiB,
      unit: 'MiB',
      bar: 'cacheMemoryMiB',
    }),
    figure({ part: PART, name: 'a load', value: loadMs, unit: 'ms' }),
    figure({ part: PART, name: 'CPU of a load', value: loadCpuMs, unit: 'ms' }),
    figure({
      part: PART,
      name: 'warm: frame → prediction, p99',
      value: warmMs.p99,
      unit: 'ms',
      yardstick: batchOf64(row),
      bar: 'cacheWarm',
    }),
  ];
}

function evictionFigures({ evicting }: CacheDetails, row: RowCost): Figure[] {
  const { evictions, series, missMs } = evicting;
  return [
    figure({
      part: PART,
      name: 'evictions',
      value: evictions,
      unit: 'evictions',
      bar: 'cacheEvictions',
    }),
    figure({
      part: PART,
      name: 'memory at the end, relative to that after half of them',
      value: growthOf(series.map(({ rssMiB }) => rssMiB)),
      unit: '',
      bar: 'cacheGrowth',
    }),
    figure({ part: PART, name: 'miss: frame → prediction, p50', value: missMs.p50, unit: 'ms' }),
    figure({
      part: PART,
      name: 'miss: frame → prediction, p99',
      value: missMs.p99,
      unit: 'ms',
      yardstick: batchOf64(row),
      bar: 'cacheMiss',
    }),
  ];
}

/** The last reading divided by the one in the middle; NaN without readings. */
export function growthOf(readings: readonly number[]): number {
  const middle = readings[Math.floor(readings.length / 2)];
  return (readings.at(-1) ?? Number.NaN) / (middle ?? Number.NaN);
}
