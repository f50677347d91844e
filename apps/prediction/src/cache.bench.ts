import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { STREAMS } from '@eagle/contracts/bus';
import { assetIdSchema, type OrganizationId } from '@eagle/contracts/domain';
import { featureFrameCodec, type FeatureFrame } from '@eagle/contracts/frames';
import type { BusMessage } from '@eagle/messaging';
import { mulberry32 } from '@eagle/models/fixtures';
import { createLogger, Metrics } from '@eagle/service-kit';
import { BENCH_FEATURES, BenchBundles, organizationOf } from './bench-bundles.js';
import { PredictionMetrics } from './metrics.js';
import { ModelLoader } from './models/model-loader.js';
import { ModelResidency } from './models/model-residency.js';
import { LiveModels } from './models/live-models.js';
import { BatchRunner } from './predict-frames/batch-runner.js';
import { FactorRows } from './predict-frames/factor-rows.js';
import { ConfiguredOrganizations } from './predict-frames/configured-organizations.js';
import { PredictFramesHandler } from './predict-frames/predict-frames.handler.js';
import { HealthReporter } from './replica/health-reporter.js';

/**
 * The path from a feature frame to a prediction frame inside prediction, with its live models, its
 * loader and onnxruntime, in one process; only the bus is left out. It loads every organization,
 * sends frames to each repeatedly, then limits memory to a part of them and drives evictions.
 * Prints JSON.
 */
const { values: options } = parseArgs({
  options: {
    organizations: { type: 'string', default: '1000' },
    evictions: { type: 'string', default: '25000' },
    frames: { type: 'string', default: '20000' },
  },
});
const ORGANIZATIONS = Number(options.organizations);
const EVICTIONS = Number(options.evictions);
const FRAMES = Number(options.frames);
const MiB = 1024 * 1024;
const ROWS = 8;
/**
 * Model sizes that the trainer gave for the demonstration plants: 16 000 nodes with five
 * components, 4 000 with one.
 */
const SIZES = [
  { trees: 155, otherTrees: 900 },
  { trees: 80, otherTrees: 200 },
];
/**
 * During evictions: the number of organizations that fit into memory, and the number that send
 * frames.
 */
const RESIDENT = 200;
const COMING = 250;

interface OrganizationRuntime {
  readonly liveModels: LiveModels;
  readonly residency: ModelResidency;
  readonly handle: (message: BusMessage<FeatureFrame>) => Promise<void>;
}

const bundles = await BenchBundles.of(SIZES);
const random = mulberry32(7);

function runtimeFor(bytesMax: number, onEvicted: () => void): OrganizationRuntime {
  const logger = createLogger({ service: 'prediction', replica: 'bench', level: 'silent' });
  const residency = new ModelResidency(
    { bytesMax, bytesPerModelMax: bytesMax, floorBytes: 0, floorMs: 0 },
    () => performance.now(),
    onEvicted,
  );
  const metrics = new PredictionMetrics(new Metrics('prediction', 'bench'), {
    live: () => 0,
    bytes: () => 0,
  });
  const organizations = new ConfiguredOrganizations();
  const health = new HealthReporter(bundles.bus, 'bench', logger);
  const liveModels = new LiveModels(
    new ModelLoader(bundles.bus, metrics, 2),
    residency,
    organizations,
    health,
    metrics,
    logger,
  );
  const published = Promise.resolve({ sequence: 1, duplicate: false });
  const handler = new PredictFramesHandler(
    { publish: () => published },
    liveModels,
    new BatchRunner(metrics, { predicted: () => undefined }),
    new FactorRows(),
    organizations,
    health,
    metrics,
    logger,
    // No organization of this bench has a version in shadow.
    { offer: () => undefined },
  );
  return { liveModels, residency, handle: (message) => handler.handle(message) };
}

function messageFor(organizationId: OrganizationId, sequence: number): BusMessage<FeatureFrame> {
  const width = BENCH_FEATURES.names.length;
  const payload = featureFrameCodec.encode({
    organizationId,
    featureSetHash: BENCH_FEATURES.hash,
    width,
    assetNames: [assetIdSchema.parse('line-1')],
    rows: ROWS,
    assets: new Uint16Array(ROWS),
    flags: new Uint16Array(ROWS),
    sequences: new Float64Array(ROWS),
    eventTimesMs: new Float64Array(ROWS).fill(sequence),
    readAtsMs: new Float64Array(ROWS).fill(Date.now()),
    matrix: Float32Array.from({ length: ROWS * width }, random),
  });
  const subject = STREAMS.features.subject(organizationId);
  return {
    ...{ subject, organizationId, payload, sequence, headers: {}, storedAtMs: 0, redelivered: false },
    decode: () => featureFrameCodec.decode(payload),
  };
}

