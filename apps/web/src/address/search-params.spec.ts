import fc from 'fast-check';
import {
  choiceParam,
  countParam,
  instantParam,
  listParam,
  presentParams,
  textParam,
} from './search-params.js';

describe('the query string of a page', () => {
  test('is read by name and kind', () => {
    const search = {
      asset: 7,
      severity: 'critical,high',
      view: 'all',
      from: '2026-01-01T00:00:00Z',
      page: '3',
    };
    expect(textParam(search, 'asset')).toBe('7');
    expect(listParam(search, 'severity')).toEqual(['critical', 'high']);
    expect(choiceParam(search, 'view', ['all', 'predicted'])).toBe('all');
    expect(instantParam(search, 'from')).toBe('2026-01-01T00:00:00Z');
    expect(countParam(search, 'page')).toBe(3);
  });

  test('may hold anything: what cannot be read is absent', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const search = { x: value };
        expect(['a', undefined]).toContain(choiceParam(search, 'x', ['a']));
        expect((textParam(search, 'x') ?? '').length).toBeLessThanOrEqual(400);
        const instant = instantParam(search, 'x');
        expect(instant === undefined || !Number.isNaN(Date.parse(instant))).toBe(true);
        const count = countParam(search, 'x');
        expect(count === undefined || count >= 0).toBe(true);
      }),
    );
    // The router would hand on what stands in the address.
    expect(Object.entries(presentParams({ a: 'x', b: undefined }))).toEqual([
      ['a', 'x'],
      ['b', undefined],
    ]);
    for (const from of ['soon', '+275760-09-12T00:00:00Z', '9999-12-31', '-000001-01-01', 1e21]) {
      expect([from, instantParam({ from }, 'from')]).toEqual([from, undefined]);
    }
  });
});
