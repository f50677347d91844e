import fc from 'fast-check';
import { planRead } from './read-plan.js';
import type { CataloguedSegment } from './segment.js';

const segments = fc
  .array(
    fc.record({
      from: fc.integer({ min: 0, max: 60 }),
      length: fc.integer({ min: 0, max: 9 }),
      columns: fc.constantFrom(['a'], ['a', 'b'], []),
    }),
    { maxLength: 25 },
  )
  .map((given) =>
    given.map(({ from, length, columns }, number): CataloguedSegment => ({
      file: `s${number}`,
      number,
      level: 'fresh',
      sha256: '',
      span: { fromMs: from, toMs: from + length, rows: 1 },
      columns,
      qualityColumns: [],
      labels: new Map(),
      damage: null,
    })),
  );

test('each segment is read once; stretches follow each other, and only what overlaps is merged, in the order of writing', () => {
  fc.assert(
    fc.property(segments, (given) => {
      const stretches = planRead(given);
      const read = stretches.flat(2).map(({ file }) => file);
      expect(read.toSorted()).toEqual(given.map(({ file }) => file).toSorted());
      let endMs = Number.NEGATIVE_INFINITY;
      for (const stretch of stretches) {
        const all = stretch.flat();
        expect(Math.min(...all.map(({ span }) => span.fromMs))).toBeGreaterThan(endMs);
        endMs = Math.max(...all.map(({ span }) => span.toMs));
        if (stretch.length > 1) {
          const numbers = all.map(({ number }) => number);
          expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
          continue;
        }
        const [run = []] = stretch;
        run.forEach((segment, place) => {
          const before = run[place - 1];
          if (before === undefined) return;
          expect(segment.span.fromMs).toBeGreaterThan(before.span.toMs);
          expect(new Set(segment.columns)).toEqual(new Set(before.columns));
        });
      }
    }),
  );
});
