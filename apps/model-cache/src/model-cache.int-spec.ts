import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { RPC } from '@eagle/contracts/bus';
import { AppError, modelVersionSchema, organizationConfigSchema } from '@eagle/contracts/domain';
import { fixtureBundle, linearOnnx } from '@eagle/models/fixtures';
import { modelCacheBench, type ModelCacheBench } from './fixtures/model-cache.fixture.js';

const version = (text: string) => modelVersionSchema.parse(text);

const codeOf = (error: unknown): string => (error instanceof AppError ? error.code : '');

describe('model-cache', () => {
  let bench: ModelCacheBench;
  beforeAll(async () => {
    bench = await modelCacheBench();
  });
  afterAll(() => bench.close());

  /** An organization with version 1.0.0 live. */
  async function served() {
    const config = await bench.organization();
    const artifactPath = await bench.lay(bench.bundleOf(config, '1.0.0'));
    await bench.register(config.organizationId, '1.0.0', artifactPath);
    await bench.status(config.organizationId, ({ state }) => state === 'live');
    return { config, organizationId: config.organizationId, artifactPath };
  }

  test('says rules only until the first model is live, then live', async () => {
    const config = await bench.organization();
    const before = await bench.status(config.organizationId, ({ state }) => state === 'rules-only');
    assert.match(before.reason, /no model yet/);
    const artifactPath = await bench.lay(bench.bundleOf(config, '1.0.0'));
    await bench.register(config.organizationId, '1.0.0', artifactPath);
    const status = await bench.status(config.organizationId, ({ state }) => state === 'live');
    assert.equal(status.version, '1.0.0');
    assert.equal((await bench.live(config.organizationId))?.artifactPath, artifactPath);
  });

  test('refuses damaged, foreign or wrong bundles, keeps the previous version and does not affect other organizations', async () => {
    const { config, organizationId } = await served();
    const neighbour = await served();
    const stranger = await bench.organization();
    const changed = organizationConfigSchema.parse({
      ...config,
      settings: { features: { lagsMs: [30_000] } },
    });
    const damaged = await bench.lay(bench.bundleOf(config, '1.1.0'));
    await truncate(path.join(bench.store, damaged, 'model.onnx.sealed'), 100);
    const { manifest, files } = bench.bundleOf(config, '1.5.0');
    const brokenManifest = { ...files, 'manifest.json': Buffer.from('{"v": 1') };
    const noManifest = await bench.lay({ manifest, files: brokenManifest });
    const wrongAnswers = linearOnnx({
      weights: [1, 1, 1, 1],
      bias: 5,
      componentScores: [0, 1],
      timeToFailure: [1, 2, 3],
    });
    const notAModel = bench.bundleOf(config, '1.6.0', { onnx: new Uint8Array(64).fill(7) });
    const noReport = await bench.lay(bench.bundleOf(config, '1.9.0'));
    await rm(path.join(bench.store, noReport, 'report.json.sealed'));
    const cases: [string, string, RegExp][] = [
      ['1.9.0', noReport, /report.json.sealed is missing/],
      ['1.1.0', damaged, /damaged/],
      ['1.2.0', await bench.lay(bench.bundleOf(stranger, '1.2.0')), /another organization/],
      ['1.3.0', await bench.lay(bench.bundleOf({ ...changed, organizationId }, '1.3.0')), /other features/],
      ['1.4.0', await bench.lay(bench.bundleOf(config, '1.4.0', { onnx: wrongAnswers })), /trainer recorded/],
      ['1.5.0', noManifest, /damaged/],
      ['1.6.0', await bench.lay(notAModel), /cannot be opened/],
      ['1.7.0', `${organizationId}/1.7.0`, /missing/],
      ['1.8.0', '../../etc', /within the artifact store/],
    ];
    for (const [candidate, artifactPath, reason] of cases) {
      await bench.register(organizationId, candidate, artifactPath);
      const status = await bench.status(organizationId, (s) => s.reason.includes(candidate));
      assert.equal(status.state, 'live');
      assert.equal(status.version, '1.0.0');
      assert.match(status.reason, reason);
      assert.equal((await bench.live(organizationId))?.version, '1.0.0');
    }
    const other = await bench.status(neighbour.organizationId, () => true);
    assert.deepEqual([other.state, other.reason], ['live', '']);
    assert.match(
      await bench.metrics(),
      /eagle_model_cache_refusals_total\{[^}]*code="MODEL.FILE_TRUNCATED"[^}]*\} [1-9]/,
    );
  });

  test('refuses bundles that were not sealed here, or sealed for another place', async () => {
    const { config, organizationId, artifactPath } = await served();
    const at = (candidate: string): string => path.join(bench.store, organizationId, candidate);
    const plain = bench.bundleOf(config, '2.0.0');
    await mkdir(at('2.0.0'));
    for (const [name, bytes] of Object.entries(plain.files))
      await writeFile(path.join(at('2.0.0'), name), bytes);
    await cp(path.join(bench.store, artifactPath), at('3.0.0'), { recursive: true });
    const neighbour = await served();
    await cp(path.join(bench.store, neighbour.artifactPath), at('4.0.0'), { recursive: true });
    await symlink('/etc', at('5.0.0'));
    const cases: [string, RegExp][] = [
      ['2.0.0', /not sealed/],
      ['3.0.0', /holds version 1.0.0, not 3.0.0/],
      ['4.0.0', /another organization/],
      ['5.0.0', /leads out of the artifact store/],
    ];
    for (const [candidate, reason] of cases) {
      await bench.register(organizationId, candidate, `${organizationId}/${candidate}`);
      const status = await bench.status(organizationId, (s) => s.reason.includes(`Version ${candidate}`));
      assert.match(status.reason, reason);
      assert.equal((await bench.live(organizationId))?.version, '1.0.0');
    }
  });

  test('flips only once every replica is warm', async () => {
    const config = await bench.organization();
    let ready = false;
    const [slow, quick] = [
      await bench.replica('prediction-0', () => ({ ok: ready, reason: ready ? '' : 'not yet' })),
      await bench.replica('prediction-1'),
    ];
    const artifactPath = await bench.lay(bench.bundleOf(config, '1.0.0'));
    await bench.register(config.organizationId, '1.0.0', artifactPath);
    while (slow.warmed.length === 0)
      await bench.status(config.organizationId, ({ state }) => state !== 'live');
    assert.equal(await bench.live(config.organizationId), null);
    ready = true;
    await bench.status(config.organizationId, ({ state }) => state === 'live');
    assert.ok(quick.warmed.includes('1.0.0'));
    await Promise.all([slow.stop(), quick.stop()]);
  });

  test('promotes and rolls back on request, and reports why it refuses', async () => {
    const { config, organizationId } = await served();
    const next = await bench.add(config, '2.0.0');
    assert.equal((await bench.deploy(organizationId, '2.0.0')).previous, '1.0.0');
    assert.equal((await bench.deploy(organizationId, '1.0.0')).previous, '2.0.0');
    await truncate(path.join(bench.store, next, 'golden.json.sealed'), 3);
    await assert.rejects(bench.deploy(organizationId, '2.0.0'), { code: 'MODEL.FILE_TRUNCATED' });
    assert.equal((await bench.live(organizationId))?.version, '1.0.0');
  });

  test('serves verified files in pieces, only to their organization', async () => {
    const { config, organizationId, artifactPath } = await served();
    const { files } = bench.bundleOf(config, '1.0.0');
    const ask = { organizationId, version: version('1.0.0'), artifactPath, file: 'model.onnx' as const };
    const reply = await bench.bus.ask(RPC.readModelFile, { ...ask, offset: 10 });
    assert.equal(reply.size, files['model.onnx'].length);
    assert.deepEqual(Buffer.from(reply.bytes, 'base64'), Buffer.from(files['model.onnx'].subarray(10)));
    const compact = await bench.bus
      .ask(RPC.readModelFile, { ...ask, file: 'model.ort', offset: 0 })
      .catch(codeOf);
    if (existsSync('/dev/shm')) assert.ok(typeof compact === 'object' && compact.size > 0);
    else assert.equal(compact, 'MODEL.NO_COMPACT_FORM');
    const neighbour = await served();
    const foreign = { ...ask, organizationId: neighbour.organizationId, offset: 0 };
    await assert.rejects(bench.bus.ask(RPC.readModelFile, foreign), { code: 'MODEL.WRONG_ORGANIZATION' });
  });

  test('serves the card of a version only to its organization, and reports a missing card', async () => {
    const { config, organizationId } = await served();
    const card = '# Model 1.1.0: what it is for';
    await bench.lay(bench.bundleOf(config, '1.1.0', { card }));
    const ask = { organizationId, version: version('1.1.0') };
    assert.deepEqual(await bench.bus.ask(RPC.readModelCard, ask), { text: card });
    const before = bench.bus.ask(RPC.readModelCard, { ...ask, version: version('1.0.0') });
    await assert.rejects(before, {
      code: 'MODEL.NO_CARD',
      message: /^Version 1\.0\.0 has no model card/,
    });
    const { organizationId: neighbour } = await served();
    const foreign = bench.bus.ask(RPC.readModelCard, { ...ask, organizationId: neighbour });
    await assert.rejects(foreign, { code: 'MODEL.FILE_MISSING' });
    await truncate(path.join(bench.store, organizationId, '1.1.0', 'card.md.sealed'), 3);
    await assert.rejects(bench.bus.ask(RPC.readModelCard, ask), { code: 'MODEL.FILE_TRUNCATED' });
  });

  test('changes to rules only when the features change, and back when they are restored', async () => {
    const { config, organizationId } = await served();
    const changed = organizationConfigSchema.parse({
      ...config,
      revision: 2,
      settings: { features: { lagsMs: [30_000], windowsMs: [] } },
    });
    await bench.configure(changed);
    const status = await bench.status(organizationId, ({ state }) => state === 'rules-only');
    assert.match(status.reason, /Train a new model/);
    await bench.configure({ ...config, revision: 3 });
    await bench.status(organizationId, ({ state }) => state === 'live');
  });

  test('shows a model that fails on a replica, until it is well again', async () => {
    const { organizationId } = await served();
    const report = { organizationId, version: version('1.0.0'), replica: 'prediction-0' };
    await bench.bus.ask(RPC.reportModelHealth, { ...report, healthy: false, reason: 'It answers NaN.' });
    const status = await bench.status(organizationId, ({ state }) => state === 'failed');
    assert.match(status.reason, /NaN.*rules only/);
    await bench.bus.ask(RPC.reportModelHealth, { ...report, healthy: true, reason: '' });
    await bench.status(organizationId, ({ state }) => state === 'live');
  });

  test('continues after a restart: nothing is judged twice, a roll-back stands, damage is detected', async () => {
    const { config, organizationId } = await served();
    const next = await bench.lay(bench.bundleOf(config, '2.0.0'));
    await bench.register(organizationId, '2.0.0', next);
    await bench.status(organizationId, (status) => status.version === '2.0.0');
    await bench.bus.ask(RPC.rollBackModel, { organizationId, actorId: null, reason: 'It cries wolf.' });
    const refused = await bench.organization();
    const foreign = fixtureBundle({
      ...{
        organizationId,
        version: '9.0.0',
        featureSet: { hash: bench.bundleOf(config, '1.0.0').manifest.featureSetHash, names: ['a'] },
      },
      model: { weights: [1], bias: 0, componentScores: [0], timeToFailure: [1, 2, 3] },
    });
    await bench.register(refused.organizationId, '9.0.0', await bench.lay(foreign));
    // The second status contains the finding of the health watch.
    const before = await bench.status(
      refused.organizationId,
      ({ state, watch }) => state === 'failed' && watch !== undefined,
    );
    const damaged = await served();
    await writeFile(path.join(bench.store, damaged.artifactPath, 'model.onnx.sealed'), 'x');
    await bench.restart();
    const status = await bench.status(damaged.organizationId, ({ state }) => state === 'failed');
    assert.match(status.reason, /damaged/);
    assert.equal((await bench.live(organizationId))?.version, '1.0.0');
    assert.deepEqual(await bench.status(refused.organizationId, () => true), before);
  });

  test('receives a bundle over the bus, seals it and serves it; an existing version is refused', async () => {
    const config = await bench.organization();
    const { organizationId } = config;
    const { manifest, files } = bench.bundleOf(config, '1.0.0');
    const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
    const announced = Object.entries(files).map(([name, bytes]) => ({
      name,
      bytes: bytes.length,
      digest: digest(bytes),
    }));
    const claim = {
      organizationId,
      version: manifest.version,
      featureSetHash: manifest.featureSetHash,
      files: announced,
    };
    const begun = await bench.bus.ask(RPC.beginAdmission, claim);
    assert.ok('transferId' in begun);
    const { transferId } = begun;
    for (const [file, bytes] of Object.entries(files)) {
      const text = Buffer.from(bytes).toString('base64');
      await bench.bus.ask(RPC.admitPiece, {
        transferId,
        file,
        offset: 0,
        bytes: text,
        digest: digest(bytes),
      });
    }
    const { artifactPath } = await bench.bus.ask(RPC.commitAdmission, { transferId });
    await bench.register(organizationId, '1.0.0', artifactPath);
    await bench.status(organizationId, ({ state }) => state === 'live');
    assert.deepEqual(await bench.bus.ask(RPC.storedVersions, { organizationId }), { versions: ['1.0.0'] });
    const other = { ...claim, files: announced.map((file) => ({ ...file, digest: 'a'.repeat(64) })) };
    await assert.rejects(bench.bus.ask(RPC.beginAdmission, other), { code: 'MODEL.VERSION_EXISTS' });
    assert.match(await bench.metrics(), /eagle_model_cache_admissions_total\{[^}]*outcome="sealed"[^}]*\} 1/);
  });
});
