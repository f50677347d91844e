import { ruleSchema } from '@eagle/contracts/domain';
import fc from 'fast-check';
import { isList, isObject, type Json } from '../../drafts/values/json.js';
import { withValueAt } from '../../drafts/values/pointer.js';
import { broughtBack, freeId, newRule, withCopy } from './rule-edits.js';
import { ruleFacts } from './rule-facts.js';

const TAG = { tag: 'oilpv', component: 'oil-system', setValueTag: 'oilsv' };
const idsOf = (rules: Json): string[] => (isList(rules) ? rules.map((each) => ruleFacts(each).id) : []);

describe('the id of a rule', () => {
  test('is made of its title', () => {
    expect(freeId('Quench oil: too hot!', [])).toBe('quench-oil-too-hot');
    expect(freeId('Öl zu heiß', ['ol-zu-hei'])).toBe('ol-zu-hei-2');
    expect(freeId('热', [])).toBe('rule');
  });

  test('is one that the platform takes, and that no other rule has', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 200 }), { minLength: 1, maxLength: 12 }), (titles) => {
        const ids: string[] = [];
        for (const title of titles) ids.push(freeId(title, ids));
        expect(new Set(ids).size).toBe(ids.length);
        for (const id of ids) expect(ruleSchema.options[0].shape.id.safeParse(id).success).toBe(true);
      }),
    );
  });
});

describe('a new rule', () => {
  test.each(['limit', 'deviation', 'flag', 'no-data'] as const)('%s: needs nothing but its limit', (type) => {
    const rule = newRule({ title: 'Quench oil too hot', type, tag: TAG }, []);
    const given = 'bands' in rule ? withValueAt(rule, '/bands/0/from', 80) : rule;
    expect(ruleSchema.safeParse(given).error?.issues).toBeUndefined();
    expect(ruleSchema.safeParse(rule).success).toBe(!('bands' in rule));
  });
});

describe('the rules of a draft', () => {
  const rules = ['a', 'b', 'c', 'd'].map((id) => ({
    ...newRule({ title: id, type: 'flag', tag: TAG }, []),
    id,
  }));

  test('get a copy behind the original, which is off and has another id', () => {
    const copied = withCopy(rules, 1, 'b again');
    expect(idsOf(copied.rules)).toEqual(['a', 'b', 'b-again', 'c', 'd']);
    const copy = isList(copied.rules) ? copied.rules[2] : null;
    expect(isObject(copy ?? null) && copy).toMatchObject({ title: 'b again', enabled: false, tag: 'oilpv' });
    expect(withCopy(rules, 9, 'x').rules).toBe(rules);
  });

  test('take a removed one back where it was, whatever else was removed', () => {
    fc.assert(
      fc.property(fc.subarray(rules), (kept) => {
        const back = rules.reduce<Json>((all, { id }) => broughtBack(all, rules, String(id)), kept);
        expect(back).toEqual(rules);
      }),
    );
  });
});
