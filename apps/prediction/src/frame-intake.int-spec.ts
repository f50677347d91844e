import assert from 'node:assert/strict';
import { STREAMS } from '@eagle/contracts/bus';
import { FEATURE_FRAME_ROWS_MAX } from '@eagle/contracts/frames';
import { eventually } from '@eagle/testing';
import { predictionBench, type PredictionBench } from './fixtures/prediction.fixture.js';

const usual = [0.5, 0.5, 0.5];
const FLOOD = STREAMS.features.maxMessagesPerSubject;

let bench: PredictionBench;
beforeAll(async () => {
  bench = await predictionBench();
});
afterAll(() => bench.close());

describe('the intake of frames', () => {
  test('answers a quiet organization before an earlier flood of another is done', async () => {
    const [flooding, quiet] = [await bench.organization(), await bench.organization()];
    for (const organizationId of [flooding, quiet]) {
      await bench.model(organizationId, '1.0.0');
      await bench.goLive(organizationId, '1.0.0');
    }
    const rows = Array.from({ length: FEATURE_FRAME_ROWS_MAX }, () => usual);
    for (let frame = 0; frame < FLOOD; frame += 1) await bench.send(flooding, rows);
    await assert.rejects(bench.send(flooding, rows), { code: 'BUS.SUBJECT_FULL' });
    await bench.send(quiet, [usual]);
    await bench.start('prediction-0');
    await eventually(() => bench.of(flooding).length === FLOOD, { deadlineMs: 15_000 });
    const [answer] = bench.of(quiet);
    assert.ok(answer);
    const before = bench.of(flooding).filter(({ sequence }) => sequence < answer.sequence).length;
    assert.ok(before < FLOOD * 0.8, `${before} of ${FLOOD} frames came before it`);
  });

  test('drops and counts the waiting frames of a disabled organization, and serves it again once enabled', async () => {
    const service = await bench.start('prediction-1');
    const organizationId = await bench.organization();
    await bench.model(organizationId, '1.0.0');
    await bench.goLive(organizationId, '1.0.0');
    const answered = async (): Promise<void> => {
      const before = bench.of(organizationId).length;
      await bench.send(organizationId, [usual]);
      await eventually(() => bench.of(organizationId).length > before, { deadlineMs: 1_000 });
    };
    await eventually(answered, { deadlineMs: 10_000 });
    await bench.switchTo(organizationId, false);
    await eventually(async () => {
      await bench.send(organizationId, [usual]);
      assert.ok((await bench.metric(service, /^eagle_prediction_frames_let_go_total/)) > 0);
    });
    await bench.switchTo(organizationId, true);
    await eventually(answered, { deadlineMs: 10_000 });
  });
});
