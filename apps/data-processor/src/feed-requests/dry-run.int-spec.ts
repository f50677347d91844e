import { randomUUID } from 'node:crypto';
import { RPC } from '@eagle/contracts/bus';
import { type OrganizationConfig, organizationIdSchema } from '@eagle/contracts/domain';
import { openPlant, type Overrides, type Plant } from '../plant.fixture.js';

let plant: Plant;
beforeAll(async () => {
  plant = await openPlant();
  await plant.start();
});
afterAll(() => plant.close());

const asked = (config: OrganizationConfig, sealedFor = config.organizationId) => {
  const { organizationId, feed, mapping, assets, tags, settings } = config;
  if (feed === null || mapping === null) throw new Error('the plant has a feed');
  const passwordSealed = plant.sealed(sealedFor, feed);
  return { organizationId, feed, passwordSealed, mapping, assets, tags, settings };
};
const dryRun = (config: OrganizationConfig) => plant.nats.bus.ask(RPC.dryRunFeed, asked(config));

/** A table of this many rows, one a second up to now. */
async function tableOf(name: string, rows: number): Promise<void> {
  await plant.sql(`CREATE TABLE ${name} (id serial PRIMARY KEY, at timestamp, v text)`);
  await plant.sql(
    `INSERT INTO ${name} (at, v) SELECT (now() AT TIME ZONE 'UTC') - (${rows} - g) * interval '1 second', g
       FROM generate_series(1, ${rows}) g`,
  );
}
const wide = (table: string, overrides: Overrides = {}): OrganizationConfig =>
  plant.organization(table, overrides);

test('a dry run maps the newest rows as the live path does, and keeps nothing', async () => {
  await tableOf('tried', 2_000);
  await plant.sql(`UPDATE tried SET v = 'none' WHERE id > 1990`);
  const config = wide('tried');
  const report = await dryRun(config);
  // Five minutes are enough: they are read whole.
  expect(report.rows).toBeGreaterThanOrEqual(300);
  expect(report.rows).toBeLessThan(2_000);
  expect(report).toMatchObject({ rejectedRows: 10, scanPeriodMs: 1_000, cost: null });
  expect(report.scans).toBe(report.rows - 10);
  expect(report.rejected).toEqual({ 'all-values-missing': 10 });
  expect(report.examples[0]?.cells).toMatchObject({ id: '1991', v: 'none' });
  expect(Math.abs(report.newestAheadMs ?? NaN)).toBeLessThan(60_000);
  expect(report.tags[0]).toMatchObject({ tag: 'v', highest: 1_990 });
  expect(await plant.scans(config.organizationId)).toEqual([]);
  expect(await plant.status(config.organizationId)).toBeNull();
});

test('a slow plant is read further back, until there are rows enough', async () => {
  await plant.sql('CREATE TABLE slow (id serial PRIMARY KEY, at timestamp, v float8)');
  await plant.sql(
    `INSERT INTO slow (at, v) SELECT (now() AT TIME ZONE 'UTC') - (200 - g) * interval '1 minute', g FROM generate_series(1, 200) g`,
  );
  expect(await dryRun(wide('slow'))).toMatchObject({ rows: 200, scans: 200, scanPeriodMs: 60_000 });
});

test('of a fast plant at most 5 000 rows are read', async () => {
  await plant.sql('CREATE TABLE fast (id serial PRIMARY KEY, at timestamp, v float8)');
  await plant.sql(
    `INSERT INTO fast (at, v) SELECT (now() AT TIME ZONE 'UTC') - (20000 - g) * interval '10 ms', g FROM generate_series(1, 20000) g`,
  );
  expect((await dryRun(wide('fast'))).rows).toBe(5_000);
});

