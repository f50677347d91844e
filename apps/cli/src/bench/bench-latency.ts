import { setTimeout as delay } from 'node:timers/promises';
import type { BenchOrganization, BenchOrganizations } from './bench-organizations.js';
import type { BenchPlatform } from './bench-platform.js';
import type { BarName } from './bars.js';
import { figure, type Figure } from './figure.js';
import { LatencyProbe, type LatencySpreads } from './latency-probe.js';
import { writeLiveRows } from './live-rows.js';
import type { PartResult } from './parts.js';
import { histogramPercentile, type Spread } from './percentile.js';
import { PlatformWatch, platformCpuS, type PlatformWork } from './platform-load.js';
import { RoundTrips, roundTripP99 } from './round-trips.js';

const PART = 'latency';
const WARM_UP_S = 8;
const SETTLE_MS = 500;
/** Approximate alerts a second over all organizations: enough to measure, far from a flood. */
const ALERTS_PER_S = 15;

/** Rows of live plants through the whole platform: one row a second for each organization. */
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
    const { spreads, work, roundTripMs } = await measureLatency(bench, members, seconds);
    const hasBars = count === Math.max(...counts);
    figures.push(...latencyFigures({ organizations: count, hasBars, spreads, work, roundTripMs }));
    details.push({ organizations: count, spreads, work, roundTripMs });
  }
  return { figures, details };
}

/** One measurement of live rows. */
export interface MeasuredLatency {
  readonly spreads: LatencySpreads;
  readonly work: PlatformWork;
  readonly roundTripMs: Spread;
}

/** One row a second for each of these organizations, some of which raise or clear an alert. */
export async function measureLatency(
  bench: BenchPlatform,
  members: readonly BenchOrganization[],
  seconds: number,
): Promise<MeasuredLatency> {
  const probe = new LatencyProbe(bench);
  await probe.open(members);
  const trips = await RoundTrips.start(bench.broker);
  const live = {
    rowsPerSecond: 1,
    toggleEvery: Math.ceil(members.length / ALERTS_PER_S),
    signal: bench.hooks.signal,
  };
  await writeLiveRows(members, { ...live, seconds: WARM_UP_S });
  await delay(SETTLE_MS);
  probe.forget();
  trips.forget();
  const watch = await PlatformWatch.start(bench);
  await writeLiveRows(members, { ...live, seconds });
  await delay(SETTLE_MS);
  const work = await watch.end();
  const roundTripMs = await trips.end();
  const spreads = probe.spreads();
  await probe.close();
  return { spreads, work, roundTripMs };
}

interface LatencyStep extends MeasuredLatency {
  readonly organizations: number;
  readonly hasBars: boolean;
}

function latencyFigures({ organizations, hasBars, spreads, work, roundTripMs }: LatencyStep): Figure[] {
  const barred = (bar: BarName): { readonly bar?: BarName } => (hasBars ? { bar } : {});
  const name = (text: string): string => `${organizations} org: ${text}`;
  const yardstick = roundTripP99(roundTripMs);
  const both = (text: string, spread: Spread, bar: BarName | null): Figure[] => [
    figure({ part: PART, name: name(`${text}, p50`), value: spread.p50, unit: 'ms' }),
    figure({
      part: PART,
      name: name(`${text}, p99`),
      value: spread.p99,
      unit: 'ms',
      yardstick,
      ...(bar === null ? {} : barred(bar)),
    }),
  ];
  return [
    figure({ part: PART, name: name('an empty round trip, p50'), value: roundTripMs.p50, unit: 'ms' }),
    ...both('written → read', spreads.writtenToRead, null),
    ...both('read → prediction', spreads.readToPrediction, null),
    ...both('written → prediction', spreads.writtenToPrediction, null),
    ...both('read → alert decided', spreads.readToAlertDecided, 'alertDecided'),
    ...both('read → socket', spreads.readToSocket, 'alertPushed'),
    ...both('written → socket', spreads.writtenToSocket, null),
    figure({
      part: PART,
      name: name('read → rules decided (every scan), p99'),
      value: histogramPercentile(work.scanLatencyMs, 0.99),
      unit: 'ms',
      yardstick,
      ...barred('rulesDecided'),
    }),
    figure({
      part: PART,
      name: name('read → prediction decided (every row), p99'),
      value: histogramPercentile(work.predictionLatencyMs, 0.99),
      unit: 'ms',
      yardstick,
      ...barred('predictionDecided'),
    }),
    figure({ part: PART, name: name('CPU'), value: platformCpuS(work) / work.elapsedS, unit: 'cores' }),
  ];
}
