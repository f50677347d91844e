import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError, assetIdSchema, trainingRunIdSchema, type ModelManifest } from '@eagle/contracts/domain';
import { defineFeatureSet } from '@eagle/features';
import { PythonTrainer, type Trainer } from '@eagle/learning';
import { madeOrganization, MadeHistory, STARTS_MS } from '@eagle/learning/fixtures';
import { ModelSession, quickAnswerOf } from '@eagle/model-runtime';
import { checkBundle, parseGoldenRows, parseManifest } from '@eagle/models';
import { z } from 'zod';
import { ArtifactStore, type BundleRegistry } from './artifact-store.js';
import type { Pasts, TrainingRecords } from '../ports.js';
import { trainOrganization, type TrainingJob, type TrainingPorts } from './train-organization.js';

const python = process.env['TRAINER_PYTHON'] ?? '';
/** `npm test` sets TRAINER_PYTHON to the Python of the trainer. */
const testWithPython = python === '' ? test.skip : test;
const packageFolder = fileURLToPath(new URL('../../../../libs/model-trainer', import.meta.url));
const line = assetIdSchema.parse('line-1');
const runId = trainingRunIdSchema.parse('0b0e1d52-6f6c-4c39-a0f5-3a3d8b1f0c11');

/** A third of its failures is enough for the judgement. */
const HOURS_TO_JUDGE_BY_THE_NEWEST = 90;

interface World {
  readonly root: string;
  readonly registered: { manifest: ModelManifest; artifactPath: string }[];
  readonly stages: string[];
  readonly job: TrainingJob;
  readonly ports: TrainingPorts;
}

const roots: string[] = [];
afterEach(async () => {
  for (const root of roots.splice(0)) await rm(root, { recursive: true, force: true });
});

/** @param hours  Hours of history, with a failure every three hours, except at a standstill. */
async function world(change: Partial<TrainingPorts> = {}, hours = 60): Promise<World> {
  const root = await mkdtemp(join(tmpdir(), 'eagle-training-'));
  roots.push(root);
  const registered: World['registered'] = [];
  const stages: string[] = [];
  const records: TrainingRecords = {
    failureRecords: () => Promise.resolve([]),
    newestVersion: () => {
      const last = registered.at(-1);
      if (last === undefined) return Promise.resolve(null);
      const { version, featureSetHash } = last.manifest;
      return Promise.resolve({
        version,
        featureSetHash,
        artifactPath: last.artifactPath,
        isToBeServed: true,
      });
    },
    registerModel: (_, manifest, artifactPath) =>
      Promise.resolve(void registered.push({ manifest, artifactPath })),
    lastVersionGiven: () => Promise.resolve(registered.at(-1)?.manifest.version ?? null),
  };
  const ports: TrainingPorts = {
    pasts: pastsOf(new MadeHistory(hours, [line])),
    logs: { read: () => Promise.resolve(new Map()) },
    trainer: new PythonTrainer({ python, packageFolder, timeoutMs: 120_000 }),
    records,
    champions: { championOf: () => championAmong(root, registered.at(-1)) },
    artifacts: new ArtifactStore(root, registryIn(root)),
    codeRevision: '0.1.0+abc',
    now: () => STARTS_MS + hours * 3_600_000,
    ...change,
  };
  const onStage: TrainingJob['onStage'] = (stage) => {
    if (stages.at(-1) !== stage) stages.push(stage);
  };
  const job = { runId, config: madeOrganization(), signal: new AbortController().signal, onStage };
  return { root, registered, stages, job, ports };
}

/** Nothing is known of where its scans came from. */
const pastsOf = (history: MadeHistory): Pasts => ({
  prepare: () =>
    Promise.resolve({
      read: (config, range, signal) => history.read(config, range, signal),
      account: { text: 'Scans were made.' },
    }),
});

