import { setTimeout as delay } from 'node:timers/promises';
import type { BenchOrganizations } from './bench-organizations.js';
import type { BenchPlatform } from './bench-platform.js';
import { figure, type Figure } from './figure.js';
import { LatencyProbe, type LatencySpreads } from './latency-probe.js';
import { writeLiveRows } from './live-rows.js';
import type { PartResult } from './parts.js';
import { histogramPercentile, type Spread } from './percentile.js';
import { PlatformWatch, platformCpuS, type PlatformWork } from './platform-load.js';

const PART = 'latency';
const WARM_UP_S = 8;
const SETTLE_MS = 500;
/** Alerts a second over all organizations, about: enough to measure, far from a flood. */
const ALERTS_PER_S = 15;

/** Rows of live plants through the whole platform: one row a second and organization. */
export async function benchLatency(
  bench: BenchPlatform,
  organizations: BenchOrganizations,
  counts: readonly number[],
  seconds: number,
): Promise<PartResult> {
  const figures: Figure[] = [];
  const details: unknown[] = [];
  for (const count of counts) {
    const members = await organizations.atLeast(count);
    bench.hooks.say(`latency: ${count} organizations, one row a second each, ${seconds} s`);
    const probe = new LatencyProbe(bench);
    await probe.open(members);
    const live = {
      rowsPerSecond: 1,
      toggleEvery: Math.ceil(count / ALERTS_PER_S),
      signal: bench.hooks.signal,
    };
    await writeLiveRows(members, { ...live, seconds: WARM_UP_S });
    await delay(SETTLE_MS);
    probe.forget();
    const watch = await PlatformWatch.start(bench);
    await writeLiveRows(members, { ...live, seconds });
    await delay(SETTLE_MS);
    const work = await watch.end();
    const spreads = probe.spreads();
    await probe.close();
    figures.push(...latencyFigures(count, spreads, work));
    details.push({ organizations: count, spreads, work });
  }
  return { figures, details };
}

function latencyFigures(count: number, spreads: LatencySpreads, work: PlatformWork): Figure[] {
  const name = (text: string): string => `${count} org: ${text}`;
  const both = (text: string, spread: Spread, atMost: number | null): Figure[] => [
    figure({ part: PART, name: name(`${text}, p50`), value: spread.p50, unit: 'ms' }),
    figure({
      part: PART,
      name: name(`${text}, p99`),
      value: spread.p99,
      unit: 'ms',
      ...(atMost === null ? {} : { bar: { atMost } }),
    }),
  ];
  return [
    ...both('written → read', spreads.writtenToRead, null),
    ...both('read → prediction', spreads.readToPrediction, null),
    ...both('written → prediction', spreads.writtenToPrediction, null),
    ...both('read → alert decided', spreads.readToAlertDecided, 25),
    ...both('read → socket', spreads.readToSocket, 40),
    ...both('written → socket', spreads.writtenToSocket, null),
    figure({
      part: PART,
      name: name('read → rules decided (every scan), p99'),
      value: histogramPercentile(work.scanLatencyMs, 0.99),
      unit: 'ms',
      bar: { atMost: 25 },
    }),
    figure({
      part: PART,
      name: name('read → prediction decided (every row), p99'),
      value: histogramPercentile(work.predictionLatencyMs, 0.99),
      unit: 'ms',
      bar: { atMost: 25 },
    }),
    figure({ part: PART, name: name('CPU'), value: platformCpuS(work) / work.elapsedS, unit: 'cores' }),
  ];
}
