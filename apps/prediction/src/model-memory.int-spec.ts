import assert from 'node:assert/strict';
import { RPC } from '@eagle/contracts/bus';
import { modelVersionSchema, type OrganizationId } from '@eagle/contracts/domain';
import { mulberry32 } from '@eagle/models/fixtures';
import type { RunningService } from '@eagle/service-kit';
import { eventually } from '@eagle/testing';
import { predictionBench, TREES, type PredictionBench } from './fixtures/prediction.fixture.js';

const ROW = [0.5, 0.5, 0.5];
const ORGANIZATIONS = 40;

describe('a replica with memory for a few models', () => {
  let bench: PredictionBench;
  let service: RunningService;
  let organizations: OrganizationId[];
  beforeAll(async () => {
    bench = await predictionBench();
    organizations = [];
    for (let i = 0; i < ORGANIZATIONS; i += 1) {
      const organizationId = await bench.organization();
      await bench.model(organizationId, '1.0.0', { trees: TREES });
      await bench.goLive(organizationId, '1.0.0');
      organizations.push(organizationId);
    }
    service = await bench.start('prediction-0', { MODEL_BYTES_MAX: String(1024 * 1024) });
  });
  afterAll(() => bench.close());

  const bytes = () => bench.metric(service, /^eagle_prediction_model_bytes/);
  const answered = () => organizations.reduce((sum, id) => sum + bench.of(id).length, 0);

  test('fills it at the start, and evicts no model for one without frames', async () => {
    const live = await bench.metric(service, /^eagle_prediction_live_models/);
    assert.ok(live > 3 && live < ORGANIZATIONS / 2, `${live} live`);
    assert.ok((await bytes()) <= 1024 * 1024);
    assert.equal(await bench.metric(service, /^eagle_prediction_model_evictions_total/), 0);
  });

  test('answers every frame of every organization: an evicted model is loaded again', async () => {
    const random = mulberry32(1);
    const sent = 300;
    for (let frame = 0; frame < sent; frame += 1) {
      const organizationId = organizations[Math.floor(random() * ORGANIZATIONS)];
      assert.ok(organizationId);
      await bench.send(organizationId, [ROW]);
      if (frame % 10 === 9) await eventually(() => answered() === frame + 1, { deadlineMs: 10_000 });
    }
    await eventually(() => answered() === sent, { deadlineMs: 20_000 });
    assert.ok((await bench.metric(service, /^eagle_prediction_model_evictions_total/)) > 50);
    assert.ok((await bytes()) <= 1024 * 1024);
    assert.equal(await bench.metric(service, /rows_dropped_total\{[^}]*reason="no-model"/), 0);
    assert.equal((await bench.bus.deadLetters.list({ limit: 10 })).length, 0);
    for (const organizationId of organizations) {
      const times = bench.of(organizationId).map(({ eventTimesMs }) => eventTimesMs[0] ?? NaN);
      assert.deepEqual(
        times,
        times.toSorted((a, b) => a - b),
      );
    }
  });

  test('flips an organization after its live model was evicted', async () => {
    const [organizationId] = organizations;
    assert.ok(organizationId);
    for (const other of organizations.slice(1)) await bench.send(other, [ROW]);
    await bench.model(organizationId, '2.0.0', { trees: TREES });
    const version = modelVersionSchema.parse('2.0.0');
    const request = { organizationId, version, artifactPath: `${organizationId}/2.0.0` };
    const [answer] = await bench.bus.askEach(RPC.warmModel, request, { expect: 1 });
    assert.ok(answer?.ok && answer.reply.ok);
    await bench.goLive(organizationId, '2.0.0');
    await eventually(async () => {
      await bench.send(organizationId, [ROW]);
      return bench.of(organizationId).at(-1)?.modelVersion === '2.0.0';
    });
  });

  test('refuses a model above the cap and reports it', async () => {
    const capped = await bench.start('prediction-1', { MODEL_BYTES_PER_ORGANIZATION_MAX: '65536' });
    const [organizationId] = organizations;
    assert.ok(organizationId);
    await bench.model(organizationId, '3.0.0', { trees: TREES });
    const request = {
      organizationId,
      version: modelVersionSchema.parse('3.0.0'),
      artifactPath: `${organizationId}/3.0.0`,
    };
    const answers = await bench.bus.askEach(RPC.warmModel, request, { expect: 2 });
    const reasons = answers.flatMap((answer) => (answer.ok ? [answer.reply.reason] : []));
    assert.equal(reasons.filter((reason) => reason.includes('MiB of memory')).length, 1, reasons.join());
    assert.ok(reasons.includes(''), 'the other replica has room');
    await capped.stop('test');
  });
});

describe('a version in shadow', () => {
  let bench: PredictionBench;
  let service: RunningService;
  beforeAll(async () => {
    bench = await predictionBench();
    service = await bench.start('prediction-0', { MODEL_BYTES_MAX: String(1024 * 1024) });
  });
  afterAll(() => bench.close());

  const shadowsRun = () => bench.metric(service, /shadow_frames_total\{[^}]*outcome="predicted"/);
  const evictions = () => bench.metric(service, /^eagle_prediction_model_evictions_total/);
  async function live(): Promise<OrganizationId> {
    const organizationId = await bench.organization();
    await bench.model(organizationId, '1.0.0', { trees: TREES });
    await bench.goLive(organizationId, '1.0.0');
    await eventually(async () => {
      await bench.send(organizationId, [ROW]);
      return bench.of(organizationId).length > 0;
    });
    return organizationId;
  }

  test('counts as memory, and is evicted first for a live model', async () => {
    const organizationId = await live();
    const bytesOfOne = await bench.metric(service, /^eagle_prediction_model_bytes/);
    await bench.model(organizationId, '1.1.0', { trees: TREES });
    await bench.castShadow(organizationId, '1.1.0');
    await eventually(async () => {
      await bench.send(organizationId, [ROW]);
      return (await shadowsRun()) > 0;
    });
    assert.equal(await bench.metric(service, /^eagle_prediction_model_bytes/), 2 * bytesOfOne);
    while ((await evictions()) === 0) await live();
    const ran = await shadowsRun();
    const answered = bench.of(organizationId).length;
    await bench.send(organizationId, [ROW]);
    await eventually(() => bench.of(organizationId).length === answered + 1);
    assert.equal(await evictions(), 1, 'its live version was never evicted');
    assert.equal(await shadowsRun(), ran);
  });
});
