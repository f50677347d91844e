import assert from 'node:assert/strict';
import { FEATURE_FLAG } from '@eagle/contracts/frames';
import { eventually } from '@eagle/testing';
import { LATER, organizationsOf, utcNow } from './plant-organizations.fixture.js';
import { openPlant, rowsOf, type Plant } from './plant.fixture.js';

let plant: Plant;
beforeAll(async () => {
  plant = await openPlant();
  await plant.start();
});
afterAll(() => plant.close());

const { table, running } = organizationsOf(() => plant);

describe('from source rows to scans and features', () => {
  test('publishes every row once, numbered, with its features, and reports that all is well', async () => {
    const name = await table();
    await plant.sql(
      `INSERT INTO ${name} (at, v) SELECT ${utcNow} - (200 - g) * interval '100 ms', g FROM generate_series(1, 150) g`,
    );
    const { organizationId } = await running(name);
    await eventually(async () => assert.equal(rowsOf(await plant.scans(organizationId)).length, 150), LATER);
    const rows = rowsOf(await plant.scans(organizationId));
    assert.deepEqual(
      rows.map(({ sequence }) => sequence),
      Array.from({ length: 150 }, (_, i) => i + 1),
    );
    assert.deepEqual(
      rows.map(({ key }) => key),
      Array.from({ length: 150 }, (_, i) => `${i + 1}`),
    );
    const frames = await plant.takeFrames(organizationId);
    assert.deepEqual(
      frames.map((frame) => frame.rows),
      [64, 64, 22],
    );
    const last = frames.at(-1);
    assert.equal(last?.flags.at(-1), 0);
    // v, v 1 s before (10 rows), and over 2 s: mean, std, min, max, range.
    const features = [...(last?.matrix.slice(-last.width) ?? [])];
    assert.deepEqual(
      [features[0], features[1], features[4], features[5], features[6]],
      [150, 140, 130, 150, 20],
    );
    await eventually(async () => {
      const status = await plant.status(organizationId);
      assert.equal(status?.state, 'ok');
      assert.equal(status?.scansPublished, 150);
      assert.equal(status?.watermark, '150');
    }, LATER);
  });

  test('reads numbers as text and times in a configured zone, and quarantines unusable rows', async () => {
    const name = await table('id serial PRIMARY KEY, stamp text, temp text, fault text');
    const zoned = (utc: Date): string =>
      new Date(utc.getTime() + 5.5 * 3_600_000).toISOString().replace('T', ' ').slice(0, 19);
    const at = new Date(Math.floor(Date.now() / 1_000) * 1_000 - 5_000);
    await plant.sql(
      `INSERT INTO ${name} (stamp, temp, fault) VALUES ($1, '880', 'f'), ('soon', '1', 'f'), ($1, 'x', '1')`,
      [zoned(at)],
    );
    const { organizationId } = await running(name, {
      tags: [
        { tag: 'temp', type: 'number', role: 'present-value' },
        { tag: 'fault', type: 'boolean', role: 'flag' },
      ],
      mapping: {
        timeColumn: 'stamp',
        timeZone: 'Asia/Kolkata',
        source: {
          layout: 'wide',
          asset: { assetId: 'line' },
          columns: [
            { column: 'temp', tag: 'temp' },
            { column: 'fault', tag: 'fault' },
          ],
        },
      },
    });
    await eventually(async () => assert.equal(rowsOf(await plant.scans(organizationId)).length, 2), LATER);
    const [first] = await plant.scans(organizationId);
    assert.equal(first?.eventTimesMs[0], at.getTime());
    assert.deepEqual([...(first?.values ?? [])], [880, 0, NaN, 1]);
    await eventually(async () => {
      const status = await plant.status(organizationId);
      assert.deepEqual(status?.rejected, { 'time-unreadable': 1, 'value-not-a-number': 1 });
      assert.equal(status?.state, 'degraded');
      assert.match(status?.reason ?? '', /"soon" is not a time/);
    }, LATER);
    const [letter] = await plant.nats.bus.deadLetters.list({ organizationId, limit: 10 });
    assert.equal(letter?.code, 'FEED.TIME_UNREADABLE');
    assert.match(new TextDecoder().decode(letter?.payload), /"stamp":"soon"/);
  });

  test('joins the rows of a long table without a key', async () => {
    const name = await table('machine text, tag text, value text, quality int, at timestamptz');
    const { organizationId } = await running(name, {
      assets: [
        { assetId: 'p1', name: 'Pump 1' },
        { assetId: 'p2', name: 'Pump 2' },
      ],
      tags: [
        { tag: 'flow', type: 'number', role: 'present-value' },
        { tag: 'trip', type: 'boolean', role: 'flag' },
      ],
      mapping: {
        keyColumn: null,
        source: {
          layout: 'long',
          assetColumn: 'machine',
          tagColumn: 'tag',
          valueColumn: 'value',
          qualityColumn: 'quality',
          groupWaitMs: 300,
          tags: [
            { sourceTag: 'FLOW', tag: 'flow' },
            { sourceTag: 'TRIP', tag: 'trip' },
          ],
        },
      },
    });
    await plant.sql(
      `INSERT INTO ${name} SELECT m, t, v, 192, now() FROM (VALUES ('p1', 'FLOW', '7'), ('p1', 'TRIP', '0'), ('p2', 'FLOW', '8')) x(m, t, v)`,
    );
    await eventually(async () => assert.equal(rowsOf(await plant.scans(organizationId)).length, 2), LATER);
    const scans = await plant.scans(organizationId);
    const of = (assetId: string): number[] => [
      ...(scans.find((scan) => scan.assetId === assetId)?.values ?? []),
    ];
    assert.deepEqual(of('p1'), [7, 0]);
    assert.deepEqual(of('p2'), [8, NaN]);
  });

  test('reads at once when the source announces rows', async () => {
    const name = await table();
    const { organizationId } = await running(name, {
      feed: { notifyChannel: `news_${name}`, pollIntervalMs: 60_000 },
    });
    await eventually(async () => {
      await plant.sql(`INSERT INTO ${name} (at, v) VALUES (${utcNow}, 1)`);
      await plant.sql(`NOTIFY news_${name}`);
      await eventually(async () => assert.ok((await plant.scans(organizationId)).length > 0), {
        deadlineMs: 500,
      });
    }, LATER);
  });

  test('announces the silence of an asset', async () => {
    const name = await table();
    await plant.sql(`INSERT INTO ${name} (at, v) VALUES (${utcNow} - interval '4 seconds', 1)`);
    const { organizationId } = await running(name);
    await eventually(async () => {
      const [heartbeat] = (await plant.scans(organizationId)).filter(({ rows }) => rows === 0);
      assert.ok(heartbeat?.heartbeatAtMs !== null && heartbeat !== undefined);
      assert.ok(Math.abs(heartbeat.heartbeatAtMs - Date.now()) < 5_000);
    }, LATER);
  });
});