async function timed(runtime: OrganizationRuntime, message: BusMessage<FeatureFrame>): Promise<number> {
  const startedMs = performance.now();
  await runtime.handle(message);
  return performance.now() - startedMs;
}

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
const spread = (ms: readonly number[]) => {
  const sorted = ms.toSorted((a, b) => a - b);
  return {
    count: sorted.length,
    p50: percentile(sorted, 0.5),
    p99: percentile(sorted, 0.99),
    max: sorted.at(-1) ?? null,
  };
};
/**
 * CPU time of this process since a start. On a machine with other work, it shows the cost of a load
 * better than the clock.
 */
const cpuMsSince = (before: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};
const rssMiB = (): number => process.memoryUsage.rss() / MiB;

/** Every organization's model, and frames for all of them in turn. */
async function measureResident(): Promise<object> {
  const beforeMiB = rssMiB();
  const runtime = runtimeFor(Number.MAX_SAFE_INTEGER, () => undefined);
  const startedMs = performance.now();
  const cpuBefore = process.cpuUsage();
  for (let number = 0; number < ORGANIZATIONS; number += 1)
    runtime.liveModels.goLive(bundles.referenceOf(number));
  await runtime.liveModels.settled(3_600_000);
  const loadMs = (performance.now() - startedMs) / ORGANIZATIONS;
  const loadCpuMs = cpuMsSince(cpuBefore) / ORGANIZATIONS;
  const warm: number[] = [];
  for (let frame = 0; frame < FRAMES; frame += 1) {
    const message = messageFor(organizationOf(Math.floor(random() * ORGANIZATIONS)), frame);
    const ms = await timed(runtime, message);
    // The first round over all of them warms this process up.
    if (frame >= FRAMES / 10) warm.push(ms);
  }
  const result = {
    residents: runtime.liveModels.liveCount,
    loadMs,
    loadCpuMs,
    rssBeforeMiB: beforeMiB,
    rssMiB: rssMiB(),
    estimatedMiB: runtime.residency.bytes / MiB,
    warmMs: spread(warm),
  };
  runtime.liveModels.close();
  return result;
}

/**
 * Memory for a part of the organizations: frame after frame, one in five does not find its model.
 */
async function measureEvictions(): Promise<object> {
  let evictions = 0;
  const bytesMax = await bytesOf(RESIDENT);
  const runtime = runtimeFor(bytesMax, () => void (evictions += 1));
  for (let number = 0; number < COMING; number += 1) runtime.liveModels.goLive(bundles.referenceOf(number));
  await runtime.liveModels.settled(3_600_000);
  const [hits, misses]: [number[], number[]] = [[], []];
  const series: object[] = [];
  for (let frame = 0; evictions < EVICTIONS; frame += 1) {
    const message = messageFor(organizationOf(Math.floor(random() * COMING)), frame);
    const before = evictions;
    const ms = await timed(runtime, message);
    (evictions === before ? hits : misses).push(ms);
    if (evictions > before && evictions % Math.ceil(EVICTIONS / 20) === 0) {
      const { heapTotal, external } = process.memoryUsage();
      series.push({ evictions, rssMiB: rssMiB(), heapMiB: heapTotal / MiB, externalMiB: external / MiB });
    }
  }
  const result = {
    evictions,
    residents: runtime.liveModels.liveCount,
    series,
    hitMs: spread(hits),
    missMs: spread(misses),
  };
  runtime.liveModels.close();
  return { ...result, rssAfterMiB: rssMiB() };
}

async function bytesOf(organizations: number): Promise<number> {
  const runtime = runtimeFor(Number.MAX_SAFE_INTEGER, () => undefined);
  for (let number = 0; number < SIZES.length; number += 1)
    runtime.liveModels.goLive(bundles.referenceOf(number));
  await runtime.liveModels.settled(60_000);
  const each = runtime.residency.bytes / SIZES.length;
  runtime.liveModels.close();
  return Math.ceil(each * organizations);
}

const evicting = await measureEvictions();
const resident = await measureResident();
console.log(
  JSON.stringify({ organizations: ORGANIZATIONS, bundleBytes: bundles.sizes, resident, evicting }, null, 2),
);
