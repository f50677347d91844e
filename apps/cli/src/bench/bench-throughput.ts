import { FEATURES_TICK_MS } from '@eagle/contracts/frames';
import type { BenchOrganizations } from './bench-organizations.js';
import type { BenchPlatform } from './bench-platform.js';
import { figure, type Figure } from './figure.js';
import { hostFigures, hostSpeed } from './host-speed.js';
import { FrameLoad, type OpenLoad, type SentFrames } from './frame-load.js';
import type { PartResult, RawLimit } from './parts.js';
import { histogramPercentile } from './percentile.js';
import { PlatformWatch, platformCpuS, type PlatformWork } from './platform-load.js';

const PART = 'throughput';
const WARM_UP_S = 5;
/** As many frames as all organizations together may have in flight. */
const CLOSED_LOOP_FRAMES_PER_ORGANIZATION = 8;

interface OpenLoopBar {
  readonly rowsPerSecond: number;
  readonly p99Ms: number;
  readonly cores: number | null;
}

const OPEN_LOOPS: readonly OpenLoopBar[] = [
  { rowsPerSecond: 10_000, p99Ms: 25, cores: 1 },
  { rowsPerSecond: 30_000, p99Ms: 50, cores: null },
];

/** Feature frames in, alerts decided: predictions a second through prediction, broker, alerting and database. */
export async function benchThroughput(
  bench: BenchPlatform,
  organizations: BenchOrganizations,
  options: { readonly organizations: number; readonly seconds: number; readonly raw: RawLimit | null },
): Promise<PartResult> {
  const members = await organizations.atLeast(options.organizations);
  const load = new FrameLoad(bench, organizations.seed, members);
  const figures: Figure[] = [];
  const details: unknown[] = [];
  for (const bar of OPEN_LOOPS) {
    const open = {
      rowsPerSecond: bar.rowsPerSecond,
      frameEveryMs: FEATURES_TICK_MS,
      seconds: options.seconds,
    };
    bench.hooks.say(`throughput: ${bar.rowsPerSecond} predictions/s, open loop, ${options.seconds} s`);
    await openLoop(bench, load, { ...open, seconds: WARM_UP_S });
    const host = hostSpeed();
    const result = await openLoop(bench, load, open);
    figures.push(...openLoopFigures(bar, result), ...hostFigures(PART, openLoopName(bar), host));
    details.push({ ...open, host, ...result });
  }
  const closed = await closedLoop(bench, load, members.length, options.seconds);
  figures.push(...closedLoopFigures(closed, options.raw));
  details.push({ closedLoop: true, ...closed });
  return { figures, details };
}

interface LoadResult {
  readonly sent: SentFrames;
  readonly work: PlatformWork;
}

async function openLoop(bench: BenchPlatform, load: FrameLoad, open: OpenLoad): Promise<LoadResult> {
  const watch = await PlatformWatch.start(bench);
  const sent = await load.sendOpenLoop(open);
  await watch.untilDecided(sent.rows);
  return { sent, work: await watch.end() };
}

async function closedLoop(
  bench: BenchPlatform,
  load: FrameLoad,
  organizations: number,
  seconds: number,
): Promise<LoadResult> {
  bench.hooks.say('throughput: as much as goes through');
  const underWayMax = CLOSED_LOOP_FRAMES_PER_ORGANIZATION * organizations;
  const trialWatch = await PlatformWatch.start(bench);
  const trial = await load.sendClosedLoop(40, underWayMax);
  await trialWatch.untilDecided(trial.rows);
  const { elapsedS } = await trialWatch.end();
  const frames = Math.max(40, Math.round((40 * seconds) / elapsedS));
  const watch = await PlatformWatch.start(bench);
  const sent = await load.sendClosedLoop(frames, underWayMax);
  await watch.untilDecided(sent.rows);
  return { sent, work: await watch.end() };
}

const openLoopName =
  ({ rowsPerSecond }: Pick<OpenLoopBar, 'rowsPerSecond'>) =>
  (text: string): string =>
    `${rowsPerSecond}/s open loop: ${text}`;

function openLoopFigures(bar: OpenLoopBar, { sent, work }: LoadResult): Figure[] {
  const { rowsPerSecond, p99Ms, cores } = bar;
  const name = openLoopName(bar);
  return [
    figure({
      part: PART,
      name: name('decided'),
      value: work.predictionsDecided / work.elapsedS,
      unit: 'predictions/s',
      bar: { atLeast: rowsPerSecond * 0.95 },
    }),
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
      bar: { atMost: p99Ms },
    }),
    figure({
      part: PART,
      name: name('CPU of the platform'),
      value: platformCpuS(work) / work.elapsedS,
      unit: 'cores',
      ...(cores === null ? {} : { bar: { atMost: cores } }),
    }),
    figure({
      part: PART,
      name: name('frames refused'),
      value: sent.refused,
      unit: 'frames',
      bar: { atMost: 0 },
    }),
    ...cpuFigures(name, work),
  ];
}

function closedLoopFigures({ work }: LoadResult, raw: RawLimit | null): Figure[] {
  const name = (text: string): string => `closed loop: ${text}`;
  return [
    figure({
      part: PART,
      name: name('decided'),
      value: work.predictionsDecided / work.elapsedS,
      unit: 'predictions/s',
      ...(raw === null ? {} : { limit: { what: 'onnxruntime alone', value: raw.rowsPerSecond } }),
    }),
    ...cpuFigures(name, work),
  ];
}

function cpuFigures(name: (text: string) => string, work: PlatformWork): Figure[] {
  return Object.entries(work.cpuS)
    .filter(([process]) => ['nats', 'prediction', 'alerting', 'postgres'].includes(process))
    .map(([process, cpuS]) =>
      figure({
        part: PART,
        name: name(`CPU of ${process}`),
        value: (cpuS * 1e6) / work.predictionsDecided,
        unit: 'us a prediction',
      }),
    );
}
