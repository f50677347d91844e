import fc from 'fast-check';
import { featuresApart } from './features-apart.js';

const names = fc.array(fc.constantFrom('cppv', 'hz1pv', 'hz2pv', 'oil', 'fan'), { maxLength: 8 });

test('features that only one of two versions uses are counted once, and are none where both use the same', () => {
  fc.assert(
    fc.property(names, names, (own, other) => {
      const only = (some: string[], others: string[]): number =>
        new Set(some.filter((name) => !others.includes(name))).size;
      const apart = featuresApart(own, other);
      expect(apart ?? { own: 0, other: 0 }).toEqual({ own: only(own, other), other: only(other, own) });
      expect(apart === null).toBe(only(own, other) + only(other, own) === 0);
    }),
  );
});
