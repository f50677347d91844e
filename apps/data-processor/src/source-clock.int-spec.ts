import assert from 'node:assert/strict';
import { eventually } from '@eagle/testing';
import { openPlant, rowsOf, type Plant } from './plant.fixture.js';

const LATER = { deadlineMs: 30_000 };
let plant: Plant;
beforeAll(async () => {
  plant = await openPlant();
  await plant.start();
});
afterAll(() => plant.close());

test('a plant with a clock set back by half an hour is still judged: its time advances, and the status reports it', async () => {
  await plant.sql('CREATE TABLE set_back (id bigserial PRIMARY KEY, at timestamptz, v float8)');
  const config = plant.organization('set_back', { feed: { clock: 'wall', pollIntervalMs: 200 } });
  const { organizationId } = config;
  const write = (behind: string) =>
    plant.sql(`INSERT INTO set_back (at, v) VALUES (clock_timestamp() - $1::interval, 1)`, [behind]);
  await write('0');
  await plant.put(config);
  const times = async () => rowsOf(await plant.scans(organizationId)).map(({ atMs }) => atMs);
  await eventually(async () => assert.equal((await times()).length, 1), LATER);
  const [rightMs = NaN] = await times();
  await eventually(
    async () => {
      await write('30 minutes');
      assert.ok(
        Math.max(...(await times()).slice(1)) > rightMs,
        'a row after the last one of the right clock',
      );
    },
    { deadlineMs: 60_000, everyMs: 500 },
  );
  await eventually(async () => {
    const status = await plant.status(organizationId);
    assert.match(status?.reason ?? '', /clock of the source was set back by/);
  }, LATER);
});

describe('where the source is the clock', () => {
  test('the status reports an ambiguous time that the clock shows twice', async () => {
    await plant.sql('CREATE TABLE twice (id bigserial PRIMARY KEY, at timestamp, v float8)');
    const config = plant.organization('twice', {
      feed: { clock: 'source' },
      mapping: { timeZone: 'Europe/Berlin' },
    });
    const write = (at: string) => plant.sql('INSERT INTO twice (at, v) VALUES ($1, 1)', [`2025-10-26 ${at}`]);
    await write('01:50:00');
    await plant.put(config);
    await eventually(
      async () => assert.equal((await plant.status(config.organizationId))?.rowsRead, 1),
      LATER,
    );
    for (const at of ['02:10:00', '02:15:00', '03:05:00']) await write(at);
    await eventually(async () => {
      const status = await plant.status(config.organizationId);
      assert.equal(status?.rowsRead, 4);
      assert.match(status.reason, /rows or more have a time that the clock shows twice/);
    }, LATER);
  });

  for (const keyColumn of ['id', null]) {
    test(`quarantines a row of the year 9999 and reads the next rows, ${keyColumn === null ? 'without a key' : 'by key'}`, async () => {
      const table = `far_${keyColumn ?? 'timed'}`;
      await plant.sql(`CREATE TABLE ${table} (id bigserial PRIMARY KEY, at timestamptz, v float8)`);
      await plant.sql(`INSERT INTO ${table} (at, v) VALUES (now(), 1), ('9999-12-31', 1)`);
      const config = plant.organization(table, { feed: { clock: 'source' }, mapping: { keyColumn } });
      const { organizationId } = config;
      await plant.put(config);
      await eventually(async () => {
        assert.equal((await plant.status(organizationId))?.rejected['time-in-future'], 1);
      }, LATER);
      for (let row = 0; row < 3; row++) {
        const before = rowsOf(await plant.scans(organizationId)).length;
        await plant.sql(`INSERT INTO ${table} (at, v) VALUES (now(), 2)`);
        await eventually(async () => {
          assert.equal(rowsOf(await plant.scans(organizationId)).length, before + 1);
        }, LATER);
      }
    });
  }
});
