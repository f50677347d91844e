import fc from 'fast-check';
import type { Person } from '../../api/index.js';
import { findPeople, inOrder, nameOf } from './people-list.js';

const person = (change: Partial<Person>): Person => ({
  id: '1',
  email: 'ann@north.example',
  name: '',
  role: 'OPERATOR',
  organizationId: 'north',
  enabled: true,
  lastSignInAt: null,
  ...change,
});
const people = fc.array(
  fc
    .record({ id: fc.uuid(), email: fc.emailAddress(), name: fc.string(), enabled: fc.boolean() })
    .map(person),
);

describe('people', () => {
  test('without a name are called by their address', () => {
    expect(nameOf(person({ name: ' ' }))).toBe('ann@north.example');
    expect(nameOf(person({ name: 'Ann' }))).toBe('Ann');
  });

  test('are found by words of name and address, in any order', () => {
    const [ann, bob] = [person({ name: 'Ann Lee' }), person({ name: 'Bob', email: 'bob@lee.example' })];
    expect(findPeople([ann, bob], 'north LEE ann')).toEqual([ann]);
    expect(findPeople([ann, bob], 'lee')).toEqual([ann, bob]);
    expect(findPeople([ann, bob], '  ')).toEqual([ann, bob]);
  });

  test('are all listed, those without access last', () => {
    fc.assert(
      fc.property(people, (all) => {
        const listed = inOrder(all, 'de');
        expect(listed.map(({ id }) => id).toSorted()).toEqual(all.map(({ id }) => id).toSorted());
        const firstWithout = listed.findIndex(({ enabled }) => !enabled);
        if (firstWithout >= 0) expect(listed.slice(firstWithout).some(({ enabled }) => enabled)).toBe(false);
      }),
    );
  });
});
