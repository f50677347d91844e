import fc from 'fast-check';
import { anyJson } from './json.fixture.js';
import { isAtOrBelow, pointerOf, stepInto, stepsOf, valueAt, withValueAt } from './pointer.js';

const steps = fc.array(fc.string({ maxLength: 4 }), { maxLength: 4 });

describe('a pointer', () => {
  test('gives its steps back, whatever characters they hold', () => {
    fc.assert(
      fc.property(steps, (each) => {
        expect(stepsOf(pointerOf(each))).toEqual(each);
      }),
    );
  });

  test('reads what was put at it, and leaves everything else', () => {
    const value = { a: [{ b: 1 }, { b: 2 }], 'c/d': { '~': true } };
    expect(valueAt(value, '/a/1/b')).toBe(2);
    expect(valueAt(value, '/c~1d/~0')).toBe(true);
    expect(withValueAt(value, '/a/1/b', 5)).toEqual({ a: [{ b: 1 }, { b: 5 }], 'c/d': { '~': true } });
    expect(withValueAt(value, '/a/-', 'new')).toEqual({ ...value, a: [{ b: 1 }, { b: 2 }, 'new'] });
    expect(withValueAt(value, '/a/0', undefined)).toEqual({ ...value, a: [{ b: 2 }] });
    expect(withValueAt(value, '/c~1d', undefined)).toEqual({ a: value.a });
  });

  test('changes nothing where it leads nowhere', () => {
    const value = { a: [1] };
    for (const pointer of ['/x/y', '/a/7', '/a/b', '/a/0/c']) {
      expect([pointer, withValueAt(value, pointer, 9)]).toEqual([pointer, value]);
    }
  });

  test('of a property that an object inherits finds nothing', () => {
    expect(valueAt({}, '/constructor')).toBeUndefined();
    expect(withValueAt({}, '/__proto__', 1)).toEqual(JSON.parse('{"__proto__":1}'));
  });

  test('is read as it was written, for any value', () => {
    fc.assert(
      fc.property(anyJson, anyJson, (whole, next) => {
        const value = withValueAt({ kept: whole }, '/put', next);
        expect(valueAt(value, '/put')).toEqual(next);
        expect(valueAt(value, '/kept')).toEqual(whole);
      }),
    );
  });

  test('knows what is below it, and not what only begins alike', () => {
    expect(isAtOrBelow('/tags/3', '/tags')).toBe(true);
    expect(isAtOrBelow('/tagsOld', '/tags')).toBe(false);
    expect(isAtOrBelow(stepInto('/a', 'b/c'), '/a')).toBe(true);
  });
});
