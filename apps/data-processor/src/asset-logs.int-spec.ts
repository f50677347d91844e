import assert from 'node:assert/strict';
import { STREAMS, type LogEntryBatch } from '@eagle/contracts/bus';
import { assetIdSchema } from '@eagle/contracts/domain';
import { FEATURE_FLAG } from '@eagle/contracts/frames';
import { eventually } from '@eagle/testing';
import { createLogs, error, LATER, logged, type Logged } from './asset-logs.fixture.js';
import { openPlant, rowsOf, type Plant } from './plant.fixture.js';

let plant: Plant;
beforeAll(async () => {
  plant = await openPlant();
  await plant.start();
});
afterAll(() => plant.close());

async function published({ config }: Logged): Promise<LogEntryBatch[]> {
  const filter = STREAMS.events.subjectsOf(config.organizationId);
  const found: LogEntryBatch[] = [];
  const last = await plant.nats.bus.lastMessage(STREAMS.events, filter);
  if (last === null) return found;
  const { promise, resolve } = Promise.withResolvers<void>();
  const consumer = await plant.nats.bus.follow(STREAMS.events, {
    filterSubjects: [filter],
    from: { afterSequence: 0 },
    onMessage: (received) => {
      found.push(received.decode());
      if (received.sequence >= last.sequence) resolve();
    },
  });
  await promise;
  await consumer.stop();
  return found;
}

describe('log entries of the source', () => {
  test('count in the features, from the look-back and live, and are published once', async () => {
    const one = await logged(plant, async ({ errors, works }) => {
      for (const secondsAgo of [30, 20, 90]) await error(plant, errors, secondsAgo, 'line', 'e1');
      await error(plant, errors, 20, 'LINE', 'Pump hot');
      await error(plant, errors, 20, 'line', 'no feature uses this');
      await error(plant, errors, 20, 'elsewhere', 'e1');
      await error(plant, errors, 20, 'line', null);
      await plant.sql(`INSERT INTO ${works} VALUES (now() - interval '400 days', 'line', 'pump')`);
    });
    const first = await one.row();
    assert.equal(first.get('event.e1.count_60s'), 2);
    assert.equal(first.get('event.Pump_hot.count_60s'), 1);
    assert.ok(Math.abs((first.get('maintenance.pump.hours_since') ?? 0) - 9_600) < 0.1);
    await error(plant, one.errors, 1, 'line', 'e1');
    await plant.sql(`INSERT INTO ${one.works} VALUES (now() - interval '1 s', 'line', 'pump')`);
    await eventually(async () => {
      const next = await one.row();
      assert.equal(next.get('event.e1.count_60s'), 3);
      assert.ok((next.get('maintenance.pump.hours_since') ?? 1) < 0.01);
      assert.ok((next.get('event.e1.minutes_since') ?? 1) < 1);
    }, LATER);
    await eventually(async () => {
      const batches = await published(one);
      assert.equal(batches.flatMap(({ kind, events }) => (kind === 'error' ? events : [])).length, 5);
      assert.equal(batches.flatMap(({ kind, events }) => (kind === 'maintenance' ? events : [])).length, 2);
    }, LATER);
    await eventually(async () => {
      const rejected = (await plant.status(one.config.organizationId))?.rejected;
      assert.deepEqual(rejected, { 'asset-unknown': 1, 'code-missing': 1, 'code-unknown': 1 });
    }, LATER);
  });

  test('of one organization never count for another, and messages that name a wrong organization count for none', async () => {
    const one = await logged(plant, async ({ errors }) => void (await error(plant, errors, 5, 'line', 'e1')));
    const other = await logged(plant, async () => undefined);
    assert.equal((await one.row()).get('event.e1.count_60s'), 1);
    assert.equal((await other.row()).get('event.e1.count_60s'), 0);
    const { bus } = plant.nats;
    const batch = (organizationId: LogEntryBatch['organizationId'], secondsAgo: number): Uint8Array => {
      const events = [
        { assetId: assetIdSchema.parse('line'), code: 'e1', atMs: Date.now() - secondsAgo * 1_000 },
      ];
      return new TextEncoder().encode(JSON.stringify({ v: 1, organizationId, kind: 'error', events }));
    };
    const subject = STREAMS.events.subject(other.config.organizationId, 'error');
    await bus.publish(subject, 'lie', batch(one.config.organizationId, 3));
    await bus.publish(subject, 'unreadable', new TextEncoder().encode('no json'));
    await bus.publish(subject, 'true', batch(other.config.organizationId, 2));
    await eventually(async () => assert.equal((await other.row()).get('event.e1.count_60s'), 1), LATER);
    assert.equal((await one.row()).get('event.e1.count_60s'), 1);
  });

  test('that cannot be read delay no scan, and mark the features as incomplete meanwhile', async () => {
    const one = await logged(plant, async () => undefined, 'missing');
    const flagsOf = async (): Promise<number> => (await one.row()).get('flags') ?? NaN;
    assert.equal((await flagsOf()) & FEATURE_FLAG.windowIncomplete, FEATURE_FLAG.windowIncomplete);
    await eventually(async () => {
      const status = await plant.status(one.config.organizationId);
      assert.equal(status?.state, 'degraded');
      assert.match(status.reason, /log "(errors|works)_\d+" cannot be read/);
    }, LATER);
    await createLogs(plant, one.errors, one.works);
    await eventually(async () => assert.equal((await flagsOf()) & FEATURE_FLAG.windowIncomplete, 0), LATER);
    assert.ok(rowsOf(await plant.scans(one.config.organizationId)).length > 1);
  });
});

