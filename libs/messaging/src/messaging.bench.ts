import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { STREAMS } from '@eagle/contracts/bus';
import {
  assetIdSchema,
  featureSetHashSchema,
  type OrganizationId,
  SERVICES,
  type ServiceName,
} from '@eagle/contracts/domain';
import { encodeFeatureFrame, FEATURE_FRAME_ROWS_MAX, type FeatureFrame } from '@eagle/contracts/frames';
import { newOrganization, testNats } from './bus.fixture.js';
import type { Bus } from './bus.types.js';
import { connectBus } from './bus.js';
import { natsServerConfig } from './nats-server-config.js';
import { hashPasswords } from './password-hashes.js';

/**
 * Measures how many frames of 64 rows x 183 features pass from a publisher through the FEATURES
 * stream to a handler that publishes one message for each before it acknowledges: the path of the
 * data through `prediction`, without the model. Prints one line of JSON.
 *
 * `node libs/messaging/dist/messaging.bench.js [seconds] [organizations] [--open]`; `--open` leaves
 * out the accounts and users of the platform, to show their cost.
 */
const WIDTH = 183;
const PASSWORD = 'for-the-benchmark';
const isOpen = process.argv.includes('--open');
const FRAMES_AHEAD = 4;
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

async function workOff(bus: Bus, onHandled: (frame: FeatureFrame) => void) {
  await bus.durableConsumer(STREAMS.features, {
    durable: 'prediction',
    filterSubject: 'features.*',
    pendingMax: FRAMES_AHEAD * organizationCount,
    heldMax: FRAMES_AHEAD * organizationCount,
    onMessage: async (message) => {
      const frame = message.decode();
      const answer = new Uint8Array(frame.rows * 32);
      const id = `${message.organizationId}-${message.sequence}`;
      await bus.publish(STREAMS.predictions.subject(message.organizationId), id, answer);
      onHandled(frame);
    },
  });
}

/** Publishes for one organization until the time is over, with a few unhandled frames at a time. */
async function feed(
  bus: Bus,
  organizationId: OrganizationId,
  untilMs: number,
  handled: ReadonlyMap<OrganizationId, number>,
): Promise<number> {
  const frame = frameOf(organizationId);
  let published = 0;
  while (performance.now() < untilMs) {
    if (published - (handled.get(organizationId) ?? 0) >= FRAMES_AHEAD) {
      await new Promise((resolve) => setImmediate(resolve));
      continue;
    }
    frame.readAtsMs.fill(performance.now());
    const id = `${organizationId}-${published++}`;
    await bus.publish(STREAMS.features.subject(organizationId), id, encodeFeatureFrame(frame));
  }
  return published;
}

/** User and system time of the server, in ticks of 10 ms; 0 where the system does not say. */
function serverCpuUs(): number {
  const file = `/proc/${nats.server.pid}/stat`;
  if (!existsSync(file)) return 0;
  const fields = readFileSync(file, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

const storeDir = await mkdtemp(path.join(tmpdir(), 'eagle-bench-'));
const passwordHashes = await hashPasswords(SERVICES, () => PASSWORD);
const nats = await testNats(
  isOpen ? undefined : (port) => natsServerConfig({ port, storeDir, passwordHashes }),
);
try {
  const as = (user: ServiceName): Promise<Bus> =>
    connectBus({ url: nats.server.url, name: `${user}-0`, ...(isOpen ? {} : { user, password: PASSWORD }) });
  const supervisor = await as('cli');
  await supervisor.ensureStreams(STREAMS.features, STREAMS.predictions, STREAMS.deadLetters);
  const [consumer, publisher] = await Promise.all([as('prediction'), as('data-processor')]);
  const organizations = Array.from({ length: organizationCount }, newOrganization);
  const latenciesMs: number[] = [];
  const handled = new Map<OrganizationId, number>();
  await workOff(consumer, (frame) => {
    latenciesMs.push(performance.now() - (frame.readAtsMs[0] ?? 0));
    handled.set(frame.organizationId, (handled.get(frame.organizationId) ?? 0) + 1);
  });
  const cpuBefore = process.cpuUsage();
  const serverBefore = serverCpuUs();
  const startedMs = performance.now();
  const untilMs = startedMs + seconds * 1_000;
  const counts = await Promise.all(
    organizations.map((organizationId) => feed(publisher, organizationId, untilMs, handled)),
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
      serverCpuUsPerFrame: Math.round((serverCpuUs() - serverBefore) / published),
      cpuUsPerFrame: Math.round((cpu.user + cpu.system) / published),
      latencyMsP50: Number(percentile(sorted, 0.5).toFixed(1)),
      latencyMsP99: Number(percentile(sorted, 0.99).toFixed(1)),
    }),
  );
  await Promise.all([publisher.close(), consumer.close(), supervisor.close()]);
} finally {
  await nats.close();
  await rm(storeDir, { recursive: true, force: true });
}
