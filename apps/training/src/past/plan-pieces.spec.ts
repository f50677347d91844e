import fc from 'fast-check';
import { NEWEST_MS, planPieces, type Piece } from './plan-pieces.js';

const END = 60;
const range = { fromMs: 10, toMs: 50 };
/** Ascending ranges that do not touch. */
const covered = fc
  .uniqueArray(fc.nat(END), { maxLength: 8 })
  .map((cuts) => cuts.toSorted((a, b) => a - b))
  .map((cuts) =>
    Array.from({ length: Math.floor(cuts.length / 2) }, (_, i) => ({
      fromMs: cuts[2 * i] ?? 0,
      untilMs: cuts[2 * i + 1] ?? 0,
    })),
  );

const placeOf = (pieces: readonly Piece[], ms: number): string[] =>
  pieces.filter(({ fromMs, toMs }) => ms >= fromMs && ms < toMs).map(({ from }) => from);

test('each instant of the range is in one piece: in the historian where it is covered, else in the source', () => {
  fc.assert(
    fc.property(covered, (given) => {
      const pieces = planPieces({ range, covered: given, clock: 'source', hasSource: true });
      for (let ms = 0; ms <= END; ms += 1) {
        const isWithin = ms >= range.fromMs && ms < range.toMs;
        const isCovered = given.some(({ fromMs, untilMs }) => ms >= fromMs && ms < untilMs);
        expect(placeOf(pieces, ms)).toEqual(isWithin ? [isCovered ? 'historian' : 'source'] : []);
      }
      expect(pieces).toEqual(pieces.toSorted((a, b) => a.fromMs - b.fromMs));
    }),
  );
});

const nowMs = Date.UTC(2026, 5, 1);
const live = { fromMs: 0, toMs: nowMs };
const upTo = (untilMs: number) => [{ fromMs: 0, untilMs }];

test('of a live plant the newest minutes, which are not stored yet, are not asked of the source', () => {
  const pieces = planPieces({
    range: live,
    covered: upTo(nowMs - NEWEST_MS),
    clock: 'wall',
    hasSource: true,
  });
  expect(pieces).toEqual([{ ...live, from: 'historian', isNewest: false }]);
});

test('where the historian is further behind, what it lacks is asked and can be done without', () => {
  const behindMs = nowMs - NEWEST_MS - 1;
  const pieces = planPieces({ range: live, covered: upTo(behindMs), clock: 'wall', hasSource: true });
  expect(pieces).toEqual([
    { fromMs: 0, toMs: behindMs, from: 'historian', isNewest: false },
    { fromMs: behindMs, toMs: nowMs, from: 'source', isNewest: true },
  ]);
});

test('a past that is not covered at all comes from the source, and cannot be done without', () => {
  const pieces = planPieces({ range: live, covered: [], clock: 'wall', hasSource: true });
  expect(pieces).toEqual([{ ...live, from: 'source', isNewest: false }]);
});

test('without a source everything comes from the historian', () => {
  const pieces = planPieces({ range: live, covered: [], clock: 'wall', hasSource: false });
  expect(pieces).toEqual([{ ...live, from: 'historian', isNewest: false }]);
});