describe('a corrected mapping', () => {
  test('removes entries that were read under the wrong one', async () => {
    const one = await logged(plant, async ({ errors }) => void (await error(plant, errors, 5, 'line', 'e1')));
    await plant.sql(`ALTER TABLE ${one.errors} ADD COLUMN noticed timestamptz`);
    await plant.sql(`UPDATE ${one.errors} SET noticed = at - interval '2 minutes'`);
    assert.equal((await one.row()).get('event.e1.count_60s'), 1);
    const { mapping } = one.config;
    assert.ok(mapping !== null);
    const [errors, works] = mapping.logs;
    assert.ok(errors !== undefined && works !== undefined);
    const logs = [{ ...errors, timeColumn: 'noticed' }, works];
    await plant.put({ ...one.config, revision: 2, mapping: { ...mapping, revision: 2, logs } });
    await eventually(async () => {
      const row = await one.row();
      assert.equal(row.get('event.e1.count_60s'), 0);
      assert.ok(Math.abs((row.get('event.e1.minutes_since') ?? NaN) - 2) < 0.5);
    }, LATER);
  });
});

describe('after a restart', () => {
  test('the features contain all events again, and none is published twice', async () => {
    const restarted = await openPlant();
    const previous = plant;
    plant = restarted;
    try {
      const service = await plant.start();
      const one = await logged(plant, async ({ errors }) => {
        for (const secondsAgo of [5, 10]) await error(plant, errors, secondsAgo, 'line', 'e1');
      });
      assert.equal((await one.row()).get('event.e1.count_60s'), 2);
      await eventually(
        async () => assert.equal((await published(one)).flatMap((b) => b.events).length, 2),
        LATER,
      );
      await service.stop('restart');
      // The source has deleted this entry; the stream still has it.
      await plant.sql(`DELETE FROM ${one.errors} WHERE id = 1`);
      await error(plant, one.errors, 1, 'line', 'e1');
      await plant.start();
      assert.equal((await one.row()).get('event.e1.count_60s'), 3);
      await eventually(
        async () => assert.equal((await published(one)).flatMap((b) => b.events).length, 3),
        LATER,
      );
    } finally {
      plant = previous;
      await restarted.close();
    }
  });
});
