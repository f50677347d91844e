import fc from 'fast-check';
import { coveredRanges, planWanted, type StretchReason, type StretchState } from './history-stretch.js';
import { joined, without, type TimeRange } from './time-ranges.js';

const END = 40;
const range = fc
  .tuple(fc.nat(END), fc.nat(END))
  .map(([a, b]): TimeRange => ({ fromMs: Math.min(a, b), untilMs: Math.max(a, b) }));
const ranges = fc.array(range, { maxLength: 6 });

/** The obvious way: every instant by itself. */
const instants = (given: readonly TimeRange[]): number[] =>
  Array.from({ length: END + 1 }, (_, ms) => ms).filter((ms) =>
    given.some(({ fromMs, untilMs }) => ms >= fromMs && ms < untilMs),
  );
const isTidy = (given: readonly TimeRange[]): boolean =>
  given.every(
    ({ fromMs, untilMs }, i) =>
      fromMs < untilMs && fromMs > (given[i - 1]?.untilMs ?? Number.NEGATIVE_INFINITY),
  );

interface Stretch extends TimeRange {
  readonly id: string;
  readonly reason: StretchReason;
  readonly state: StretchState;
  readonly reachedMs: number;
}
const stretch = fc
  .record({
    span: range,
    reach: fc.double({ min: 0, max: 1, noNaN: true }),
    reason: fc.constantFrom<StretchReason>('begin', 'lost'),
    state: fc.constantFrom<StretchState>('waiting', 'running', 'done', 'given-up'),
  })
  .map(({ span, reach, reason, state }) => ({
    ...span,
    reason,
    state,
    reachedMs:
      state === 'waiting' ? span.untilMs : Math.round(span.fromMs + reach * (span.untilMs - span.fromMs)),
  }));
const stretches = fc
  .array(stretch, { maxLength: 6 })
  .map((given) => given.map((one, i): Stretch => ({ ...one, id: String(i) })));
const wanted = fc
  .tuple(range, fc.constantFrom<StretchReason>('begin', 'lost'))
  .map(([span, reason]) => ({ ...span, reason }));

const isOpen = ({ state }: Stretch): boolean => state === 'waiting' || state === 'running';
const unread = (given: readonly Stretch[]): TimeRange[] =>
  given.filter(isOpen).map(({ fromMs, reachedMs }) => ({ fromMs, untilMs: reachedMs }));

/** What the table does with a plan. */
function applied(
  given: readonly Stretch[],
  { replacedIds, added }: ReturnType<typeof planWanted>,
): Stretch[] {
  const kept = given.filter(({ id }) => !replacedIds.includes(id));
  const more = added.map((one, i): Stretch => ({
    ...one,
    id: `new-${i}`,
    state: 'waiting',
    reachedMs: one.untilMs,
  }));
  return [...kept, ...more];
}

test('ranges are joined, and cut out of another, as if each instant were looked at', () => {
  fc.assert(
    fc.property(ranges, range, (given, whole) => {
      expect(instants(joined(given))).toEqual(instants(given));
      const left = without(whole, given);
      expect(instants(left)).toEqual(instants([whole]).filter((ms) => !instants(given).includes(ms)));
      expect(isTidy(joined(given)) && isTidy(left)).toBe(true);
    }),
  );
});

test('after something was wanted it is going to be read, and so is what was before', () => {
  fc.assert(
    fc.property(stretches, wanted, (given, more) => {
      const after = applied(given, planWanted(given, more));
      const before = instants(unread(given));
      const had = more.reason === 'lost' ? [] : given.filter(({ reason }) => reason === 'begin');
      const added = instants([more]).filter((ms) => !instants(had).includes(ms));
      expect(instants(unread(after))).toEqual([...new Set([...before, ...added])].sort((a, b) => a - b));
    }),
  );
});

test('what is wanted a second time changes nothing', () => {
  fc.assert(
    fc.property(stretches, wanted, (given, more) => {
      const once = applied(given, planWanted(given, more));
      const again = planWanted(once, more);
      expect(again).toEqual({ replacedIds: [], added: [] });
    }),
  );
});

test('rows lost in one stretch after the other become one stretch while the first waits', () => {
  const first = { fromMs: 0, untilMs: 10, reason: 'lost' as const };
  const given = applied([], planWanted([], first));
  const plan = planWanted(given, { fromMs: 8, untilMs: 20, reason: 'lost' });
  expect(plan).toEqual({ replacedIds: ['new-0'], added: [{ fromMs: 0, untilMs: 20, reason: 'lost' }] });
  const running = given.map((one): Stretch => ({ ...one, state: 'running' }));
  expect(planWanted(running, { fromMs: 8, untilMs: 20, reason: 'lost' })).toEqual({
    replacedIds: [],
    added: [{ fromMs: 10, untilMs: 20, reason: 'lost' }],
  });
});

test('covered is what lies behind the oldest instant reached and is not still to be read', () => {
  fc.assert(
    fc.property(stretches, fc.nat(END), (given, recordedUntilMs) => {
      const begun = given.filter(({ reason }) => reason === 'begin');
      const fromMs = Math.min(...begun.map(({ reachedMs }) => reachedMs));
      const missing = given.map((one) => ({ fromMs: one.fromMs, untilMs: one.reachedMs }));
      const covered = coveredRanges(given, recordedUntilMs);
      expect(instants(covered)).toEqual(
        instants([{ fromMs, untilMs: recordedUntilMs }]).filter((ms) => !instants(missing).includes(ms)),
      );
      expect(isTidy(covered)).toBe(true);
    }),
  );
});

test('a record that begins with nothing to take over covers what came live', () => {
  const { added } = planWanted([], { fromMs: 7, untilMs: 7, reason: 'begin' });
  expect(added).toHaveLength(1);
  const given = added.map((one): Stretch => ({ ...one, id: 'a', state: 'done', reachedMs: one.untilMs }));
  expect(coveredRanges(given, 30)).toEqual([{ fromMs: 7, untilMs: 30 }]);
  expect(coveredRanges([], 30)).toEqual([]);
});
