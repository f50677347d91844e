import assert from 'node:assert/strict';
import fc from 'fast-check';
import { NameTable, Spellings, toAttributeName, toName } from './names.js';

describe('names fit for identifiers', () => {
  test('stay as they are where they fit, and lose signs where they do not', () => {
    assert.equal(toName('P-MON_1'), 'P-MON_1');
    assert.equal(toName(' T [°C] '), 'T-C');
  });

  test('fit for any name, the same each time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }), (text) => {
        const name = toName(text);
        if (text.normalize('NFC').trim() !== '') assert.match(name, /^[A-Za-z0-9_-]{1,64}$/);
        assert.equal(toName(text), name);
      }),
    );
  });

  test('of other scripts, and long ones, stay different', () => {
    const names = ['Насос 1', 'Печь 1', '温度', '压力', 'é', `${'x'.repeat(100)}1`, `${'x'.repeat(100)}2`];
    assert.equal(new Set(names.map(toName)).size, names.length);
    assert.equal(toName('é'), toName('e\u0301'), 'however an accent is written');
  });

  test('of facts begin with a letter', () => {
    for (const text of ['тип', '2nd stage', '_x', '7'.repeat(80)])
      assert.match(toAttributeName(text), /^[A-Za-z][A-Za-z0-9_-]{0,63}$/);
    assert.equal(toAttributeName('age_years'), 'age_years');
  });

  test('clash with both names', () => {
    const names = new NameTable('columns');
    names.add('T[1]');
    assert.throws(() => names.add('T(1)'), { message: /columns "T\[1\]" and "T\(1\)" would become one/ });
  });
});

test('a name that differs in spelling alone is recognised', () => {
  const known = new Spellings(['m1', 'Печь 2', 'unit-10']);
  for (const [written, meant] of [
    ['M1', 'm1'],
    ['m 01', 'm1'],
    ['ＭＡ1', null],
    ['Ｍ1', 'm1'],
    ['печь_2', 'Печь 2'],
    ['UNIT 10', 'unit-10'],
    ['m2', null],
  ] as const)
    assert.equal(known.meant(written), meant, written);
});
