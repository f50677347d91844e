import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  assetIdSchema,
  FEATURE_FLAG,
  subjects,
  type EventBatch,
  type FeatureFrame,
  type OrganizationConfig,
} from '@eagle/contracts';
import { defineFeatureSet } from '@eagle/features';
import { decodeEvents, publishEvents } from '@eagle/messaging';
import { eventually } from '@eagle/testing';
import { z } from 'zod';
import { openPlant, rowsOf, type Plant } from './plant.fixture.js';

let plant: Plant;
before(async () => {
  plant = await openPlant();
  await plant.start();
});
after(() => plant.close());

const LATER = { deadlineMs: 15_000 };
const MINUTE_MS = 60_000;
let tables = 0;

interface Logged {
  readonly config: OrganizationConfig;
  readonly scans: string;
  readonly errors: string;
  readonly works: string;
  /** Writes a scan, of now where no time is given, and waits for its features by name. */
  row(atMs?: number): Promise<ReadonlyMap<string, number>>;
}

/** An organization with an error log and a maintenance log, whose features count errors in a minute. */
async function logged(
  prepare: (names: Logged) => Promise<void>,
  logs: 'there' | 'missing' | 'none' = 'there',
): Promise<Logged> {
  const number = ++tables;
  const [scans, errors, works] = [`scans_${number}`, `errors_${number}`, `works_${number}`];
  await plant.sql(`CREATE TABLE ${scans} (id serial PRIMARY KEY, at timestamptz, v float8)`);
  if (logs === 'there') await createLogs(errors, works);
  const log = { timeColumn: 'at', assetColumn: 'machine' };
  const config = plant.organization(scans, {
    mapping: {
      logs:
        logs === 'none'
          ? []
          : [
              { ...log, kind: 'error', table: errors, keyColumn: 'id', codeColumn: 'code' },
              { ...log, kind: 'maintenance', table: works, codeColumn: 'component' },
            ],
    },
    settings: {
      features: {
        lagsMs: [],
        windowsMs: [1_000],
        events: { codes: ['e1', 'Pump_hot'], windowsMs: [MINUTE_MS] },
        maintenance: { components: ['pump'] },
      },
    },
  });
  const { names } = defineFeatureSet(config);
  let taken: FeatureFrame[] = [];
  const row = async (atMs?: number): Promise<ReadonlyMap<string, number>> => {
    const before = taken.reduce((sum, { rows }) => sum + rows, 0);
    await plant.sql(
      `INSERT INTO ${scans} (at, v) VALUES (coalesce(to_timestamp($1::float8 / 1000), now()), 1)`,
      [atMs ?? null],
    );
    await eventually(async () => {
      taken = [...taken, ...(await plant.takeFrames(config.organizationId))];
      assert.ok(taken.reduce((sum, { rows }) => sum + rows, 0) > before);
    }, LATER);
    const last = taken.at(-1) ?? assert.fail();
    const values = last.matrix.slice(-last.width);
    return new Map([
      ...names.map((name, i) => [name, values[i] ?? NaN] as const),
      ['flags', last.flags.at(-1) ?? NaN],
    ]);
  };
  const made = { config, scans, errors, works, row };
  await prepare(made);
  await plant.put(config);
  await eventually(
    async () => assert.equal((await plant.status(config.organizationId))?.problem, 'none'),
    LATER,
  );
  return made;
}

async function createLogs(errors: string, works: string): Promise<void> {
  await plant.sql(`CREATE TABLE ${errors} (id serial PRIMARY KEY, at timestamptz, machine text, code text)`);
  await plant.sql(`CREATE TABLE ${works} (at timestamptz, machine text, component text)`);
}
const error = (table: string, secondsAgo: number, machine: string, code: string | null) =>
  plant.sql(`INSERT INTO ${table} (at, machine, code) VALUES (now() - $1 * interval '1 s', $2, $3)`, [
    secondsAgo,
    machine,
    code,
  ]);

