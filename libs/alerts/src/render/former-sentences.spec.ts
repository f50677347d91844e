import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { STREAMS } from '@eagle/contracts/bus';
import { alertViewSchema } from '@eagle/contracts/domain';
import { recordedMessages } from '@eagle/contracts/recorded-messages';
import { decideProgram } from '../adopt-program.js';
import { assetMemorySchema, type AssetMemory } from '../asset-memory.js';
import { LIMIT, Plant, furnaceConfig } from '../plant.fixture.js';
import { viewOf } from './index.js';

const OIL = 'Line 1: Quench oil is 85 °C, at or above the limit of 80 °C.';
const HEATER =
  'Line 1: heater is expected to fail in about 7 minutes, between 5 minutes and 10 minutes (probability 90 %, confidence 90 %).';

/** A memory of the version without facts, with a crossed limit and a prediction. */
function formerMemory(): AssetMemory {
  const file = new URL('../../fixtures/memory-with-sentences.json', import.meta.url);
  return assetMemorySchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

const messagesOf = ({ episodes }: AssetMemory): string[] =>
  episodes.map(({ alert }) => viewOf(alert).message);

test('recorded messages of every version are rendered', () => {
  const alerts = recordedMessages().filter(({ stream }) => stream === 'alerts');
  const said = alerts.map(({ version, payload }) => {
    const view = alertViewSchema.parse(viewOf(STREAMS.alerts.codec.decode(payload).alert));
    return [version, view.title, view.message];
  });
  assert.deepEqual(said.slice(0, 2), [
    [1, 'Hardening zone 1 heater is likely to fail', 'Failure expected in 8 minutes.'],
    [
      2,
      'Zone 1 off its set value',
      'Furnace 1: Hardening zone 1 is 871.3 °C, 21.25 °C above the set value of 850 °C. ' +
        'Furnace 1: hardening zone 1 heater is expected to fail in about 8 minutes, between 4 minutes and 12 minutes (probability 94 %, confidence 88 %).',
    ],
  ]);
});

test('a memory that holds sentences is read, and shows the same sentences', () => {
  const memory = formerMemory();
  assert.deepEqual(
    memory.episodes.map(({ alert }) => viewOf(alert).title),
    ['Quench oil too hot', 'Heater is likely to fail', 'No data'],
  );
  assert.deepEqual(messagesOf(memory), [OIL, HEATER, 'Line 1: no data for less than a minute.']);
});

test('a sentence with stored numbers gets facts once its rule is in force again', () => {
  const plant = new Plant();
  plant.memory = { ...formerMemory(), revision: 0 };
  const changes = plant.note(decideProgram(plant.memory, plant.program, plant.outside));
  assert.deepEqual(
    changes.map(({ change, alert }) => [change, alert.causes[0]?.facts.type]),
    [
      ['updated', 'limit'],
      ['updated', 'no-data'],
    ],
  );
  assert.deepEqual(messagesOf(plant.memory), [OIL, HEATER, 'Line 1: no data for less than a minute.']);
  plant.predict(100, 0.9, { sequence: 4 });
  const prediction = plant.memory.episodes
    .flatMap(({ causes }) => causes)
    .find(({ ruleId }) => ruleId === null);
  assert.deepEqual([prediction?.facts.type, plant.changes.at(-1)?.change], ['prediction', 'updated']);
});

test('a sentence without numbers follows its rule only in the title', () => {
  const plant = new Plant(furnaceConfig({ rules: [{ ...LIMIT, title: 'Oil above its mark' }] }));
  plant.memory = { ...formerMemory(), revision: 0 };
  for (const { causes } of plant.memory.episodes)
    for (const { facts } of causes) if (facts.type === 'told') facts.measured = null;
  plant.note(decideProgram(plant.memory, plant.program, plant.outside));
  const [oil] = plant.memory.episodes;
  assert.ok(oil);
  assert.deepEqual([viewOf(oil.alert).title, viewOf(oil.alert).message], ['Oil above its mark', OIL]);
});
