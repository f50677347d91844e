import { FEATURES_TICK_MS } from '@eagle/contracts/frames';
import type { BenchOrganizations } from './bench-organizations.js';
import type { BenchPlatform } from './bench-platform.js';
import type { BarName } from './bars.js';
import { figure, type Figure } from './figure.js';
import { hostFigures, hostSpeed } from './host-speed.js';
import { FrameLoad, type OpenLoad, type SentFrames } from './frame-load.js';
import type { PartResult } from './parts.js';
import { histogramPercentile, type Spread } from './percentile.js';
import { PlatformWatch, platformCpuS, type PlatformWork } from './platform-load.js';
import { RoundTrips, roundTripP99AfterTick } from './round-trips.js';
import { cpuOfRow, rowsPerSecond, withRowCost, type RowCost } from './row-yardstick.js';

const PART = 'throughput';
const WARM_UP_S = 5;
/** Most frames in flight of all organizations together. */
const CLOSED_LOOP_FRAMES_PER_ORGANIZATION = 8;

interface OpenLoop {
  readonly rowsPerSecond: number;
  readonly p99Bar: BarName;
  readonly cpuBar: BarName;
}

const OPEN_LOOPS: readonly OpenLoop[] = [
  { rowsPerSecond: 10_000, p99Bar: 'dueToDecided10k', cpuBar: 'cpuOfPrediction10k' },
  { rowsPerSecond: 30_000, p99Bar: 'dueToDecided30k', cpuBar: 'cpuOfPrediction30k' },
];

/**
 * Feature frames in, alerts decided: predictions a second through prediction, broker, alerting and
 * database.
 */
export async function benchThroughput(
  bench: BenchPlatform,
  organizations: BenchOrganizations,
  options: { readonly organizations: number; readonly seconds: number },
): Promise<PartResult> {
  const members = await organizations.atLeast(options.organizations);
  const load = new FrameLoad(bench, organizations.seed, members);
  const figures: Figure[] = [];
  const details: unknown[] = [];
  for (const loop of OPEN_LOOPS) {
    const open = {
      rowsPerSecond: loop.rowsPerSecond,
      frameEveryMs: FEATURES_TICK_MS,
      seconds: options.seconds,
    };
    bench.hooks.say(`throughput: ${loop.rowsPerSecond} predictions/s, open loop, ${options.seconds} s`);
    await openLoop(bench, load, { ...open, seconds: WARM_UP_S });
    const host = hostSpeed();
    const { measured, row } = await withRowCost(() => openLoopBesideRoundTrips(bench, load, open));
    figures.push(...openLoopFigures(loop, measured, row), ...hostFigures(PART, openLoopName(loop), host));
    details.push({ ...open, host, row, ...measured });
  }
  const closed = await withRowCost(() => closedLoop(bench, load, members.length, options.seconds));
  figures.push(...closedLoopFigures(closed.measured, closed.row));
  details.push({ closedLoop: true, row: closed.row, ...closed.measured });
  return { figures, details };
}

interface LoadResult {
  readonly sent: SentFrames;
  readonly work: PlatformWork;
}

interface OpenLoopResult extends LoadResult {
  readonly roundTripMs: Spread;
}

async function openLoopBesideRoundTrips(
  bench: BenchPlatform,
  load: FrameLoad,
  open: OpenLoad,
): Promise<OpenLoopResult> {
  const trips = await RoundTrips.start(bench.broker);
  const result = await openLoop(bench, load, open);
  return { ...result, roundTripMs: await trips.end() };
}

async function openLoop(bench: BenchPlatform, load: FrameLoad, open: OpenLoad): Promise<LoadResult> {
  const watch = await PlatformWatch.start(bench);
  const sent = await load.sendOpenLoop(open);
  await watch.untilDecided(sent.rows);
  return { sent, work: await watch.end() };
}

interface ClosedLoopResult extends LoadResult {
  /**
   * CPU of the process that sends the frames and receives the predictions: it takes its share of
   * the same cores.
   */
  readonly benchCpuS: number;
}