test('a long table gives a scan for each asset and moment', async () => {
  await plant.sql(
    'CREATE TABLE long_rows (id serial PRIMARY KEY, pump text, name text, val float8, ok text, at timestamptz)',
  );
  await plant.sql(
    `INSERT INTO long_rows (pump, name, val, ok, at)
     SELECT p, n, s, CASE WHEN n = 'VIB' AND s > 90 THEN 'bad' ELSE 'good' END, now() - (100 - s) * interval '10 seconds'
       FROM generate_series(1, 100) s, unnest(ARRAY['P1', 'P2']) p, unnest(ARRAY['FLOW', 'VIB']) n ORDER BY s`,
  );
  const config = wide('long_rows', {
    assets: [{ assetId: 'P1', name: 'Pump 1' }],
    tags: [
      { tag: 'flow', type: 'number', role: 'present-value' },
      { tag: 'vib', type: 'number', role: 'present-value' },
    ],
    mapping: {
      source: {
        ...{
          layout: 'long',
          assetColumn: 'pump',
          tagColumn: 'name',
          valueColumn: 'val',
          qualityColumn: 'ok',
        },
        tags: [
          { sourceTag: 'FLOW', tag: 'flow' },
          { sourceTag: 'VIB', tag: 'vib' },
        ],
      },
    },
  });
  const report = await dryRun(config);
  expect(report.assets).toEqual([{ assetId: 'P1', scans: 100 }]);
  expect(report.tags.map(({ tag, missing }) => [tag, missing])).toEqual([
    ['flow', 0],
    ['vib', 10],
  ]);
  // The other pump is not configured: its rows are named, not lost.
  expect(report.rejected['asset-unknown']).toBe(200);
});

test('rows without a time that can be read say so', async () => {
  await plant.sql('CREATE TABLE timeless (id serial PRIMARY KEY, at text, v float8)');
  await plant.sql(`INSERT INTO timeless (at, v) SELECT 'soon', g FROM generate_series(1, 300) g`);
  const report = await dryRun(wide('timeless'));
  expect(report).toMatchObject({ scans: 0, newestAt: null });
  expect(report.rejected['time-unreadable']).toBe(report.rows);
});

test('a table that would burden the source is refused with what to do', async () => {
  await plant.sql(
    `CREATE TABLE heavy AS SELECT g AS id, now() AT TIME ZONE 'UTC' AS at, g AS v, repeat('x', 200) AS pad FROM generate_series(1, 400000) g`,
  );
  await plant.sql('ANALYZE heavy');
  await expect(dryRun(wide('heavy'))).rejects.toMatchObject({ code: 'FEED.TOO_COSTLY' });
});

test('the password of another organization opens nothing', async () => {
  const config = wide('tried');
  const stolen = asked(config, organizationIdSchema.parse(randomUUID()));
  await expect(plant.nats.bus.ask(RPC.dryRunFeed, stolen)).rejects.toMatchObject({
    code: 'FEED.PASSWORD_UNKNOWN',
  });
});

test('a test of a connection says what the source says of itself, and that its user may write', async () => {
  const { organizationId, feed } = wide('tried');
  if (feed === null) throw new Error('the plant has a feed');
  const passwordSealed = plant.sealed(organizationId, feed);
  const { ok, facts } = await plant.nats.bus.ask(RPC.testFeed, { organizationId, feed, passwordSealed });
  expect([ok, facts?.mayWrite]).toEqual([true, true]);
  expect(facts?.version).toMatch(/^\d+/);
  expect(Math.abs(facts?.clockAheadMs ?? NaN)).toBeLessThan(60_000);
});

test('a discovery gives the newest rows, oldest first, and what the catalogue knows of each table', async () => {
  await plant.sql('ANALYZE tried');
  const { organizationId, feed, passwordSealed } = asked(wide('tried'));
  const account = { organizationId, feed, passwordSealed };
  const { tables, facts, rows } = await plant.nats.bus.ask(RPC.discoverFeed, { ...account, table: 'tried' });
  expect(facts[tables.indexOf('tried')]).toEqual({ kind: 'table', rows: 2_000 });
  expect(rows).toHaveLength(1_000);
  expect([rows.at(0)?.[0], rows.at(-1)?.[0]]).toEqual(['1001', '2000']);
});
