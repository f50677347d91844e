import fc from 'fast-check';
import { isJson, type Json } from '../../drafts/values/json.js';
import { ruleFacts, ruleRows } from '../reading/rule-facts.js';
import { findRules } from './rule-filter.js';

const collator = new Intl.Collator('en');
const RULES: Json[] = [
  {
    id: 'oil-hot',
    title: 'Quench oil too hot',
    type: 'limit',
    tag: 'oilpv',
    component: 'oil-system',
    bands: [
      { severity: 'medium', from: 1 },
      { severity: 'critical', from: 2 },
    ],
  },
  {
    id: 'fan',
    title: 'Fan failed',
    type: 'flag',
    tag: 'fanfail',
    component: 'fan',
    severity: 'high',
    enabled: false,
  },
  {
    id: 'carbon',
    title: 'Carbon off',
    type: 'deviation',
    tag: 'cppv',
    setValueTag: 'cpsv',
    component: 'atmosphere',
    bands: [{ severity: 'low', from: 0.1 }],
  },
];
const idsOf = (search: Parameters<typeof findRules>[1], counts?: ReadonlyMap<string, number>): string[] =>
  findRules(ruleRows(RULES, RULES), search, counts, collator).map(({ facts }) => facts.id);

describe('the rules that a search wants', () => {
  test('are all of them by their titles, where it wants nothing', () => {
    expect(idsOf({})).toEqual(['carbon', 'fan', 'oil-hot']);
  });

  test('are found by words of title, id, component and tags', () => {
    expect(idsOf({ find: 'OIL hot' })).toEqual(['oil-hot']);
    expect(idsOf({ find: 'cpsv' })).toEqual(['carbon']);
    expect(idsOf({ find: 'atmosphere fan' })).toEqual([]);
  });

  test('are chosen by severity, kind and state', () => {
    expect(idsOf({ severity: 'critical,low' })).toEqual(['carbon', 'oil-hot']);
    expect(idsOf({ type: 'flag' })).toEqual(['fan']);
    expect([idsOf({ state: 'off' }), idsOf({ state: 'on' })]).toEqual([['fan'], ['carbon', 'oil-hot']]);
    expect(idsOf({ state: 'unsaved' })).toEqual([]);
  });

  test('are ordered by what they did, or by how severe they are', () => {
    expect(idsOf({ order: 'severity' })).toEqual(['oil-hot', 'fan', 'carbon']);
    expect(
      idsOf(
        { order: 'alerts' },
        new Map([
          ['fan', 3],
          ['carbon', 9],
        ]),
      ),
    ).toEqual(['carbon', 'fan', 'oil-hot']);
    expect(idsOf({ order: 'alerts' })).toEqual(['carbon', 'fan', 'oil-hot']);
  });

  test('of ten thousand are found by the same words', () => {
    const many = Array.from({ length: 10_000 }, (_, at) => ({
      ...{ id: `rule-${at}`, title: `Rule ${at}`, type: 'limit', component: 'c' },
      ...{ tag: `t${at % 500}`, bands: [{ severity: 'high', from: at }] },
    }));
    const rows = ruleRows(many, many);
    const began = performance.now();
    // t7 and t70 to t79, twenty rules each.
    expect(findRules(rows, { find: 'rule t7', severity: 'high' }, undefined, collator)).toHaveLength(220);
    console.log(`10 000 rules filtered in ${(performance.now() - began).toFixed(1)} ms`);
  });
});

describe('the rules of a draft', () => {
  test('say how they differ from the saved ones', () => {
    const [oil, fan, carbon] = RULES;
    const value = [{ ...Object(fan), title: 'Fan stopped' }, carbon ?? null, { id: 'new', title: 'New' }];
    const rows = ruleRows(value, RULES).map(({ facts, index, standing }) => [facts.id, index, standing]);
    expect(rows).toEqual([
      ['fan', 0, 'changed'],
      ['carbon', 1, 'saved'],
      ['new', 2, 'new'],
      ['oil-hot', null, 'removed'],
    ]);
    expect(ruleFacts(oil ?? null).severities).toEqual(['critical', 'medium']);
  });

  test('are read whatever they hold', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (entry) => {
        if (!isJson(entry)) throw new Error('fast-check made a value that is no JSON');
        const { id, title, tags } = ruleFacts(entry);
        expect([id, title, ...tags].every((text) => typeof text === 'string')).toBe(true);
      }),
    );
  });
});
