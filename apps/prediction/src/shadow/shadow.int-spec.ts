import assert from 'node:assert/strict';
import { BUCKETS, STREAMS } from '@eagle/contracts/bus';
import type { OrganizationId } from '@eagle/contracts/domain';
import type { PredictionFrame } from '@eagle/contracts/frames';
import { linearOutputs } from '@eagle/models/fixtures';
import type { RunningService } from '@eagle/service-kit';
import { eventually } from '@eagle/testing';
import { MODEL, predictionBench, type PredictionBench } from '../fixtures/prediction.fixture.js';

let bench: PredictionBench;
let service: RunningService;
const shadowed: PredictionFrame[] = [];

beforeAll(async () => {
  bench = await predictionBench();
  service = await bench.start('prediction-0');
  await bench.bus.follow(STREAMS.shadow, {
    from: { afterSequence: 0 },
    onMessage: (message) => void shadowed.push(message.decode()),
  });
});
afterAll(() => bench.close());

const ofShadow = (organizationId: OrganizationId) =>
  shadowed.filter((frame) => frame.organizationId === organizationId);
const usual = [0.5, 0.5, 0.5];

test('a version in shadow answers the same frames on a separate subject, and the live answers do not change', async () => {
  const organizationId = await bench.organization();
  const neighbour = await bench.organization();
  for (const id of [organizationId, neighbour]) {
    await bench.model(id, '1.0.0');
    await bench.goLive(id, '1.0.0');
  }
  const next = { ...MODEL, bias: 2 };
  await bench.model(organizationId, '1.1.0', { model: next });
  await bench.castShadow(organizationId, '1.1.0');
  await eventually(async () => {
    await bench.send(organizationId, [usual]);
    return ofShadow(organizationId).length > 0;
  });
  await bench.send(neighbour, [usual]);
  await eventually(() => bench.of(neighbour).length === 1);
  const expected = linearOutputs(next, Float32Array.from(usual)).probability[0] ?? NaN;
  for (const frame of ofShadow(organizationId)) {
    assert.equal(frame.modelVersion, '1.1.0');
    assert.ok(Math.abs((frame.probability[0] ?? NaN) - expected) < 1e-6);
  }
  assert.ok(bench.of(organizationId).every((frame) => frame.modelVersion === '1.0.0'));
  assert.deepEqual(ofShadow(neighbour), []);
  await bench.bus.bucket(BUCKETS.shadowModels).delete(organizationId);
  await eventually(async () => {
    const before = ofShadow(organizationId).length;
    const live = bench.of(organizationId).length;
    await bench.send(organizationId, [usual]);
    await eventually(() => bench.of(organizationId).length > live);
    return ofShadow(organizationId).length === before;
  });
});

test('a shadow runs before there is a champion, and a failing one is reported without effect on live predictions', async () => {
  const organizationId = await bench.organization();
  await bench.model(organizationId, '1.0.0');
  await bench.castShadow(organizationId, '1.0.0');
  await eventually(async () => {
    await bench.send(organizationId, [usual]);
    return ofShadow(organizationId).length > 0;
  });
  assert.equal(bench.of(organizationId).length, 0);
  await eventually(async () => {
    await bench.send(organizationId, [[Infinity, 0, 0]]);
    return bench.reports.some((report) => report.organizationId === organizationId && !report.healthy);
  });
  assert.ok((await bench.metric(service, /shadow_frames_total\{[^}]*outcome="failed"/)) >= 3);
});
