import assert from 'node:assert/strict';
import {
  alertSchema,
  alertViewSchema,
  causeFactsSchema,
  cutText,
  type Alert,
  type CauseFacts,
} from '@eagle/contracts/domain';
import fc from 'fast-check';
import { DEVIATION, HEATER_FLAG, LIMIT, NO_DATA, Plant, STATES, furnaceConfig } from '../plant.fixture.js';
import { english, german, SENTENCE_CHARACTERS_MAX, viewOf, type ShownFacts } from './index.js';

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

const OF_RULE = { assetName: 'Linie 1', ruleTitle: 'Ölbad zu heiß', state: 'running' };
const OF_TAG = { ...OF_RULE, tag: 'oil', label: 'Ölbad', since: '2026-01-05T06:00:00.000Z' };
const OF_NUMBER = { ...OF_TAG, unit: '°C', value: 1_085.25 };
const PREDICTED = {
  type: 'prediction',
  assetName: 'Linie 1',
  component: 'brenner-2',
  at: OF_TAG.since,
  probability: 0.941,
  probabilityMin: 0.85,
  confidence: 0.88,
  factors: [],
  modelVersion: '1.4.0',
} as const;

/** Every kind of facts, in every form that a sentence of it has. */
const FACTS: readonly (readonly [facts: ShownFacts, english: string, german: string])[] = [
  [
    { type: 'deviation', ...OF_NUMBER, setValueTag: 'oilsv', setValue: 1_060, limit: 20 },
    'Linie 1: Ölbad is 1085 °C, 25.25 °C above the set value of 1060 °C.',
    'Linie 1: Ölbad liegt bei 1085 °C, 25,25 °C über dem Sollwert von 1060 °C.',
  ],
  [
    { type: 'deviation', ...OF_NUMBER, value: 0.5, setValueTag: 'oilsv', setValue: 0.75, limit: null },
    'Linie 1: Ölbad is 0.5 °C, 0.25 °C below the set value of 0.75 °C.',
    'Linie 1: Ölbad liegt bei 0,5 °C, 0,25 °C unter dem Sollwert von 0,75 °C.',
  ],
  [
    { type: 'limit', ...OF_NUMBER, value: 85.5, side: 'high', limit: 80 },
    'Linie 1: Ölbad is 85.5 °C, at or above the limit of 80 °C.',
    'Linie 1: Ölbad liegt bei 85,5 °C, auf oder über dem Grenzwert von 80 °C.',
  ],
  [
    { type: 'limit', ...OF_NUMBER, value: 40, unit: '', label: '', side: 'low', limit: 42.5 },
    'Linie 1: oil is 40, at or below the limit of 42.5.',
    'Linie 1: oil liegt bei 40, auf oder unter dem Grenzwert von 42,5.',
  ],
  [
    { type: 'limit', ...OF_NUMBER, value: 79, side: 'high', limit: null },
    'Linie 1: Ölbad is 79 °C, near its limit.',
    'Linie 1: Ölbad liegt bei 79 °C, nahe am Grenzwert.',
  ],
  [{ type: 'flag', ...OF_TAG }, 'Linie 1: Ölbad is on.', 'Linie 1: Ölbad steht an.'],
  [
    { type: 'no-data', ...OF_RULE, silentMs: 60_000, afterMs: 60_000 },
    'Linie 1: no data for 1 minute.',
    'Linie 1: keine Daten seit 1 Minute.',
  ],
  [
    { type: 'no-data', ...OF_RULE, silentMs: 3 * 86_400_000, afterMs: 60_000 },
    'Linie 1: no data for 3 days.',
    'Linie 1: keine Daten seit 3 Tagen.',
  ],
  [
    { ...PREDICTED, minutesToFailure: 480, minutesInterval: [0.5, 2_880] },
    'Linie 1: brenner 2 is expected to fail in about 8 hours, between less than a minute and 2 days (probability 94 %, confidence 88 %).',
    'Linie 1: brenner 2 fällt voraussichtlich aus, in etwa 8 Stunden, zwischen weniger als einer Minute und 2 Tagen (Wahrscheinlichkeit 94 %, Konfidenz 88 %).',
  ],
  [
    { ...PREDICTED, minutesToFailure: 0.2, minutesInterval: null },
    'Linie 1: brenner 2 is expected to fail in less than a minute (probability 94 %, confidence 88 %).',
    'Linie 1: brenner 2 fällt voraussichtlich aus, in weniger als einer Minute (Wahrscheinlichkeit 94 %, Konfidenz 88 %).',
  ],
  [
    { ...PREDICTED, minutesToFailure: null, minutesInterval: null },
    'Linie 1: brenner 2 is expected to fail (probability 94 %, confidence 88 %).',
    'Linie 1: brenner 2 fällt voraussichtlich aus (Wahrscheinlichkeit 94 %, Konfidenz 88 %).',
  ],
  // A former version stored sentences: they stay as they were written.
  [{ type: 'told', title: 'Zu heiß', text: 'Zu heiß.', measured: null }, 'Zu heiß.', 'Zu heiß.'],
];
/** Words that only English has. */
const ENGLISH = /\b(the|and|of|is|are|with|not|near|at|or|above|below|about|between|likely|fail)\b/i;

test('every kind of cause is a sentence in each language', () => {
  const kinds = causeFactsSchema.options.map(({ shape }) => shape.type.value);
  expect([...new Set(FACTS.map(([{ type }]) => type))].toSorted()).toEqual(kinds.toSorted());
  for (const [facts, inEnglish, inGerman] of FACTS) {
    expect([english.textOf(facts), german.textOf(facts)]).toEqual([inEnglish, inGerman]);
    expect(inGerman).not.toMatch(ENGLISH);
    expect(german.titleOf(facts)).not.toMatch(ENGLISH);
  }
});

test('a title is the name that the organization gave its rule, and else says what will fail', () => {
  const titles = new Set(FACTS.map(([facts]) => german.titleOf(facts)));
  expect([...titles]).toEqual(['Ölbad zu heiß', 'Brenner 2 fällt wahrscheinlich aus', 'Zu heiß']);
});

test('an alert is shown in the language that is asked for', () => {
  const furnace = new Plant(furnaceConfig({ rules: [LIMIT] }));
  const [raised] = furnace.scan(0, { oil: 85 });
  assert.ok(raised);
  const { title, message, causes } = viewOf(raised.alert, german);
  expect([title, message, causes.length]).toEqual([
    'Quench oil too hot',
    'Line 1: Quench oil liegt bei 85 °C, auf oder über dem Grenzwert von 80 °C.',
    1,
  ]);
});
