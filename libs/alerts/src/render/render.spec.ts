import assert from 'node:assert/strict';
import { alertSchema, alertViewSchema, cutText, type Alert, type CauseFacts } from '@eagle/contracts/domain';
import fc from 'fast-check';
import { DEVIATION, HEATER_FLAG, LIMIT, NO_DATA, Plant, STATES, furnaceConfig } from '../plant.fixture.js';
import { english, SENTENCE_CHARACTERS_MAX, viewOf } from './index.js';

type Generated<Arbitrary> = Arbitrary extends fc.Arbitrary<infer Value> ? Value : never;

const words = fc
  .string({ unit: 'grapheme', maxLength: 20 })
  .map((text) => cutText(text.replaceAll('\0', ''), 60));
const from = fc.double({ noNaN: true, noDefaultInfinity: true });
const bands = fc.array(fc.record({ severity: fc.constantFrom('low', 'critical'), from }), {
  minLength: 1,
  maxLength: 3,
});
const atOnce = { onDelayMs: 0, offDelayMs: 0, states: [], deadband: 1 };

const texts = fc.record({
  bands,
  deviation: bands,
  label: words,
  unit: words,
  name: words.filter((text) => text !== ''),
});

/** A plant with any texts and limits; every rule is judged at once. */
function plantOf({ bands: limits, deviation, label, unit, name }: Generated<typeof texts>): Plant {
  const config = furnaceConfig({
    rules: [
      { ...DEVIATION, ...atOnce, direction: 'both', bands: deviation },
      { ...LIMIT, ...atOnce, bands: limits },
      { ...LIMIT, ...atOnce, id: 'oil-cold', component: 'pump', side: 'low', bands: limits },
      { ...HEATER_FLAG, component: 'contactor', onDelayMs: 0 },
      NO_DATA,
    ],
    prediction: { consecutiveMin: 1 },
  });
  return new Plant({
    ...config,
    tags: config.tags.map((tag) => ({ ...tag, label: label, unit: unit })),
    assets: config.assets.map((asset) => ({ ...asset, name: name })),
  });
}

const value = fc.double();
const step = fc.oneof(
  fc.record({ pv: value, sv: value, oil: value, heaterfail: value, state: fc.constantFrom(...STATES) }),
  fc.record({ silentSeconds: fc.nat(10_000_000) }),
  fc.record({
    probability: fc.double({ min: 0.86, max: 1, noNaN: true }),
    minutesLow: value,
    minutesMedian: value,
    minutesHigh: value,
  }),
);

function alertsOf(of: Plant, steps: readonly Generated<typeof step>[]): Alert[] {
  steps.forEach((each, i) => {
    if ('pv' in each) of.scan(i * 60, each);
    else if ('silentSeconds' in each) of.heartbeat(i * 60, each.silentSeconds);
    else of.predict(i * 60, each.probability, each);
  });
  return of.changes.map(({ alert }) => alert);
}

function checkTold(alert: Alert): void {
  const view = viewOf(alert);
  for (const { title, text } of [...view.causes, { title: view.title, text: view.message }]) {
    assert.ok(title.trim() !== '' && text.trim() !== '', JSON.stringify(view.causes));
    assert.ok(title.isWellFormed() && text.isWellFormed());
    assert.ok(title.length <= SENTENCE_CHARACTERS_MAX);
  }
  for (const { text } of view.causes) assert.ok(text.length <= SENTENCE_CHARACTERS_MAX);
  assert.deepEqual(alertViewSchema.parse(view), view);
}

test('every cause of the engine survives JSON unchanged, and is rendered as a bounded sentence', () => {
  const made = new Set<CauseFacts['type']>();
  fc.assert(
    fc.property(texts, fc.array(step, { minLength: 1, maxLength: 30 }), (named, steps) => {
      for (const alert of alertsOf(plantOf(named), steps)) {
        for (const { facts } of alert.causes) made.add(facts.type);
        assert.deepEqual(alertSchema.parse(JSON.parse(JSON.stringify(alert))), alert);
        checkTold(alert);
      }
    }),
    { numRuns: 300 },
  );
  assert.deepEqual([...made].toSorted(), ['deviation', 'flag', 'limit', 'no-data', 'prediction']);
});

test('numbers stay as measured; the sentence rounds them', () => {
  const furnace = new Plant(furnaceConfig({ rules: [LIMIT] }));
  const [raised] = furnace.scan(0, { oil: 81.234567 });
  const facts = raised?.alert.causes[0]?.facts;
  assert.ok(facts?.type === 'limit');
  assert.deepEqual(facts, {
    type: 'limit',
    assetName: 'Line 1',
    ruleTitle: 'Quench oil too hot',
    state: 'running',
    tag: 'oil',
    label: 'Quench oil',
    since: '2026-01-05T06:00:00.000Z',
    unit: '°C',
    value: 81.234567,
    side: 'high',
    limit: 80,
  });
  assert.equal(english.textOf(facts), 'Line 1: Quench oil is 81.23 °C, at or above the limit of 80 °C.');
});

test('a cause that became worse shows since when the condition has held', () => {
  const furnace = new Plant(furnaceConfig({ rules: [{ ...DEVIATION, onDelayMs: 0 }] }));
  furnace.scan(10, { pv: 865 });
  const [worse] = furnace.scan(70, { pv: 830 });
  const facts = worse?.alert.causes[0]?.facts;
  assert.ok(facts?.type === 'deviation');
  assert.deepEqual(
    [worse?.change, facts.since, facts.value, facts.setValue, facts.limit],
    ['severity-changed', '2026-01-05T06:00:10.000Z', 830, 880, 40],
  );
});

test('another language renders the same facts', () => {
  const furnace = new Plant(furnaceConfig({ rules: [LIMIT] }));
  const [raised] = furnace.scan(0, { oil: 85 });
  assert.ok(raised);
  const german = { titleOf: () => 'Ölbad zu heiß', textOf: () => 'Das Ölbad ist zu heiß.' };
  const { title, message, causes } = viewOf(raised.alert, german);
  assert.deepEqual([title, message, causes.length], ['Ölbad zu heiß', 'Das Ölbad ist zu heiß.', 1]);
});
