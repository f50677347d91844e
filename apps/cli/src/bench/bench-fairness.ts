import { FEATURES_TICK_MS } from '@eagle/contracts/frames';
import { setTimeout as delay } from 'node:timers/promises';
import type { BenchOrganization, BenchOrganizations } from './bench-organizations.js';
import type { BenchPlatform } from './bench-platform.js';
import { figure, type Figure } from './figure.js';
import { FrameLoad } from './frame-load.js';
import { LatencyProbe } from './latency-probe.js';
import { writeLiveRows } from './live-rows.js';
import type { PartResult } from './parts.js';
import { countOf, histogramPercentile, withoutOverflow } from './percentile.js';
import { PlatformWatch } from './platform-load.js';
import { RoundTrips, roundTripP99, roundTripP99AfterTick } from './round-trips.js';

const PART = 'fairness';
const FLOOD = 20;
const FLOODER_QUOTA = 100;
const FLOOD_EVERY_MS = 50;
const WARM_UP_S = 5;
const SETTLE_MS = 500;
/** Predictions a second of all others together while one floods the stream of frames. */
const OTHERS_ROWS_PER_S = 5_000;

/**
 * One organization sends 20 times its quota: through its SCADA feed, and behind the feed on the
 * stream of feature frames.
 */
export async function benchFairness(
  bench: BenchPlatform,
  organizations: BenchOrganizations,
  options: { readonly organizations: number; readonly seconds: number },
): Promise<PartResult> {
  const [flooder, ...others] = await organizations.atLeast(options.organizations);
  if (flooder === undefined) throw new Error('there is no organization that could flood');
  const door = await floodAtTheDoor(bench, organizations, flooder, others, options.seconds);
  const stream = await floodOfFrames(bench, organizations, flooder, others, options.seconds);
  return { figures: [...door.figures, ...stream.figures], details: [door.details, stream.details] };
}

async function floodAtTheDoor(
  bench: BenchPlatform,
  organizations: BenchOrganizations,
  flooder: BenchOrganization,
  others: readonly BenchOrganization[],
  seconds: number,
): Promise<PartResult> {
  const { signal, say } = bench.hooks;
  say(`fairness: one SCADA table gets ${FLOOD} times its organization’s quota, ${seconds} s`);
  await organizations.setQuota(flooder, FLOODER_QUOTA);
  const probe = new LatencyProbe(bench);
  await probe.open(others);
  const live = { rowsPerSecond: 1, toggleEvery: 3, signal };
  await writeLiveRows(others, { ...live, seconds: WARM_UP_S });
  probe.forget();
  const trips = await RoundTrips.start(bench.broker);
  await Promise.all([
    writeLiveRows(others, { ...live, seconds }),
    flood(flooder, organizations.table, seconds, signal),
  ]);
  await delay(SETTLE_MS);
  const spreads = probe.spreads(flooder.id);
  const roundTripMs = await trips.end();
  const yardstick = roundTripP99(roundTripMs);
  await probe.close();
  const figures: Figure[] = [
    figure({
      part: PART,
      name: 'flood of the feed: the others’ read → alert decided, p99',
      value: spreads.readToAlertDecided.p99,
      unit: 'ms',
      yardstick,
      bar: 'floodAlertDecided',
    }),
    figure({
      part: PART,
      name: 'flood of the feed: the others’ read → socket, p99',
      value: spreads.readToSocket.p99,
      unit: 'ms',
      yardstick,
      bar: 'floodAlertPushed',
    }),
  ];
  return { figures, details: { others: spreads, roundTripMs } };
}

async function flood(
  { plant }: BenchOrganization,
  table: string,
  seconds: number,
  signal: AbortSignal,
): Promise<void> {
  const rows = Math.round((FLOOD * FLOODER_QUOTA * FLOOD_EVERY_MS) / 1_000);
  const until = performance.now() + seconds * 1_000;
  while (performance.now() < until) {
    signal.throwIfAborted();
    await Promise.all([plant.writeFlood(table, rows), delay(FLOOD_EVERY_MS)]);
  }
}

async function floodOfFrames(
  bench: BenchPlatform,
  organizations: BenchOrganizations,
  flooder: BenchOrganization,
  others: readonly BenchOrganization[],
  seconds: number,
): Promise<PartResult> {
  const share = OTHERS_ROWS_PER_S / others.length;
  bench.hooks.say(
    `fairness: one organization’s frames come at ${FLOOD} times the others’ rate, ${seconds} s`,
  );
  const load = new FrameLoad(bench, organizations.seed, others);
  const surplus = new FrameLoad(bench, organizations.seed, [flooder], 'never');
  const trips = await RoundTrips.start(bench.broker);
  const watch = await PlatformWatch.start(bench);
  const [sent, flooded] = await Promise.all([
    load.sendOpenLoop({ rowsPerSecond: OTHERS_ROWS_PER_S, frameEveryMs: FEATURES_TICK_MS, seconds }),
    surplus.sendOpenLoop({ rowsPerSecond: share * FLOOD, frameEveryMs: FEATURES_TICK_MS, seconds }),
  ]);
  await watch.untilDecided(sent.rows + flooded.rows);
  const work = await watch.end();
  const roundTripMs = await trips.end();
  const ofOthers = withoutOverflow(work.predictionLatencyMs, flooded.rows);
  const figures = [
    figure({
      part: PART,
      name: 'flood of frames: the others’ due → decided, p99',
      value: histogramPercentile(ofOthers, 0.99),
      unit: 'ms',
      yardstick: roundTripP99AfterTick(roundTripMs),
      bar: 'floodDueToDecided',
    }),
  ];
  return {
    figures,
    details: { sent, flooded, roundTripMs, others: ofOthers, othersDecided: countOf(ofOthers) },
  };
}
