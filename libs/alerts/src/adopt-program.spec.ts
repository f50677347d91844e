import type { AlertAction } from '@eagle/contracts/domain';
import assert from 'node:assert/strict';
import { BANDS, act, bandsPlant, latest, state, reportedSince } from './acting.fixture.js';
import { decideProgram } from './adopt-program.js';
import { HEATER_FLAG, LIMIT, Plant, furnaceConfig } from './plant.fixture.js';
import { viewOf } from './render/index.js';

test('a standing alert takes over its rule’s new text: it is updated, and stays acknowledged', () => {
  const plant = bandsPlant();
  plant.scan(0, { oil: 60 });
  act(plant, { action: 'acknowledge' }, 1);
  const renamed = { ...BANDS, title: 'Oil above its mark', recommendedAction: 'Open valve 3.' };
  plant.configure(furnaceConfig({ revision: 2, rules: [renamed] }));
  const [change, ...more] = plant.note(decideProgram(plant.memory, plant.program, plant.outside));
  assert.deepEqual([change?.change, more.length], ['updated', 0]);
  const { title, recommendedAction, message } = viewOf(latest(plant));
  assert.deepEqual([title, recommendedAction], ['Oil above its mark', 'Open valve 3.']);
  assert.match(message, /at or above the limit of 50 °C/);
  assert.deepEqual(state(latest(plant)), [true, true]);
  assert.deepEqual(plant.scan(2, { oil: 60 }), []);
});

test('after a change of a limit, a unit or a name the sentence is rendered again with the measured value', () => {
  const plant = bandsPlant();
  plant.scan(0, { oil: 60 });
  const config = furnaceConfig({
    revision: 2,
    rules: [
      {
        ...BANDS,
        bands: [
          { severity: 'low', from: 55 },
          { severity: 'critical', from: 90 },
        ],
      },
    ],
  });
  const assets = config.assets.map((asset) => ({ ...asset, name: 'Bath 7' }));
  const tags = config.tags.map((tag) => (tag.tag === 'oil' ? { ...tag, unit: 'K' } : tag));
  plant.configure({ ...config, assets, tags });
  plant.note(decideProgram(plant.memory, plant.program, plant.outside));
  assert.equal(viewOf(latest(plant)).message, 'Bath 7: Quench oil is 60 K, at or above the limit of 55 K.');
});

test('a worse severity under new rules is news; a milder one is not', () => {
  const change = (severity: string, action: AlertAction): [Plant, string[]] => {
    const plant = new Plant(
      furnaceConfig({ rules: [{ ...LIMIT, bands: [{ severity: 'medium', from: 80 }] }] }),
    );
    plant.scan(0, { oil: 85 });
    act(plant, action, 1);
    plant.configure(furnaceConfig({ revision: 2, rules: [{ ...LIMIT, bands: [{ severity, from: 80 }] }] }));
    return [plant, reportedSince(plant, () => plant.scan(2, { oil: 85 }))];
  };
  const [worse, reported] = change('critical', { action: 'acknowledge' });
  assert.deepEqual([reported, state(latest(worse))], [['severity-changed'], [true, false]]);
  const [milder, less] = change('low', { action: 'acknowledge' });
  assert.deepEqual([less, state(latest(milder))], [['severity-changed'], [true, true]]);
  assert.deepEqual(change('critical', { action: 'dismiss' })[1], ['raised']);
  assert.deepEqual(change('low', { action: 'dismiss' })[1], []);
});

test('a rule that now measures another tag releases its alert and starts again', () => {
  const plant = bandsPlant();
  plant.scan(0, { oil: 60 });
  act(plant, { action: 'acknowledge' }, 1);
  plant.configure(
    furnaceConfig({ revision: 2, rules: [{ ...BANDS, tag: 'pv', bands: [{ severity: 'low', from: 800 }] }] }),
  );
  assert.deepEqual(
    reportedSince(plant, () => plant.scan(2, { oil: 60 })),
    ['cleared', 'reactivated'],
  );
  assert.deepEqual(state(latest(plant)), [true, false]);
});

test('a predictive alert takes over a new recommended action of its component', () => {
  const plant = new Plant();
  for (const second of [1, 2, 3]) plant.predict(second, 0.9);
  act(plant, { action: 'acknowledge' }, 4);
  const rules = [{ ...HEATER_FLAG, recommendedAction: 'Call the electrician.' }];
  plant.configure(furnaceConfig({ revision: 2, rules }));
  const changes = plant.note(decideProgram(plant.memory, plant.program, plant.outside));
  assert.deepEqual(
    changes.map(({ change }) => change),
    ['updated'],
  );
  assert.equal(latest(plant).recommendedAction, 'Call the electrician.');
});
