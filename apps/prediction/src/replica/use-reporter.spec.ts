import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { AppError, modelVersionSchema, organizationIdSchema } from '@eagle/contracts/domain';
import { UseReporter } from './use-reporter.js';

const TEN_MINUTES_MS = 600_000;
const version = modelVersionSchema.parse('1.0.0');
const next = modelVersionSchema.parse('1.1.0');
const north = organizationIdSchema.parse(randomUUID());
const south = organizationIdSchema.parse(randomUUID());

function reporting() {
  const reported: [string, string, number][] = [];
  const away = { isAway: false, warnings: 0 };
  const reporter = new UseReporter(
    async (use) => {
      if (away.isAway) throw new AppError('BUS.NO_ANSWER', 'Nobody answers.');
      reported.push([use.organizationId, use.version, use.predictedAtMs]);
    },
    { warn: () => (away.warnings += 1) },
  );
  return { reporter, reported, away };
}

describe('reporting when models last predicted', () => {
  test('reports a first prediction at once, further ones after ten minutes, and the last ones too', async () => {
    const { reporter, reported } = reporting();
    await reporter.send(0);
    reporter.predicted(north, version, 1_000);
    await reporter.send(2_000);
    assert.deepEqual(reported.splice(0), [[north, version, 1_000]]);
    reporter.predicted(north, version, 5_000);
    await reporter.send(2_000 + TEN_MINUTES_MS - 1);
    assert.deepEqual(reported, []);
    await reporter.send(2_000 + TEN_MINUTES_MS);
    assert.deepEqual(reported.splice(0), [[north, version, 5_000]]);
    await reporter.send(2_000 + 9 * TEN_MINUTES_MS);
    assert.deepEqual(reported, [], 'nothing is reported twice');
  });

  test('reports another version at once, and each organization separately', async () => {
    const { reporter, reported } = reporting();
    reporter.predicted(north, version, 1_000);
    await reporter.send(2_000);
    reporter.predicted(north, next, 3_000);
    reporter.predicted(south, version, 3_500);
    await reporter.send(4_000);
    assert.deepEqual(reported.slice(1), [
      [north, next, 3_000],
      [south, version, 3_500],
    ]);
  });

  test('repeats a failed report', async () => {
    const { reporter, reported, away } = reporting();
    away.isAway = true;
    reporter.predicted(north, version, 1_000);
    await reporter.send(2_000);
    assert.deepEqual([reported.length, away.warnings], [0, 1]);
    away.isAway = false;
    await reporter.send(4_000);
    assert.deepEqual(reported, [[north, version, 1_000]]);
  });
});
