import assert from 'node:assert/strict';
import type { LogEntryBatch } from '@eagle/contracts/bus';
import { assetIdSchema } from '@eagle/contracts/domain';
import { FEATURE_FLAG } from '@eagle/contracts/frames';
import { publishLogEntries } from '@eagle/messaging';
import { eventually } from '@eagle/testing';
import { z } from 'zod';
import { error, LATER, logged, type Logged } from './asset-logs.fixture.js';
import { openPlant, type Plant } from './plant.fixture.js';

let plant: Plant;
beforeAll(async () => {
  plant = await openPlant();
});
afterAll(() => plant.close());

describe('posted log entries', () => {
  const line = assetIdSchema.parse('line');
  const say = (
    { config }: Logged,
    about: Omit<LogEntryBatch, 'v' | 'organizationId' | 'events' | 'log'>,
    code: string,
    atMs: number,
  ) => publishLogEntries(plant.nats.bus, config.organizationId, about, [{ assetId: line, code, atMs }]);
  const give = (to: Logged, code: string, atMs: number, kind: LogEntryBatch['kind'] = 'error') =>
    say(to, { kind }, code, atMs);

  test('count without any log table, in later rows at once, and after a restart', async () => {
    const service = await plant.start();
    const one = await logged(plant, async () => undefined, 'none');
    await eventually(async () => {
      const row = await one.row();
      assert.equal(row.get('event.e1.count_60s'), 0);
      assert.equal((row.get('flags') ?? NaN) & FEATURE_FLAG.windowIncomplete, 0);
    }, LATER);
    const nowMs = Date.now();
    await give(one, 'e1', nowMs - 1_000);
    await give(one, 'e1', nowMs - 1_000);
    await give(one, 'nobody_asks', nowMs - 1_000);
    await give(one, 'pump', nowMs - 3_600_000, 'maintenance');
    await eventually(async () => {
      const row = await one.row();
      assert.equal(row.get('event.e1.count_60s'), 1);
      assert.ok(Math.abs((row.get('maintenance.pump.hours_since') ?? NaN) - 1) < 0.02);
    }, LATER);
    await service.stop('restart');
    const restarted = await plant.start();
    const row = await one.row();
    assert.equal(row.get('event.e1.count_60s'), 1);
    assert.ok(Math.abs((row.get('maintenance.pump.hours_since') ?? NaN) - 1) < 0.02);
    await restarted.stop('test over');
  });

  test('that were withdrawn no longer count, also after a restart, until they are posted again', async () => {
    const service = await plant.start();
    const one = await logged(plant, async () => undefined, 'none');
    const counts = (expected: number) =>
      eventually(async () => assert.equal((await one.row()).get('event.e1.count_60s'), expected), LATER);
    const [right, wrong] = [Date.now() - 2_000, Date.now() - 1_000];
    await give(one, 'e1', right);
    await say(one, { kind: 'error', givenAtMs: 1 }, 'e1', wrong);
    await counts(2);
    await say(one, { kind: 'error', givenAtMs: 2, takenBack: true }, 'e1', wrong);
    await counts(1);
    await service.stop('restart');
    const restarted = await plant.start();
    assert.equal((await one.row()).get('event.e1.count_60s'), 1);
    await say(one, { kind: 'error', givenAtMs: 3 }, 'e1', wrong);
    await counts(2);
    await restarted.stop('test over');
  });

  test('count together with table entries, the same entry once, and only in rows after their instant', async () => {
    const service = await plant.start();
    const one = await logged(plant, async ({ errors }) => void (await error(plant, errors, 5, 'line', 'e1')));
    assert.equal((await one.row()).get('event.e1.count_60s'), 1);
    const { rows } = await plant.sql(
      `SELECT floor(extract(epoch FROM at) * 1000)::float8 AS ms FROM ${one.errors}`,
    );
    const { ms } = z.object({ ms: z.number() }).parse(rows[0]);
    // Later than every scan that may still be written with the present time.
    const aheadMs = Date.now() + 20_000;
    await give(one, 'e1', ms);
    await give(one, 'e1', aheadMs);
    await give(one, 'Pump_hot', Date.now() - 1_000);
    await eventually(async () => {
      const row = await one.row();
      assert.equal(row.get('event.Pump_hot.count_60s'), 1);
    }, LATER);
    assert.equal((await one.row(aheadMs)).get('event.e1.count_60s'), 1, 'at the same instant');
    assert.equal((await one.row(aheadMs + 1)).get('event.e1.count_60s'), 2, 'a millisecond later');
    await service.stop('test over');
  });
});
