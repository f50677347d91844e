import assert from 'node:assert/strict';
import type { OrganizationConfig } from '@eagle/contracts/domain';
import type { FeatureFrame } from '@eagle/contracts/frames';
import { defineFeatureSet } from '@eagle/features';
import { eventually } from '@eagle/testing';
import { openPlant, rowsOf, type Plant } from './plant.fixture.js';

let plant: Plant;
beforeAll(async () => {
  plant = await openPlant();
});
afterAll(() => plant.close());

const LATER = { deadlineMs: 15_000 };

/** The last feature row of an organization by name, once there are `rows` further rows. */
async function lastRow(config: OrganizationConfig, rows: number): Promise<ReadonlyMap<string, number>> {
  const frames: FeatureFrame[] = [];
  await eventually(async () => {
    frames.push(...(await plant.takeFrames(config.organizationId)));
    assert.ok(frames.reduce((sum, frame) => sum + frame.rows, 0) >= rows);
  }, LATER);
  const last = frames.at(-1) ?? assert.fail();
  const values = last.matrix.slice(-last.width);
  const { names } = defineFeatureSet(config);
  return new Map([
    ...names.map((name, i) => [name, values[i] ?? NaN] as const),
    ['flags', last.flags.at(-1) ?? NaN],
  ]);
}

test('features with a longer memory than the windows learn from the source at every start, and only the windows are published', async () => {
  const service = await plant.start();
  await plant.sql('CREATE TABLE slow (id serial PRIMARY KEY, at timestamptz, v float8)');
  // 200 s at 100, then 100 s at 0; only the last 90 s are published.
  await plant.sql(
    `INSERT INTO slow (at, v) SELECT now() - (300 - g) * interval '1 s', CASE WHEN g <= 200 THEN 100 ELSE 0 END
       FROM generate_series(1, 300) g`,
  );
  const config = plant.organization('slow', {
    settings: { features: { lagsMs: [], windowsMs: [1_000], ewmMs: [60_000], usualMs: 60_000 } },
  });
  await plant.put(config);
  const first = await lastRow(config, 85);
  assert.ok(rowsOf(await plant.scans(config.organizationId)).length < 100);
  // exp(-100 / 60) of the weight lies before the last 100 s; from the published scans alone the
  // mean would be 0.
  const mean = first.get('v_ewm_60s') ?? NaN;
  assert.ok(mean > 15 && mean < 20, `${mean}`);
  assert.ok((first.get('v_usual') ?? 0) < -0.3);
  assert.equal(first.get('flags'), 0);
  await service.stop('restart');
  await plant.sql('INSERT INTO slow (at, v) VALUES (now(), 0)');
  await plant.start();
  const next = await lastRow(config, 1);
  const meanAfter = next.get('v_ewm_60s') ?? NaN;
  assert.ok(meanAfter > 0.7 * mean && meanAfter <= mean, `${meanAfter} after ${mean}`);
  assert.equal(next.get('flags'), 0);
});