async function closedLoop(
  bench: BenchPlatform,
  load: FrameLoad,
  organizations: number,
  seconds: number,
): Promise<ClosedLoopResult> {
  bench.hooks.say('throughput: closed loop, as fast as the platform can');
  const inFlightMax = CLOSED_LOOP_FRAMES_PER_ORGANIZATION * organizations;
  const trialWatch = await PlatformWatch.start(bench);
  const trial = await load.sendClosedLoop(40, inFlightMax);
  await trialWatch.untilDecided(trial.rows);
  const { elapsedS } = await trialWatch.end();
  const frames = Math.max(40, Math.round((40 * seconds) / elapsedS));
  const watch = await PlatformWatch.start(bench);
  const cpuBefore = process.cpuUsage();
  const sent = await load.sendClosedLoop(frames, inFlightMax);
  await watch.untilDecided(sent.rows);
  const { user, system } = process.cpuUsage(cpuBefore);
  return { sent, work: await watch.end(), benchCpuS: (user + system) / 1e6 };
}

const openLoopName =
  ({ rowsPerSecond: rate }: Pick<OpenLoop, 'rowsPerSecond'>) =>
  (text: string): string =>
    `${rate}/s open loop: ${text}`;

function openLoopFigures(loop: OpenLoop, result: OpenLoopResult, row: RowCost): Figure[] {
  const { sent, work, roundTripMs } = result;
  const name = openLoopName(loop);
  return [
    figure({
      part: PART,
      name: name('decided'),
      value: work.predictionsDecided / work.elapsedS,
      unit: 'predictions/s',
      yardstick: { what: 'requested', value: loop.rowsPerSecond },
      bar: 'decidedShare',
    }),
    ...decidedFigures(loop, work, roundTripMs),
    figure({
      part: PART,
      name: name('CPU of the platform'),
      value: platformCpuS(work) / work.elapsedS,
      unit: 'cores',
    }),
    figure({
      part: PART,
      name: name('CPU of a prediction, the whole platform'),
      value: (platformCpuS(work) * 1e6) / work.predictionsDecided,
      unit: 'us',
      yardstick: cpuOfRow(row),
      bar: loop.cpuBar,
    }),
    figure({
      part: PART,
      name: name('frames refused'),
      value: sent.refused,
      unit: 'frames',
      bar: 'framesRefused',
    }),
    ...cpuFigures(name, work, row),
  ];
}

function decidedFigures(loop: OpenLoop, work: PlatformWork, roundTripMs: Spread): Figure[] {
  const name = openLoopName(loop);
  return [
    figure({ part: PART, name: name('an empty round trip, p50'), value: roundTripMs.p50, unit: 'ms' }),
    figure({
      part: PART,
      name: name('due → decided, p50'),
      value: histogramPercentile(work.predictionLatencyMs, 0.5),
      unit: 'ms',
    }),
    figure({
      part: PART,
      name: name('due → decided, p99'),
      value: histogramPercentile(work.predictionLatencyMs, 0.99),
      unit: 'ms',
      yardstick: roundTripP99AfterTick(roundTripMs),
      bar: loop.p99Bar,
    }),
  ];
}

function closedLoopFigures({ work, benchCpuS }: ClosedLoopResult, row: RowCost): Figure[] {
  const name = (text: string): string => `closed loop: ${text}`;
  return [
    figure({
      part: PART,
      name: name('decided'),
      value: work.predictionsDecided / work.elapsedS,
      unit: 'predictions/s',
      yardstick: rowsPerSecond(row),
      bar: 'closedLoop',
    }),
    ...cpuFigures(name, work, row),
    cpuFigure(name('CPU of the bench itself'), benchCpuS, work, row),
  ];
}

function cpuFigures(name: (text: string) => string, work: PlatformWork, row: RowCost): Figure[] {
  return Object.entries(work.cpuS)
    .filter(([process]) => ['nats', 'prediction', 'alerting', 'postgres'].includes(process))
    .map(([process, cpuS]) => cpuFigure(name(`CPU of ${process}`), cpuS, work, row));
}

const cpuFigure = (name: string, cpuS: number, work: PlatformWork, row: RowCost): Figure =>
  figure({
    part: PART,
    name,
    value: (cpuS * 1e6) / work.predictionsDecided,
    unit: 'us a prediction',
    yardstick: cpuOfRow(row),
  });