describe('a change of configuration', () => {
  test('takes effect within a second, keeps numbering and windows, and loses no row', async () => {
    const name = await table();
    await plant.sql(
      `INSERT INTO ${name} (at, v) SELECT ${utcNow} - (50 - g) * interval '100 ms', g FROM generate_series(1, 50) g`,
    );
    const config = await running(name);
    const { organizationId } = config;
    await eventually(async () => assert.equal(rowsOf(await plant.scans(organizationId)).length, 50), LATER);
    await plant.put({
      ...config,
      revision: 2,
      settings: {
        ...config.settings,
        operatingStates: [
          {
            state: 'high',
            all: [
              {
                tag: config.tags[0]?.tag ?? assert.fail(),
                minusTag: null,
                absolute: false,
                op: '>',
                value: 50,
              },
            ],
          },
        ],
      },
    });
    await eventually(
      async () => {
        await plant.sql(`INSERT INTO ${name} (at, v) VALUES (${utcNow}, 51)`);
        const last = (await plant.scans(organizationId)).filter(({ rows }) => rows > 0).at(-1);
        assert.equal(last?.configRevision, 2);
        assert.equal(last?.stateNames[last.states[0] ?? 0], 'high');
      },
      { deadlineMs: 2_000, everyMs: 50 },
    );
    const rows = rowsOf(await plant.scans(organizationId));
    assert.deepEqual(
      rows.map(({ sequence }) => sequence),
      rows.map((_, i) => i + 1),
    );
    const frames = await plant.takeFrames(organizationId);
    const flags =
      frames
        .filter((frame) => frame.flags.length > 0)
        .at(-1)
        ?.flags.at(-1) ?? 0;
    assert.equal(flags & FEATURE_FLAG.windowIncomplete, 0);
  });

  test('a disabled organization is not read', async () => {
    const name = await table();
    const config = await running(name);
    await plant.put({ ...config, enabled: false, revision: 2 });
    await eventually(
      async () => assert.equal((await plant.status(config.organizationId))?.problem, 'disabled'),
      LATER,
    );
  });

  test('a feed that is switched off is not read, and goes on when it is switched on', async () => {
    const config = await running(await table());
    const { organizationId, feed } = config;
    if (feed === null) throw new Error('The plant has no feed.');
    await plant.put({ ...config, feed: { ...feed, enabled: false }, revision: 2 });
    await eventually(async () => {
      const status = await plant.status(organizationId);
      assert.equal(status?.problem, 'disabled');
      assert.match(status.reason, /^The feed is switched off/);
    }, LATER);
    await plant.put({ ...config, feed, revision: 3 });
    await eventually(async () => assert.equal((await plant.status(organizationId))?.state, 'ok'), LATER);
  });
});
