import assert from 'node:assert/strict';
import { organizationConfigSchema } from '@eagle/contracts/domain';
import { demoPlants, type DemoPlant } from './index.js';
import { furnaceA } from './furnace-a.js';

const HOUR_MS = 3_600_000;
const LIVE_MS = Date.UTC(2026, 2, 3, 4, 5, 6);

/** The columns of the line as its operators list them. */
const COLUMNS_OF_A =
  `created_timestamp hz1sv hz1pv hz2sv hz2pv cpsv cppv tz1sv tz1pv tz2sv tz2pv oilpv deppv postpv dephz hardhz oilhz posthz temphz
  hz1ht hz1lt hz2ht hz2lt tz1ht tz1lt tz2ht tz2lt cph cpl oiltemphigh oillevelhigh oillevellow hz1hfail hz2hfail
  hardconfail hardcontraip oilconfail oilcontraip tempconfail tempcontraip
  hz1fanfail hz1fantrip hz2fanfail hz2fantrip tz1fanfail tz1fantrip tz2fanfail tz2fantrip`.split(/\s+/);

describe('the furnace line of plant A', () => {
  test('has the columns, types and spares of the real one', () => {
    assert.deepEqual(furnaceA.table.columns, COLUMNS_OF_A);
    const [create = ''] = furnaceA.table.create;
    assert.match(create, /id serial PRIMARY KEY/);
    assert.match(create, /created_timestamp timestamp without time zone/);
    for (let i = 1; i <= 20; i += 1) assert.match(create, new RegExp(`sp${String(i)} double precision`));
    assert.match(create, /cpl double precision/);
    assert.match(create, /tz2fantrip boolean/);
  });

  test('writes rows as the real one does', () => {
    const simulation = furnaceA.create(1, LIVE_MS - HOUR_MS, LIVE_MS);
    const [row] = simulation.advance();
    assert.ok(row !== undefined);
    const cell = (column: string) => row.cells[COLUMNS_OF_A.indexOf(column)];
    assert.match(String(cell('created_timestamp')), /^2026-03-03 08:3\d:\d\d\.\d{3}$/);
    assert.equal(cell('hz1sv'), 880);
    assert.equal(cell('hz1ht'), 0);
    assert.equal(cell('hz2fanfail'), true);
    assert.equal(cell('hz1hfail'), false);
    assert.equal(row.cells.length, COLUMNS_OF_A.length);
  });

  test('gives eleven continuous and nineteen boolean inputs: 183 features', () => {
    const inputs = furnaceA.config.tags.filter((tag) => tag.modelInput);
    const numbers = inputs.filter((tag) => tag.type === 'number').length;
    const flags = inputs.filter((tag) => tag.type === 'boolean').length;
    const { lagsMs, windowsMs } = furnaceA.config.settings.features;
    const perNumber = 1 + lagsMs.length + 5 * windowsMs.length;
    const perFlag = 1 + lagsMs.length + 2 * windowsMs.length;
    assert.deepEqual([numbers, flags], [11, 19]);
    assert.equal(numbers * perNumber + flags * perFlag, 183);
  });

  test('has a developing fault when live begins, which lasts long enough for a demonstration', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const simulation = furnaceA.create(seed, LIVE_MS - 8 * HOUR_MS, LIVE_MS);
      while (simulation.nextMs < LIVE_MS) simulation.advance();
      const opening = simulation
        .takeTruth()
        .filter((entry) => entry.what === 'developing')
        .at(-1);
      assert.ok(opening !== undefined && 'component' in opening);
      assert.equal(opening.component, furnaceA.shownFault);
      assert.ok(Math.abs(opening.developingSinceMs - (LIVE_MS - 12 * 60_000)) < 2_000);
      assert.ok(Math.abs(opening.tripsAtMs - (LIVE_MS + 16 * 60_000)) < 2_000);
      while (simulation.nextMs < LIVE_MS + 20 * 60_000) simulation.advance();
      const later = simulation.takeTruth();
      assert.ok(!later.some((entry) => entry.what === 'tripped'), 'it waits longer than any start takes');
      const lingering = later.find((entry) => entry.what === 'moved');
      assert.ok(lingering !== undefined && 'tripsAtMs' in lingering);
      assert.ok(Math.abs(lingering.tripsAtMs - (LIVE_MS + 100 * 60_000)) < 2_000);
    }
  });
});

const failingComponents = (plant: DemoPlant): string[] =>
  plant.config.settings.failures.tags.map(({ component }) => component);

for (const plant of demoPlants) {
  describe(`plant ${plant.plant}`, () => {
    const { config } = plant;
    const tags = new Set<string>(config.tags.map(({ tag }) => tag));

    test('has a configuration that the platform accepts', () => {
      const whole = {
        ...config,
        organizationId: '3f2b8c1e-5d4a-4c6f-9b7e-0a1b2c3d4e5f',
        revision: 1,
        feed: { ...plant.feed, host: 'h', port: 1, database: 'd', user: 'u' },
      };
      assert.deepEqual(organizationConfigSchema.parse(whole), whole);
    });

    test('names only tags and columns that it has', () => {
      const { source } = config.mapping ?? assert.fail('no mapping');
      const mapped = source.layout === 'wide' ? source.columns : source.tags;
      assert.deepEqual(new Set<string>(mapped.map(({ tag }) => tag)), tags);
      if (source.layout === 'wide') {
        for (const { column } of source.columns) assert.ok(plant.table.columns.includes(column), column);
      }
      for (const rule of config.rules) if ('tag' in rule) assert.ok(tags.has(rule.tag), rule.tag);
      for (const { tag } of config.settings.failures.tags) assert.ok(tags.has(tag), tag);
      const states = config.settings.operatingStates;
      for (const { all } of states) for (const { tag } of all) assert.ok(tags.has(tag), tag);
      const names = new Set(states.map(({ state }) => state));
      for (const rule of config.rules) for (const state of rule.states) assert.ok(names.has(state), state);
    });

    test('has a failure rule for every component that can be predicted, so that both join', () => {
      const withRule = new Set<string>(
        config.rules.filter(({ kind }) => kind === 'failure').map(({ component }) => component),
      );
      for (const component of failingComponents(plant)) assert.ok(withRule.has(component), component);
      assert.ok(failingComponents(plant).includes(plant.shownFault));
    });

    test('fails at least fifteen times in the history that it starts with', () => {
      const startMs = LIVE_MS - plant.historyHours * HOUR_MS;
      const simulation = plant.create(1, startMs, LIVE_MS);
      while (simulation.nextMs < LIVE_MS) simulation.advance();
      const truth = simulation.takeTruth();
      assert.ok(truth.filter((entry) => entry.what === 'tripped').length >= 15);
      assert.ok(truth.some((entry) => entry.what === 'sensor-fault'));
    });

    test('repeats itself with the same seed, differs with another, and continues from a saved state', () => {
      const make = (seed: number) => plant.create(seed, LIVE_MS - 6 * HOUR_MS, LIVE_MS);
      const [one, same, other] = [make(5), make(5), make(6)];
      const advance = (simulation: ReturnType<typeof make>) =>
        Array.from({ length: 300 }, () => simulation.advance());
      const rows = advance(one);
      assert.deepEqual(rows, advance(same));
      assert.notDeepEqual(rows, advance(other));
      const resumed = plant.resume(one.save());
      assert.ok(resumed !== null);
      assert.deepEqual(advance(resumed), advance(same));
      assert.equal(plant.resume('{"damaged'), null);
      assert.equal(plant.resume('{}'), null);
    });
  });
}
