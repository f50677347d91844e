import fc from 'fast-check';
import { recentIn, withRecent } from './recent.js';

describe('what was used last', () => {
  test('is each of the last five once, the newest first', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), { minLength: 1 }), (used) => {
        const recent = used.reduce<readonly string[]>((before, key) => withRecent(before, key), []);
        const newestFirst = [...new Set(used.toReversed())];
        expect(recent).toEqual(newestFirst.slice(0, 5));
      }),
    );
  });

  test('is read from whatever the browser kept', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(Array.isArray(recentIn(text))).toBe(true)));
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 5 }), (recent) => {
        expect(recentIn(JSON.stringify(recent))).toEqual(recent);
      }),
    );
    expect(recentIn(JSON.stringify([1, 'page:/alarms', null]))).toEqual(['page:/alarms']);
    expect(recentIn(null)).toEqual([]);
  });
});
