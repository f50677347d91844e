import fc from 'fast-check';
import { de } from '../texts/de/index.js';
import { en } from '../texts/en/index.js';
import { textsOf } from '../texts/texts-of.js';
import { deviationRule, flagRule, limitRule, noDataRule } from './rule.fixture.js';
import { type Rule, ruleSentence, severitiesOf, tagsOf, type TagWords } from './rule-sentence.js';

const TAGS = new Map<string, TagWords>([
  ['oilpv', { label: 'Quench oil', unit: '°C' }],
  ['cppv', { label: 'Carbon potential', unit: '%' }],
  ['cpsv', { label: 'its set value', unit: '%' }],
  ['fanfail', { label: '', unit: '' }],
]);
const wordsOf = (tag: string): TagWords | undefined => TAGS.get(tag);
const [english, german] = [textsOf('en', en), textsOf('de', de)];
const said = (rule: Rule, texts = english): string =>
  ruleSentence(rule, wordsOf, texts).replaceAll('\u202f', ' ');

const TWO_BANDS = [
  { severity: 'critical' as const, from: 90 },
  { severity: 'high' as const, from: 80 },
];

describe('the sentence of a rule', () => {
  test.each([
    [limitRule(), 'Quench oil is at or above 80 °C (high); clears at once.'],
    [
      limitRule({
        ...{ bands: TWO_BANDS, onDelayMs: 30_000, offDelayMs: 60_000, deadband: 2 },
        states: ['running', 'heating'],
      }),
      'Quench oil is at or above 80 °C (high) or 90 °C (critical) for 30 s, while running or heating; clears 2 °C short of the limit after 1 min.',
    ],
    [
      limitRule({ side: 'low', bands: TWO_BANDS, deadband: 2 }),
      'Quench oil is at or below 90 °C (critical) or 80 °C (high); clears 2 °C short of the limit.',
    ],
    [
      deviationRule({ offDelayMs: 5_000 }),
      'Carbon potential is off its set value by 0.05 % (medium) or more; clears after 5 s.',
    ],
    [
      deviationRule({ direction: 'below', onDelayMs: 1_500 }),
      'Carbon potential is below its set value by 0.05 % (medium) or more for 1.5 s; clears at once.',
    ],
    [flagRule({ onDelayMs: 3_000 }), 'fanfail is on for 3 s (critical); clears at once.'],
    [noDataRule(), 'The asset sends nothing for 1 min (high); clears at once.'],
  ])('%#: says all of it in English', (rule, sentence) => {
    expect(said(rule)).toBe(sentence);
  });

  test.each([
    [
      limitRule({
        bands: TWO_BANDS,
        onDelayMs: 30_000,
        states: ['running'],
        deadband: 2,
        offDelayMs: 60_000,
      }),
      'Quench oil liegt 30 s lang bei oder über 80 °C (hoch) oder 90 °C (kritisch), solange running; endet nach 1 min 2 °C vor dem Grenzwert.',
    ],
    [flagRule(), 'fanfail steht an (kritisch); endet sofort.'],
    [
      noDataRule({ onDelayMs: 5_000 }),
      'Die Anlage sendet 1 min und weitere 5 s lang nichts (hoch); endet sofort.',
    ],
  ])('%#: and in German', (rule, sentence) => {
    expect(said(rule, german)).toBe(sentence);
  });

  test('names every limit, delay and state, and leaves no choice of a message unwritten', () => {
    const rules = fc.record({
      onDelayMs: fc.integer({ min: 0, max: 3_600_000 }),
      offDelayMs: fc.integer({ min: 0, max: 3_600_000 }),
      deadband: fc.integer({ min: 0, max: 500 }),
      states: fc.uniqueArray(fc.stringMatching(/^[a-z]{3,12}$/), { maxLength: 4 }),
      bands: fc.uniqueArray(
        fc.record({
          severity: fc.constantFrom('critical', 'high', 'medium', 'low'),
          from: fc.integer({ min: -999, max: 999 }),
        }),
        { selector: ({ severity }) => severity, minLength: 1 },
      ),
    });
    fc.assert(
      fc.property(rules, fc.constantFrom(english, german), (changes, texts) => {
        const sentence = said(limitRule(changes), texts);
        for (const { from } of changes.bands) {
          expect(sentence).toContain(`${new Intl.NumberFormat(texts.language).format(from)} °C`);
        }
        for (const state of changes.states) expect(sentence).toContain(state);
        expect(sentence).not.toMatch(/ -[,; ]|[{}]/);
        expect(sentence.endsWith('.')).toBe(true);
      }),
    );
  });
});

describe('what a rule is about', () => {
  test('has its severities from the worst on, and its tags', () => {
    expect(severitiesOf(limitRule({ bands: TWO_BANDS.toReversed() }))).toEqual(['critical', 'high']);
    expect(severitiesOf(flagRule())).toEqual(['critical']);
    expect([deviationRule(), limitRule(), noDataRule()].map(tagsOf)).toEqual([
      ['cppv', 'cpsv'],
      ['oilpv'],
      [],
    ]);
  });
});
