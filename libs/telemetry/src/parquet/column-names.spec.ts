import fc from 'fast-check';
import { qualityColumnOf, segmentColumnOf } from './column-names.js';

const tag = fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/);

test('tags that differ have columns that differ, whatever their case', () => {
  fc.assert(
    fc.property(tag, fc.array(fc.boolean(), { maxLength: 64 }), (name, flips) => {
      const other = [...name].map((letter, i) => (flips[i] === true ? flipped(letter) : letter)).join('');
      const same = segmentColumnOf(name).toLowerCase() === segmentColumnOf(other).toLowerCase();
      expect(same).toBe(name === other);
    }),
  );
});

test('plain tags keep their names; those that mean something else in a segment do not', () => {
  expect(segmentColumnOf('hz1pv')).toBe('hz1pv');
  expect(segmentColumnOf('Temp')).toBe('Temp.u1');
  expect(segmentColumnOf('time')).toBe('time.u0');
  expect(qualityColumnOf('hz1pv')).toBe('hz1pv.quality');
});

const flipped = (letter: string): string =>
  letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