async function published({ config }: Logged): Promise<EventBatch[]> {
  const filter = `events.${config.organizationId}.*`;
  const found: EventBatch[] = [];
  const last = await plant.nats.bus.lastMessage('events', filter);
  if (last === null) return found;
  const { promise, resolve } = Promise.withResolvers<void>();
  const follower = await plant.nats.bus.follow('events', {
    filterSubjects: [filter],
    from: { afterSequence: 0 },
    onMessage: (received) => {
      found.push(decodeEvents(received));
      if (received.sequence >= last.sequence) resolve();
    },
  });
  await promise;
  await follower.stop();
  return found;
}

describe('event logs of the source', () => {
  it('count in the features from their look-back on and as they come, and are published once', async () => {
    const one = await logged(async ({ errors, works }) => {
      for (const secondsAgo of [30, 20, 90]) await error(errors, secondsAgo, 'line', 'e1');
      await error(errors, 20, 'LINE', 'Pump hot');
      await error(errors, 20, 'line', 'nobody asks for this');
      await error(errors, 20, 'elsewhere', 'e1');
      await error(errors, 20, 'line', null);
      await plant.sql(`INSERT INTO ${works} VALUES (now() - interval '400 days', 'line', 'pump')`);
    });
    const first = await one.row();
    assert.equal(first.get('event.e1.count_60s'), 2);
    assert.equal(first.get('event.Pump_hot.count_60s'), 1);
    assert.ok(Math.abs((first.get('maintenance.pump.hours_since') ?? 0) - 9_600) < 0.1);
    await error(one.errors, 1, 'line', 'e1');
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

  it('of one organization are nothing to another, nor are messages that lie about whose they are', async () => {
    const one = await logged(async ({ errors }) => void (await error(errors, 5, 'line', 'e1')));
    const other = await logged(async () => undefined);
    assert.equal((await one.row()).get('event.e1.count_60s'), 1);
    assert.equal((await other.row()).get('event.e1.count_60s'), 0);
    const { bus } = plant.nats;
    const batch = (organizationId: EventBatch['organizationId'], secondsAgo: number): Uint8Array => {
      const events = [
        { assetId: assetIdSchema.parse('line'), code: 'e1', atMs: Date.now() - secondsAgo * 1_000 },
      ];
      return new TextEncoder().encode(JSON.stringify({ v: 1, organizationId, kind: 'error', events }));
    };
    const subject = subjects.events(other.config.organizationId, 'error');
    await bus.publish(subject, 'lie', batch(one.config.organizationId, 3));
    await bus.publish(subject, 'unreadable', new TextEncoder().encode('no json'));
    await bus.publish(subject, 'true', batch(other.config.organizationId, 2));
    await eventually(async () => assert.equal((await other.row()).get('event.e1.count_60s'), 1), LATER);
    assert.equal((await one.row()).get('event.e1.count_60s'), 1);
  });

  it('that cannot be read hold up no scan, and mark its features until they can', async () => {
    const one = await logged(async () => undefined, 'missing');
    const flagsOf = async (): Promise<number> => (await one.row()).get('flags') ?? NaN;
    assert.equal((await flagsOf()) & FEATURE_FLAG.windowIncomplete, FEATURE_FLAG.windowIncomplete);
    await eventually(async () => {
      const status = await plant.status(one.config.organizationId);
      assert.equal(status?.state, 'degraded');
      assert.match(status.reason, /log "(errors|works)_\d+" cannot be read/);
    }, LATER);
    await createLogs(one.errors, one.works);
    await eventually(async () => assert.equal((await flagsOf()) & FEATURE_FLAG.windowIncomplete, 0), LATER);
    assert.ok(rowsOf(await plant.scans(one.config.organizationId)).length > 1);
  });
});

describe('entries that are given', () => {
  const line = assetIdSchema.parse('line');
  const say = (
    { config }: Logged,
    about: Omit<EventBatch, 'v' | 'organizationId' | 'events' | 'log'>,
    code: string,
    atMs: number,
  ) => publishEvents(plant.nats.bus, config.organizationId, about, [{ assetId: line, code, atMs }]);
  const give = (to: Logged, code: string, atMs: number, kind: EventBatch['kind'] = 'error') =>
    say(to, { kind }, code, atMs);

  it('count without any log table, in later rows at once, and again after a restart', async () => {
    const restarted = await openPlant();
    const previous = plant;
    plant = restarted;
    try {
      const service = await plant.start();
      const one = await logged(async () => undefined, 'none');
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
      await plant.start();
      const row = await one.row();
      assert.equal(row.get('event.e1.count_60s'), 1);
      assert.ok(Math.abs((row.get('maintenance.pump.hours_since') ?? NaN) - 1) < 0.02);
    } finally {
      plant = previous;
      await restarted.close();
    }
  });

  it('and were taken back count no more, also after a restart, until they are given again', async () => {
    const restarted = await openPlant();
    const previous = plant;
    plant = restarted;
    try {
      const service = await plant.start();
      const one = await logged(async () => undefined, 'none');
      const counts = (expected: number) =>
        eventually(async () => assert.equal((await one.row()).get('event.e1.count_60s'), expected), LATER);
      const [right, wrong] = [Date.now() - 2_000, Date.now() - 1_000];
      await give(one, 'e1', right);
      await say(one, { kind: 'error', givenAtMs: 1 }, 'e1', wrong);
      await counts(2);
      await say(one, { kind: 'error', givenAtMs: 2, takenBack: true }, 'e1', wrong);
      await counts(1);
      await service.stop('restart');
      await plant.start();
      assert.equal((await one.row()).get('event.e1.count_60s'), 1);
      await say(one, { kind: 'error', givenAtMs: 3 }, 'e1', wrong);
      await counts(2);
    } finally {
      plant = previous;
      await restarted.close();
    }
  });

  it('count with those of the tables, the same one once, and only for rows after their instant', async () => {
    const one = await logged(async ({ errors }) => void (await error(errors, 5, 'line', 'e1')));
    assert.equal((await one.row()).get('event.e1.count_60s'), 1);
    const { rows } = await plant.sql(
      `SELECT floor(extract(epoch FROM at) * 1000)::float8 AS ms FROM ${one.errors}`,
    );
    const { ms } = z.object({ ms: z.number() }).parse(rows[0]);
    // Later than every scan of now that may still be written.
    const aheadMs = Date.now() + 20_000;
    await give(one, 'e1', ms);
    await give(one, 'e1', aheadMs);
    await give(one, 'Pump_hot', Date.now() - 1_000);
    await eventually(async () => {
      const row = await one.row();
      assert.equal(row.get('event.Pump_hot.count_60s'), 1);
    }, LATER);
    assert.equal((await one.row(aheadMs)).get('event.e1.count_60s'), 1, 'at the very instant');
    assert.equal((await one.row(aheadMs + 1)).get('event.e1.count_60s'), 2, 'a millisecond later');
  });
});

describe('a corrected mapping', () => {
  it('forgets what was read under the wrong one', async () => {
    const one = await logged(async ({ errors }) => void (await error(errors, 5, 'line', 'e1')));
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
  it('the features know all events again, and none is published twice', async () => {
    const restarted = await openPlant();
    const previous = plant;
    plant = restarted;
    try {
      const service = await plant.start();
      const one = await logged(async ({ errors }) => {
        for (const secondsAgo of [5, 10]) await error(errors, secondsAgo, 'line', 'e1');
      });
      assert.equal((await one.row()).get('event.e1.count_60s'), 2);
      await eventually(
        async () => assert.equal((await published(one)).flatMap((b) => b.events).length, 2),
        LATER,
      );
      await service.stop('restart');
      // What the source has forgotten is known from the stream.
      await plant.sql(`DELETE FROM ${one.errors} WHERE id = 1`);
      await error(one.errors, 1, 'line', 'e1');
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
