import { contenderOf, judgementOf, verdictOf } from '../model.fixture.js';
import { headlineOf, standingOf } from './verdict-words.js';

describe('the verdict in words', () => {
  test.each([
    ['passed', verdictOf(true), false],
    ['refused', verdictOf(false), false],
    ['overridden', verdictOf(false), true],
    // It failed in service and was deployed again.
    ['overridden', verdictOf(true), true],
    ['not-judged', null, false],
  ] as const)('%s', (standing, verdict, overridden) => {
    expect(standingOf({ verdict, overridden })).toBe(standing);
  });

  test('holds the model against elapsed time and the rules on the same failures', () => {
    const failures = [6, 9, null].map((lead, day) => ({
      component: 'fan',
      at: `2026-10-2${day}T00:00:00.000Z`,
      lead,
    }));
    const clock = contenderOf({ leadMinutes: [3, null, null] });
    expect(headlineOf(judgementOf(failures, { clock }))).toEqual({
      ...{ warned: 2, failures: 3, falseAlarms: 3, assetDays: 42, clockWarned: 1, rulesWarned: null },
      championWarned: null,
    });
    const rules = contenderOf({ leadMinutes: [null, 2, 4] });
    const champion = contenderOf({ leadMinutes: [5, 5, 5] });
    const whole = headlineOf(judgementOf(failures, { clock, rules, champion }));
    expect([whole.rulesWarned, whole.championWarned]).toEqual([2, 3]);
  });
});
