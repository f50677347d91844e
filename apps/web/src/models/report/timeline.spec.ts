import fc from 'fast-check';
import { type FailureParts, judgementOf } from '../model.fixture.js';
import { timelineOf } from './timeline.js';

const FROM = Date.parse('2026-10-13T00:00:00.000Z');
const DAY_MS = 86_400_000;
const failure: fc.Arbitrary<FailureParts> = fc.record({
  component: fc.constantFrom('fan', 'heater', 'oil'),
  at: fc.integer({ min: -2 * DAY_MS, max: 44 * DAY_MS }).map((ms) => new Date(FROM + ms).toISOString()),
  lead: fc.option(fc.double({ min: 0, max: 60, noNaN: true })),
});

describe('the timeline of failures', () => {
  test('shows every failure once, on the axis, in the lane of its component', () => {
    fc.assert(
      fc.property(fc.array(failure, { minLength: 1, maxLength: 40 }), (failures) => {
        const timeline = timelineOf(judgementOf(failures));
        const shown = (timeline?.lanes ?? []).flatMap(({ component, marks }) =>
          marks.map((mark) => ({ component, ...mark })),
        );
        expect(shown.map(({ component, atMs }) => `${component} ${atMs}`).sort()).toEqual(
          failures.map(({ component, at }) => `${component} ${Date.parse(at)}`).sort(),
        );
        for (const { share, tail, outcome, leadMinutes } of shown) {
          expect(share >= 0 && share <= 1).toBe(true);
          expect(tail >= 0 && tail <= 1).toBe(true);
          expect(outcome === 'warned').toBe(leadMinutes !== null);
        }
      }),
    );
  });

  test('a later failure of a lane never stands before an earlier one', () => {
    fc.assert(
      fc.property(fc.array(failure, { minLength: 1, maxLength: 40 }), (failures) => {
        for (const { marks } of timelineOf(judgementOf(failures))?.lanes ?? []) {
          for (const [index, mark] of marks.slice(1).entries()) {
            expect(mark.share).toBeGreaterThanOrEqual(marks[index]?.share ?? 0);
          }
        }
      }),
    );
  });

  const unwarned = ['fan', 'fan', 'oil'].map((component, day) => ({
    component,
    at: new Date(FROM + (day + 1) * DAY_MS).toISOString(),
    lead: null,
  }));
  test.each([
    [0, 'missed'],
    [3, 'late'],
    // Which one of the three was late is not known.
    [1, 'not-in-time'],
  ] as const)('of three failures without a warning in time, %i late: they are %s', (late, outcome) => {
    const timeline = timelineOf(judgementOf(unwarned, { late }));
    const outcomes = timeline?.lanes.flatMap(({ marks }) => marks.map((mark) => mark.outcome));
    expect(new Set(outcomes)).toEqual(new Set([outcome]));
    expect(timeline?.leadMinutesMax).toBeNull();
  });

  test('a judgement that keeps late warnings says which failures were late, and which were missed', () => {
    const judgement = judgementOf(unwarned, { late: 1 });
    const model = { ...judgement.model, lateMinutes: [null, 3, null] };
    const marks = timelineOf({ ...judgement, model })?.lanes.flatMap((lane) => lane.marks);
    expect(marks?.map(({ outcome, lateMinutes }) => [outcome, lateMinutes])).toEqual([
      ['missed', null],
      ['late', 3],
      ['missed', null],
    ]);
  });

  test('false alarms have their times where they are kept, on the axis of the failures', () => {
    const falseAlarms = [{ assetId: 'line-1', at: new Date(FROM + 50 * DAY_MS).toISOString() }];
    const timeline = timelineOf(judgementOf(unwarned, { falseAlarms }));
    expect(timeline?.falseAlarms).toEqual([{ assetId: 'line-1', atMs: FROM + 50 * DAY_MS, share: 1 }]);
    expect(timeline?.range.toMs).toBe(FROM + 50 * DAY_MS);
    expect(timelineOf(judgementOf(unwarned))?.falseAlarms).toBeNull();
  });

  test('the longest lead has the longest tail', () => {
    const leads = [4, 12, 6].map((lead, day) => ({
      component: 'fan',
      at: new Date(FROM + day * DAY_MS).toISOString(),
      lead,
    }));
    const timeline = timelineOf(judgementOf(leads));
    expect(timeline?.leadMinutesMax).toBe(12);
    expect(timeline?.lanes[0]?.marks.map(({ tail }) => tail)).toEqual([1 / 3, 1, 0.5]);
  });

  test('one failure without a held-back time still has an axis, and none has none', () => {
    const [only] = unwarned;
    const alone = judgementOf(only === undefined ? [] : [only]);
    const timeline = timelineOf({ ...alone, heldBack: { ...alone.heldBack, from: null, to: null } });
    expect(timeline?.lanes[0]?.marks[0]?.share).toBe(0.5);
    expect(timelineOf(judgementOf([]))).toBeNull();
  });
});
