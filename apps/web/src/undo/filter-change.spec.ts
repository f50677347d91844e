import { filterChange } from './filter-change.js';

const FILTERS = ['words', 'asset'];
const alarms = (search: Record<string, unknown>) => ({ page: '/alarms', search });

describe('a change of a filter', () => {
  test('gives the former filters back, and leaves the rest of the page as it is', () => {
    const change = filterChange(alarms({ asset: 'a' }), alarms({ asset: 'b', alert: '1' }), FILTERS);
    expect(change?.back({ asset: 'b', alert: '2', view: 'all' })).toEqual({
      asset: 'a',
      alert: '2',
      view: 'all',
    });
    const cleared = filterChange(alarms({ words: 'oil', asset: 'a' }), alarms({}), FILTERS);
    expect(cleared?.back({})).toEqual({ words: 'oil', asset: 'a' });
    const first = filterChange(alarms({}), alarms({ asset: 'a' }), FILTERS);
    expect(first?.back({ asset: 'a' })).toEqual({});
  });

  test('is none on another page, nor where something else changed', () => {
    expect(filterChange(alarms({}), { page: '/rules', search: { words: 'x' } }, FILTERS)).toBeNull();
    expect(filterChange(alarms({ words: 'x' }), alarms({ words: 'x', alert: '1' }), FILTERS)).toBeNull();
  });

  test('comes in pieces where it is typed', () => {
    const typed = filterChange(alarms({ words: 'o' }), alarms({ words: 'oi' }), FILTERS);
    const next = filterChange(alarms({ words: 'oi' }), alarms({ words: 'oil' }), FILTERS);
    expect(typed?.of).toBe(next?.of);
    expect(filterChange(alarms({}), alarms({ asset: 'a' }), FILTERS)?.of).toBeUndefined();
  });
});