/** The last registered version, as if it were live. */
async function championAmong(root: string, last: World['registered'][number] | undefined) {
  if (last === undefined) return null;
  const { manifest, artifactPath } = last;
  const session = await ModelSession.open(await readFile(join(root, artifactPath, 'model.onnx')), {
    width: manifest.featureNames.length,
    components: manifest.components.length,
  });
  return {
    manifest,
    probability: async (matrix: Float32Array, rows: number) => (await session.run(matrix, rows)).probability,
    close: () => session.release(),
  };
}

/** Replaces model-cache, and stores bundles unchanged. */
const registryIn = (root: string): BundleRegistry => ({
  async handOver(folder, organizationId, version) {
    await cp(folder, join(root, organizationId, version), { recursive: true, errorOnExist: true });
    return `${organizationId}/${version}`;
  },
  newestVersion: () => Promise.resolve(null),
});

/** Everything in the store that is not an empty work folder. */
async function stored(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

testWithPython('from history to a bundle that model-cache accepts, twice', async () => {
  const w = await world({}, HOURS_TO_JUDGE_BY_THE_NEWEST);
  const result = await trainOrganization(w.job, w.ports);
  assert.ok(result.kind === 'registered');
  assert.deepEqual(w.stages, ['extracting', 'labelling', 'training', 'evaluating', 'registering']);
  const { organizationId } = w.job.config;
  assert.equal(result.artifactPath, `${organizationId}/1.0.0`);
  const folder = join(w.root, result.artifactPath);
  assert.deepEqual((await readdir(folder)).sort(), [
    'card.md',
    'golden.json',
    'manifest.json',
    'model.onnx',
    'probability.onnx',
    'report.json',
    'trees.json',
  ]);
  const manifest = parseManifest(await readFile(join(folder, 'manifest.json')));
  const digests: Record<string, string> = {};
  for (const name of await readdir(folder)) {
    if (name === 'manifest.json') continue;
    digests[name] = createHash('sha256')
      .update(await readFile(join(folder, name)))
      .digest('hex');
  }
  assert.equal(manifest.lineage?.codeRevision, '0.1.0+abc');
  assert.equal(manifest.lineage.hyperparameters['numIterations'], manifest.lineage.rounds);
  assert.equal(manifest.lineage.parent, null);
  const { version } = manifest;
  checkBundle(manifest, { organizationId, version, featureSet: defineFeatureSet(w.job.config), digests });
  const read = (name: string): Promise<Buffer> => readFile(join(folder, name));
  const shape = { width: manifest.featureNames.length, components: manifest.components.length };
  const quick = quickAnswerOf(manifest, await read('probability.onnx'));
  assert.ok(quick !== null);
  const session = await ModelSession.open(await read('model.onnx'), shape, quick);
  await session.rescore(parseGoldenRows(await read('golden.json'), manifest));
  await session.release();
  const { metrics } = manifest;
  assert.ok(metrics.event !== null);
  assert.equal(
    metrics.event.events,
    metrics.eventsTest - 1,
    'one follows a standstill: no warning was possible',
  );
  assert.ok(metrics.event.warnedInTime >= metrics.event.events - 1, JSON.stringify(metrics));
  assert.ok(metrics.event.falseAlarmsPerAssetDay <= 1, JSON.stringify(metrics));
  assert.ok((metrics.averagePrecision ?? 0) > 0.8, JSON.stringify(metrics));
  assert.deepEqual(manifest.components, ['fan', 'heater']);
  const again = await trainOrganization(w.job, w.ports);
  assert.ok(again.kind === 'registered');
  assert.equal(again.manifest.version, '1.1.0');
  const { 'card.md': card, ...files } = manifest.files;
  const { 'card.md': cardAgain, ...filesAgain } = again.manifest.files;
  assert.deepEqual(filesAgain, files, 'the same history gives the same model');
  assert.notEqual(cardAgain, card, 'the card names its version');
  const text = await readFile(join(folder, 'card.md'), 'utf8');
  assert.match(text, /^# Model 1\.0\.0 of Made plant\n/);
  assert.match(text, /by code `0\.1\.0\+abc`, seed 1/);
  assert.deepEqual(
    again.manifest.lineage,
    { ...manifest.lineage, parent: '1.0.0' },
    'it was compared with the first',
  );
  const held = again.manifest.verdict?.checks.find(({ name }) => name === 'champion');
  assert.equal(held?.passed, false, 'the same model is not better than the one that serves');
  assert.equal(
    manifest.verdict?.checks.find(({ name }) => name === 'champion'),
    undefined,
  );
});

testWithPython('where the newest part has few failures, a first model is judged by all of them', async () => {
  const w = await world({}, 36);
  const first = await trainOrganization(w.job, w.ports);
  assert.ok(first.kind === 'registered');
  const { metrics, trainedTo } = first.manifest;
  assert.equal(metrics.eventsTest, metrics.eventsTrain);
  assert.ok((metrics.event?.warnedInTime ?? 0) >= metrics.eventsTest - 2, JSON.stringify(metrics));
  assert.equal(
    Date.parse(trainedTo),
    STARTS_MS + 36 * 3_600_000 - 10_000,
    'all records are used for the final training',
  );
  const second = await trainOrganization(w.job, w.ports);
  assert.ok(second.kind === 'registered');
  const held = second.manifest.verdict?.checks.find(({ name }) => name === 'champion');
  assert.equal(held?.passed, false, 'the first was trained on all rows that could judge the second');
  assert.match(held.sentence, /cannot be compared fairly/);
  assert.equal(second.manifest.lineage?.parent, null);
});

testWithPython('a training follows the organization’s settings', async () => {
  const w = await world();
  const { settings } = w.job.config;
  const hyperparameters = {
    numLeaves: 3,
    learningRate: 0.2,
    maxDepth: 2,
    minDataInLeaf: 9,
    numIterations: 17,
  };
  const training = { ...settings.training, hyperparameters, monotone: { temperature: 'increasing' } };
  const config = madeOrganization({ settings: { ...settings, training } });
  const result = await trainOrganization({ ...w.job, config }, w.ports);
  assert.ok(result.kind === 'registered');
  assert.deepEqual(result.manifest.lineage?.monotone, { temperature: 'increasing' });
  const bytes = await readFile(join(w.root, result.artifactPath, 'report.json'), 'utf8');
  const report = z.object({ rounds: z.number(), hyperparameters: z.record(z.string(), z.unknown()) });
  const used = report.parse(JSON.parse(bytes));
  assert.equal(used.rounds, 17);
  assert.deepEqual({ ...used.hyperparameters, ...hyperparameters }, used.hyperparameters);
});

test('too short a history waits, reports why and is read only once', async () => {
  const history = new MadeHistory(8, [line]);
  const w = await world({ pasts: pastsOf(history) });
  const result = await trainOrganization(w.job, w.ports);
  assert.ok(result.kind === 'waiting');
  assert.match(result.reason, /2 failures were found in 8.0 hours/);
  assert.equal(history.reads, 1);
  assert.deepEqual(await stored(w.root), []);
});

test('a trainer that fails or writes rubbish leaves nothing half-registered', async () => {
  const broken: Trainer[] = [
    { train: () => Promise.reject(new AppError('TRAINING.TRAINER_FAILED', 'Out of memory.')) },
    { train: () => Promise.resolve() },
  ];
  for (const trainer of broken) {
    const w = await world({ trainer });
    await assert.rejects(() => trainOrganization(w.job, w.ports));
    assert.deepEqual(w.registered, []);
    assert.deepEqual(await stored(w.root), []);
  }
});

test('an abort while the history is read ends the run and cleans up', async () => {
  const abort = new AbortController();
  let pages = 0;
  const history = new MadeHistory(60, [line], () => {
    pages += 1;
    if (pages === 15) abort.abort(); // within the second reading
  });
  const w = await world({ pasts: pastsOf(history) });
  await assert.rejects(
    () => trainOrganization({ ...w.job, signal: abort.signal }, w.ports),
    (error) => error instanceof AppError && error.code === 'TRAINING.ABORTED',
  );
  assert.equal(history.reads, 2);
  assert.deepEqual(await stored(w.root), []);
});
