import { deviationRule, limitRule, tagOf } from '../configuration.fixture.js';
import { lanesOf, limitsOf, tagsOf } from './lane.js';
import { limitBands } from '../../charts/limit-bands.js';

const tags = [
  tagOf('oil'),
  tagOf('zone', { setValueTag: 'zone-set' }),
  tagOf('zone-set', { role: 'set-value' }),
  tagOf('fan', { type: 'boolean', role: 'flag' }),
];

describe('lanes of an asset', () => {
  test('without a choice they are what is measured, with the set values that they need', () => {
    const lanes = lanesOf(tags, [], undefined);
    expect(lanes.map(({ tag }) => tag.tag)).toEqual(['oil', 'zone']);
    expect(tagsOf(lanes)).toEqual(['oil', 'zone', 'zone-set']);
  });

  test('an address chooses them in its order, and a tag that is gone is left out', () => {
    expect(lanesOf(tags, [], ['fan', 'gone', 'oil']).map(({ tag }) => tag.tag)).toEqual(['fan', 'oil']);
  });

  test('a rule that is off, or of another tag, gives no limit', () => {
    const [oil] = tags;
    expect(oil && limitsOf(oil, [limitRule, deviationRule])).toHaveLength(1);
    expect(oil && limitsOf(oil, [{ ...limitRule, enabled: false }])).toEqual([]);
  });

  test('the limit of a deviation follows the set value, and is absent where there is none', () => {
    const zone = tags[1];
    const limits = zone === undefined ? [] : limitsOf(zone, [deviationRule]);
    const bands = limitBands(limits, [0, 10, 20, 30], [880, 880, null, 900], { fromMs: 0, toMs: 40 });
    expect(bands.map(({ fromMs, toMs, side, at }) => [fromMs, toMs, side, at])).toEqual([
      [0, 20, 'low', 870],
      [30, 30, 'low', 890],
    ]);
  });
});
