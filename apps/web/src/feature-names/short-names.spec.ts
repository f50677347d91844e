import fc from 'fast-check';
import { shortLabels, shortNames } from './short-names.js';

describe('short names', () => {
  test('leave out what all of them end with', () => {
    expect(shortNames(['Zone 1 present value', 'Quench oil present value'])).toEqual([
      'Zone 1',
      'Quench oil',
    ]);
    expect(shortNames(['Zone 1 present value'])).toEqual(['Zone 1 present value']);
    expect(shortNames(['value', 'present value'])).toEqual(['value', 'present value']);
  });

  test('stay as different as the names are, and say something', () => {
    const name = fc.array(fc.constantFrom('zone', 'value', 'oil', '1', '2'), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(name), (all) => {
        const names = all.map((words) => words.join(' '));
        const short = shortNames(names);
        expect(new Set(short).size).toBe(new Set(names).size);
        expect(short.every((each, at) => each !== '' && names[at]?.startsWith(each) === true)).toBe(true);
      }),
    );
  });
});

test('tags are called by their place, unless another tag is called so', () => {
  const tag = (name: string, label: string, role = 'present-value') => ({
    tag: name,
    label,
    type: 'number',
    role,
  });
  const names = shortLabels([
    tag('cppv', 'Carbon potential present value'),
    tag('cpsv', 'Carbon potential set value', 'set-value'),
    tag('oilpv', 'Quench oil present value'),
    tag('oil', 'Quench oil', 'other'),
    tag('hz1pv', ''),
  ]);
  expect([...names]).toEqual([
    ['cppv', 'Carbon potential'],
    ['cpsv', 'Carbon potential set value'],
    ['oilpv', 'Quench oil present value'],
    ['oil', 'Quench oil'],
    ['hz1pv', 'hz1pv'],
  ]);
});
