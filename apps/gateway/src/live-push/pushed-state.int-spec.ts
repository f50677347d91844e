import assert from 'node:assert/strict';
import { BUCKETS, STREAMS } from '@eagle/contracts/bus';
import {
  assetIdSchema,
  componentNameSchema,
  feedStatusSchema,
  modelVersionSchema,
  organizationIdSchema,
  servingStatusSchema,
} from '@eagle/contracts/domain';
import { encodePredictionFrame } from '@eagle/contracts/frames';
import { eventually } from '@eagle/testing';
import { z } from 'zod';
import { ListeningPlants } from '../fixtures/listening-plants.fixture.js';
import type { RunningGateway, Tenant } from '../fixtures/running-gateway.fixture.js';

describe('predictions and status on sockets', () => {
  let gateway: RunningGateway;
  let north: Tenant;
  let south: Tenant;
  let plants: ListeningPlants;

  beforeAll(async () => {
    plants = await ListeningPlants.start();
    ({ gateway, north, south } = plants);
  });
  afterEach(() => plants.closeSockets());
  afterAll(() => plants.close());

  test('sends the newest prediction of each asset at most once a second, on request', async () => {
    const [asking, silent] = await Promise.all([plants.operator(), plants.operator()]);
    await asking.socket.timeout(2_000).emitWithAck('subscribe', { predictions: true });
    const foreign = await plants.connect({ token: south.operator.accessToken });
    await foreign.socket.timeout(2_000).emitWithAck('subscribe', { predictions: true });
    const rows = 3;
    const organizationId = organizationIdSchema.parse(north.id);
    const publishFrame = (probability: number) =>
      gateway.bus.bus.publish(
        STREAMS.predictions.subject(organizationId),
        `frame-${probability}`,
        encodePredictionFrame({
          organizationId,
          modelVersion: modelVersionSchema.parse('1.0.0'),
          assetNames: [assetIdSchema.parse('pump-1'), assetIdSchema.parse('pump-2')],
          componentNames: [componentNameSchema.parse('impeller')],
          factors: {},
          rows,
          assets: Uint16Array.of(0, 1, 0),
          flags: new Uint16Array(rows),
          components: new Uint16Array(rows),
          sequences: Float64Array.of(1, 1, 2),
          eventTimesMs: Float64Array.of(1_000, 1_000, 2_000),
          readAtsMs: Float64Array.of(1_000, 1_000, 2_000),
          probability: Float32Array.of(0.125, 0.25, probability),
          confidence: new Float32Array(rows).fill(0.5),
          timeToFailure: Float32Array.of(1, 2, 3, 1, 2, 3, 1, 2, 3),
        }),
      );
    for (const probability of [0.375, 0.5, 0.75]) await publishFrame(probability);
    const brief = z.object({ assetId: z.string(), probability: z.number(), timeToFailure: z.number() });
    await eventually(() => {
      assert.deepEqual(
        asking.predictions.map((prediction) => brief.parse(prediction)),
        [
          { assetId: 'pump-1', probability: 0.75, timeToFailure: 2 },
          { assetId: 'pump-2', probability: 0.25, timeToFailure: 2 },
        ],
      );
    });
    assert.deepEqual([silent.predictions, foreign.predictions], [[], []]);
    const latest = await gateway.ok(
      z.object({ items: z.array(brief) }),
      'GET',
      '/api/v1/predictions/latest',
      {
        token: north.operator.accessToken,
      },
    );
    assert.deepEqual(
      latest.items.map((item) => item.probability),
      [0.75, 0.25],
    );
    const none = await gateway.request('GET', '/api/v1/predictions/latest', {
      token: south.operator.accessToken,
    });
    assert.equal(none.text, '{"items":[]}');
  });

  test('pushes the status of feed and model, on connection and when it changes', async () => {
    const organizationId = organizationIdSchema.parse(north.id);
    const bucket = gateway.bus.bus.bucket(BUCKETS.servingStatus);
    const status = (reason: string) =>
      servingStatusSchema.parse({
        v: 1,
        organizationId,
        state: 'rules-only',
        version: null,
        reason,
        updatedAt: '2026-01-01T00:00:00.000Z',
      });
    await bucket.put(organizationId, status('no model yet'));
    const foreign = await plants.connect({ token: south.operator.accessToken });
    const client = await eventually(async () => {
      const fresh = await plants.operator();
      await eventually(() => assert.equal(fresh.statuses[0]?.serving?.reason, 'no model yet'));
      return fresh;
    });
    await bucket.put(organizationId, status('training'));
    await eventually(() => assert.equal(client.statuses.at(-1)?.serving?.reason, 'training'));
    assert.ok(foreign.statuses.every((push) => push.organizationId === south.id && push.serving === null));
    const rest = await gateway.request('GET', '/api/v1/ml/status', { token: north.operator.accessToken });
    assert.match(rest.text, /training/);
  });

  test('shows a feed as not reported, on REST and socket, when its status no longer comes', async () => {
    const organizationId = organizationIdSchema.parse(north.id);
    const bucket = gateway.bus.bus.bucket(BUCKETS.feedStatus);
    const client = await plants.operator();
    const status = {
      v: 1 as const,
      organizationId,
      state: 'ok' as const,
      problem: 'none' as const,
      reason: 'Connected; rows come in.',
      rowsRead: 1,
      scansPublished: 1,
      rowsQuarantined: 0,
      rejected: {},
      newestEventAt: null,
      lastReadAt: null,
      lagMs: null,
      watermark: '1',
      updatedAt: '2026-01-01T00:00:00.000Z',
      goodForMs: 1_000,
    };
    const shown = async (): Promise<string> =>
      (
        await gateway.request('GET', `/api/v1/organizations/${north.id}/feed/status`, {
          token: north.operator.accessToken,
        })
      ).text;
    await bucket.put(organizationId, feedStatusSchema.parse(status));
    await eventually(() => assert.equal(client.statuses.at(-1)?.feed?.state, 'ok'));
    await eventually(() => assert.equal(client.statuses.at(-1)?.feed?.problem, 'not-reported'));
    assert.match(await shown(), /"state":"down","problem":"not-reported"/);
    await bucket.put(
      organizationId,
      feedStatusSchema.parse({ ...status, goodForMs: null, updatedAt: '2026-01-01T00:00:01.000Z' }),
    );
    await eventually(async () => assert.match(await shown(), /"state":"ok"/));
  });
});
