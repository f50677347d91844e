import assert from 'node:assert/strict';
import { STREAMS } from '@eagle/contracts/bus';
import { AppError, modelVersionSchema, type OrganizationId } from '@eagle/contracts/domain';
import { encodePredictionFrame } from '@eagle/contracts/frames';
import { eventually } from '@eagle/testing';
import { predictionBench } from './fixtures/prediction.fixture.js';

const usual = [0.5, 0.5, 0.5];

describe('replicas of prediction', () => {
  test('share the frames, and a restarted one serves again without a lost frame', async () => {
    const bench = await predictionBench();
    try {
      const organizationId = await bench.organization();
      await bench.model(organizationId, '1.0.0');
      await bench.goLive(organizationId, '1.0.0');
      const [one, two] = [await bench.start('prediction-0'), await bench.start('prediction-1')];
      const rows = Array.from({ length: 16 }, () => usual);
      let sent = 0;
      const send = async (frames: number): Promise<void> => {
        sent += frames;
        await Promise.all(Array.from({ length: frames }, () => bench.send(organizationId, rows)));
      };
      const handles = async (service: typeof one): Promise<boolean> =>
        (await bench.metric(service, /^eagle_prediction_rows_total/)) > 0;
      // The server gives frames to whoever asks: a replica that has just started asks a little later.
      await eventually(
        async () => {
          await send(20);
          return (await handles(one)) && (await handles(two));
        },
        { deadlineMs: 20_000 },
      );
      await eventually(() => bench.of(organizationId).length === sent, { deadlineMs: 10_000 });
      await Promise.all([send(100), one.stop('test')]);
      const again = await bench.start('prediction-0');
      await two.stop('test');
      await send(100);
      await eventually(() => bench.of(organizationId).length === sent, { deadlineMs: 15_000 });
      assert.ok((await bench.metric(again, /^eagle_prediction_rows_total/)) >= 1_600);
    } finally {
      await bench.close();
    }
  });

  test('answer a frame again after a vanished replica did not acknowledge it, and one prediction is stored', async () => {
    const bench = await predictionBench();
    try {
      const organizationId = await bench.organization();
      await bench.model(organizationId, '1.0.0');
      await bench.goLive(organizationId, '1.0.0');
      const twin = await bench.bus.durableConsumer(STREAMS.features, {
        durable: 'prediction',
        filterSubject: 'features.*',
        pendingMax: 8,
        onMessage: async ({ headers }) => {
          const id = headers['Nats-Msg-Id'] ?? '';
          await bench.bus.publish(STREAMS.predictions.subject(organizationId), id, answerOf(organizationId));
          throw new AppError('FEED.UNREACHABLE', 'gone before it could acknowledge');
        },
      });
      await bench.send(organizationId, [usual]);
      await eventually(() => bench.of(organizationId).length === 1);
      await twin.stop();
      const service = await bench.start('prediction-0');
      const handled = () => bench.metric(service, /^eagle_prediction_rows_total/);
      await eventually(async () => (await handled()) === 1, { deadlineMs: 10_000 });
      const last = await bench.bus.lastMessage(
        STREAMS.predictions,
        STREAMS.predictions.subject(organizationId),
      );
      assert.equal(last?.sequence, bench.of(organizationId)[0]?.sequence);
    } finally {
      await bench.close();
    }
  });
});

function answerOf(organizationId: OrganizationId): Uint8Array {
  return encodePredictionFrame({
    organizationId,
    modelVersion: modelVersionSchema.parse('1.0.0'),
    assetNames: [],
    componentNames: [],
    factors: {},
    rows: 0,
    assets: new Uint16Array(),
    flags: new Uint16Array(),
    components: new Uint16Array(),
    sequences: new Float64Array(),
    eventTimesMs: new Float64Array(),
    readAtsMs: new Float64Array(),
    probability: new Float32Array(),
    confidence: new Float32Array(),
    timeToFailure: new Float32Array(),
  });
}
