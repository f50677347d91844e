import { performance } from 'node:perf_hooks';
import {
  assetIdSchema,
  decodeFeatureFrame,
  encodeFeatureFrame,
  FEATURE_FRAME_ROWS_MAX,
  featureSetHashSchema,
  subjects,
  type FeatureFrame,
  type OrganizationId,
} from '@eagle/contracts';
import { newOrganization, testNats } from './bus.fixture.js';
import type { Bus } from './bus.types.js';
import { connectBus } from './bus.js';
import { assertTenant } from './tenant.js';

/**
 * How many frames of 64 rows x 183 features go from a publisher through the FEATURES stream to a handler that answers each with a
 * publication of its own before it is acknowledged: the way of the data through `prediction`, without the model. Prints one line of JSON.
 *
 * `node libs/messaging/dist/messaging.bench.js [seconds] [organizations]`
 */
const WIDTH = 183;
const FRAMES_AHEAD = 8;
const seconds = Number(process.argv[2] ?? 5);
const organizationCount = Number(process.argv[3] ?? 50);

function frameOf(organizationId: OrganizationId): FeatureFrame {
  const rows = FEATURE_FRAME_ROWS_MAX;
  return {
    organizationId,
    featureSetHash: featureSetHashSchema.parse('0123456789abcdef'),
    width: WIDTH,
    assetNames: [assetIdSchema.parse('line-1')],
    rows,
    assets: new Uint16Array(rows),
    flags: new Uint16Array(rows),
    sequences: new Float64Array(rows),
    eventTimesMs: new Float64Array(rows),
    readAtsMs: new Float64Array(rows),
    matrix: new Float32Array(rows * WIDTH).fill(1.5),
  };
}

async function workOff(bus: Bus, organizationId: OrganizationId, onHandled: (frame: FeatureFrame) => void) {
  await bus.workQueue('features', {
    durable: `bench-${organizationId}`,
    filterSubject: subjects.features(organizationId),
    pendingMax: FRAMES_AHEAD,
    onMessage: async (message) => {
      const frame = decodeFeatureFrame(message.payload);
      assertTenant(message, frame.organizationId);
      const answer = new Uint8Array(frame.rows * 32);
      await bus.publish(
        subjects.predictions(organizationId),
        `${organizationId}-${message.sequence}`,
        answer,
      );
      onHandled(frame);
    },
  });
}

/** Publishes for one organization with a few frames on their way, until the time is over. */
async function feed(bus: Bus, organizationId: OrganizationId, untilMs: number): Promise<number> {
  const frame = frameOf(organizationId);
  let published = 0;
  const lane = async (): Promise<void> => {
    while (performance.now() < untilMs) {
      frame.readAtsMs.fill(performance.now());
      await bus.publish(
        subjects.features(organizationId),
        `${organizationId}-${published++}`,
        encodeFeatureFrame(frame),
      );
    }
  };
  await Promise.all(Array.from({ length: 2 }, lane));
  return published;
}

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

const nats = await testNats();
try {
  const consumer = await nats.connect();
  const publisher = await connectBus({ url: nats.server.url, name: 'bench-publisher' });
  await consumer.ensureStreams('features', 'predictions', 'deadLetters');
  const organizations = Array.from({ length: organizationCount }, newOrganization);
  const latenciesMs: number[] = [];
  for (const organizationId of organizations) {
    await workOff(consumer, organizationId, (frame) => {
      latenciesMs.push(performance.now() - (frame.readAtsMs[0] ?? 0));
    });
  }
  const cpuBefore = process.cpuUsage();
  const startedMs = performance.now();
  const untilMs = startedMs + seconds * 1_000;
  const counts = await Promise.all(
    organizations.map((organizationId) => feed(publisher, organizationId, untilMs)),
  );
  const published = counts.reduce((sum, count) => sum + count, 0);
  while (latenciesMs.length < published) await new Promise((resolve) => setTimeout(resolve, 1));
  const tookS = (performance.now() - startedMs) / 1_000;
  const cpu = process.cpuUsage(cpuBefore);
  const sorted = latenciesMs.toSorted((a, b) => a - b);
  console.log(
    JSON.stringify({
      organizations: organizationCount,
      frames: published,
      framesPerSecond: Math.round(published / tookS),
      rowsPerSecond: Math.round((published * FEATURE_FRAME_ROWS_MAX) / tookS),
      cpuUsPerFrame: Math.round((cpu.user + cpu.system) / published),
      latencyMsP50: Number(percentile(sorted, 0.5).toFixed(1)),
      latencyMsP99: Number(percentile(sorted, 0.99).toFixed(1)),
    }),
  );
  await publisher.close();
} finally {
  await nats.close();
}
