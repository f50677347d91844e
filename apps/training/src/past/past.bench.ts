// What a training of plant A costs that reads the historian, beside one that reads the source, in
// one run: node past.bench.js [days]. All of a training but the Python trainer, which is the same
// for both. Prints JSON.
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AppError, trainingRunIdSchema, type OrganizationConfig } from '@eagle/contracts/domain';
import type { ScanHistory } from '@eagle/learning';
import { HistoryStretches } from '@eagle/telemetry';
import { FeedHistory } from '../adapters/feed-history.js';
import { ArtifactStore } from '../train-organization/artifact-store.js';
import { trainOrganization, type TrainingPorts } from '../train-organization/train-organization.js';
import { recordPlantA, writePlantA } from './plant-a.fixture.js';
import { RecordedPasts } from './recorded-pasts.js';
import { networks, recordedWorld, type RecordedWorld } from './recorded-plant.fixture.js';

const MIB = 1024 * 1024;
const SAMPLE_EVERY_MS = 50;
const DAY_MS = 86_400_000;

interface Cost {
  readonly wallMs: number;
  readonly cpuMs: number;
  /** Of this process, at most; the source's server is another one. */
  readonly rssMiBMax: number;
}

async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  let rssMax = 0;
  const sample = (): void => {
    rssMax = Math.max(rssMax, process.memoryUsage.rss());
  };
  const timer = setInterval(sample, SAMPLE_EVERY_MS);
  const [startedMs, cpu] = [performance.now(), process.cpuUsage()];
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  const { user, system } = process.cpuUsage(cpu);
  return {
    wallMs: Math.round(performance.now() - startedMs),
    cpuMs: Math.round((user + system) / 1_000),
    rssMiBMax: Math.round(rssMax / MIB),
  };
}

async function readThrough(history: ScanHistory, config: OrganizationConfig, range: Range): Promise<number> {
  let scans = 0;
  const { signal } = new AbortController();
  for await (const page of history.read(config, range, signal)) scans += page.length;
  return scans;
}

interface Range {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The data set lies where the trainer would begin. */
class ReachedTrainer extends Error {}

async function trainUpToTrainer(
  config: OrganizationConfig,
  pasts: RecordedPasts,
  nowMs: number,
): Promise<string> {
  const root = await mkdtemp(path.join(tmpdir(), 'eagle-past-bench-'));
  const none = (): Promise<null> => Promise.resolve(null);
  const reached = (): Promise<never> => Promise.reject(new ReachedTrainer());
  const ports: TrainingPorts = {
    ...{ pasts, codeRevision: '', now: () => nowMs, champions: { championOf: none } },
    logs: { read: () => Promise.resolve(new Map()) },
    trainer: { train: reached },
    artifacts: new ArtifactStore(root, { handOver: reached, newestVersion: none }),
    records: {
      ...{ failureRecords: () => Promise.resolve([]), registerModel: reached },
      ...{ newestVersion: none, lastVersionGiven: none },
    },
  };
  let account = '';
  const onStage = (_stage: unknown, _progress: number, text: string): void => {
    if (text.includes('scans read: ')) account = text;
  };
  try {
    const { signal } = new AbortController();
    const runId = trainingRunIdSchema.parse(randomUUID());
    const result = await trainOrganization({ runId, config, signal, onStage }, ports);
    throw new AppError('BENCH.NO_PLAN', result.kind === 'waiting' ? result.reason : 'It was trained.');
  } catch (error) {
    if (!(error instanceof ReachedTrainer)) throw error;
  } finally {
    await rm(root, { recursive: true, force: true });
  }
  return account;
}

/** Both ways in turn, so that what others do on this machine meets both. */
async function inTurn(times: number, ways: Readonly<Record<'historian' | 'source', () => Promise<unknown>>>) {
  const costs = { historian: [] as Cost[], source: [] as Cost[] };
  for (let round = 0; round < times; round += 1) {
    costs.source.push(await costOf(ways.source));
    costs.historian.push(await costOf(ways.historian));
  }
  const [historian, source] = [middle(costs.historian), middle(costs.source)];
  const ratio = (a: number, b: number): number => Math.round((a / b) * 100) / 100;
  const ratios = { wall: ratio(historian.wallMs, source.wallMs), cpu: ratio(historian.cpuMs, source.cpuMs) };
  return { historian, source, ratios };
}

/** By CPU time, which others disturb less. */
const middle = (costs: readonly Cost[]): Cost =>
  costs.toSorted((a, b) => a.cpuMs - b.cpuMs)[Math.floor(costs.length / 2)] ?? {
    wallMs: 0,
    cpuMs: 0,
    rssMiBMax: 0,
  };

async function measure(world: RecordedWorld, days: number, rounds: number): Promise<unknown> {
  const nowMs = Math.floor(Date.now() / 1_000) * 1_000;
  const say = (text: string): boolean => process.stderr.write(`${text}\n`);
  say('writing the plant');
  const config = await writePlantA(world, days, nowMs);
  const password = decodeURIComponent(new URL(world.prepared.ownerUrl).password);
  const source = new FeedHistory({ stored: () => Promise.resolve(password) }, networks, Date.now);
  say('recording it');
  const scans = await recordPlantA(world, config, source, nowMs);
  const reader = (): Promise<RecordedWorld['reader']> => Promise.resolve(world.reader);
  const whole = { fromMs: nowMs - days * DAY_MS, toMs: nowMs };
  const begun = { ...whole, id: '', reason: 'begin', state: 'done', reachedMs: 0, untilMs: nowMs } as const;
  const rest = {
    rows: 0,
    rejected: {},
    explanation: null,
    wantedAtMs: 0,
    progressedAtMs: null,
    endedAtMs: null,
  };
  const stretches = { all: () => Promise.resolve([{ ...begun, ...rest }]) };
  const fromHistorian = new RecordedPasts({ reader, stretches, source, now: () => nowMs });
  const nothing = new HistoryStretches(world.database);
  const fromSource = new RecordedPasts({ reader, stretches: nothing, source, now: () => nowMs });
  const reading = (pasts: RecordedPasts) => async () =>
    readThrough(await pasts.prepare(config, whole), config, whole);
  say('reading');
  const read = await inTurn(rounds, { historian: reading(fromHistorian), source: reading(fromSource) });
  say('training, up to the trainer');
  const accounts = new Set<string>();
  const training = (pasts: RecordedPasts) => async () =>
    accounts.add(await trainUpToTrainer(config, pasts, nowMs));
  const trained = await inTurn(1, { historian: training(fromHistorian), source: training(fromSource) });
  return { days, scans, tags: config.tags.length, read, trained, accounts: [...accounts] };
}

const days = Number(process.argv[2] ?? 30);
const rounds = Number(process.argv[3] ?? 1);
const world = await recordedWorld();
try {
  process.stdout.write(`${JSON.stringify(await measure(world, days, rounds), null, 2)}\n`);
} finally {
  await world.close();
}
