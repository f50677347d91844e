import assert from 'node:assert/strict';
import { eventually } from '@eagle/testing';
import { openPlant, rowsOf, type Overrides, type Plant } from './plant.fixture.js';

/** The wall clock of the service in this process; the source's clock is right. */
let shiftMs = 0;
let plant: Plant;
/** Far below the smallest clock step, and enough on a busy machine. */
const GOES_ON = { deadlineMs: 20_000 };

beforeAll(async () => {
  const trueNow = Date.now;
  jest.spyOn(Date, 'now').mockImplementation(() => trueNow() + shiftMs);
  plant = await openPlant();
});

afterAll(async () => {
  shiftMs = 0;
  await plant.close();
  jest.restoreAllMocks();
});

const LAYOUTS: Record<string, NonNullable<Overrides['mapping']>> = {
  wide: { source: { layout: 'wide', asset: { assetId: 'line' }, columns: [{ column: 'v', tag: 'v' }] } },
  long: {
    source: {
      layout: 'long',
      assetColumn: 'machine',
      tagColumn: 'tag',
      valueColumn: 'v',
      groupWaitMs: 200,
      tags: [
        { sourceTag: 'V', tag: 'v' },
        { sourceTag: 'W', tag: 'w' },
      ],
    },
  },
};

for (const [layout, mapping] of Object.entries(LAYOUTS)) {
  test(`keeps reading a ${layout} table while the wall clock is set back and forth, with a plausible status`, async () => {
    shiftMs = 0;
    const table = `stepped_${layout}`;
    await plant.sql(
      `CREATE TABLE ${table} (id bigserial PRIMARY KEY, at timestamptz DEFAULT now(), machine text DEFAULT 'line', tag text DEFAULT 'V', v float8)`,
    );
    const config = plant.organization(table, {
      tags: [
        { tag: 'v', type: 'number', role: 'present-value' },
        { tag: 'w', type: 'number', role: 'present-value' },
      ],
      mapping,
    });
    const { organizationId } = config;
    const service = await plant.start();
    await plant.put(config);
    const readsOn = async (): Promise<void> => {
      const { rows } = await plant.sql(`INSERT INTO ${table} (v) VALUES (1) RETURNING id::text`);
      const [{ id }] = rows as [{ id: string }];
      await eventually(async () => {
        assert.ok(rowsOf(await plant.scans(organizationId)).some(({ key }) => key === id));
      }, GOES_ON);
    };
    await readsOn();
    for (const stepMs of [-90_000, -600_000, -3_600_000, 600_000, 0, -600_000, 0]) {
      shiftMs = stepMs;
      await readsOn();
      await readsOn();
      // The status is written a moment after the row is read.
      const status = await eventually(async () => {
        const reported = await plant.status(organizationId);
        assert.ok(reported !== null && reported.lagMs !== null);
        return reported;
      }, GOES_ON);
      assert.ok(status.lagMs !== null);
      assert.ok(status.lagMs >= 0 && status.lagMs < 605_000, `lag ${status.lagMs}`);
      assert.ok(Date.parse(status.lastReadAt ?? '') <= Date.now() + Math.max(0, -stepMs) + 1_000);
    }
    assert.equal((await plant.status(organizationId))?.rejected['time-in-future'] ?? 0, 0);
    await service.stop('the test goes on with a table of another layout');
  });
}
