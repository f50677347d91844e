import fc from 'fast-check';
import { SEVERITIES, urgentFirst } from '../../live/index.js';
import { alertOf, anyAlerts, manyAlerts } from '../../live/alert.fixture.js';
import { type AlertFilter, choicesOf, isFiltering, NO_FILTER, passes } from './alert-filter.js';
import { countViews, isInView } from './alert-views.js';

const anyFilter: fc.Arbitrary<AlertFilter> = fc.record({
  words: fc.constantFrom('', ' ', 'oil', 'OIL line 1', 'heater', 'hot oil', 'nothing'),
  assets: fc.subarray(['line-1', 'line-2', 'line-9']),
  priorities: fc.subarray([...SEVERITIES]),
  components: fc.subarray(['quench-oil', 'heater']),
});

describe('a filter', () => {
  test('lets through what each of its parts lets through', () => {
    fc.assert(
      fc.property(anyAlerts, anyFilter, (alerts, filter) => {
        const part = (some: Partial<AlertFilter>) => passes({ ...NO_FILTER, ...some });
        const parts = [
          ...filter.words.split(' ').map((words) => part({ words })),
          part({ assets: filter.assets }),
          part({ priorities: filter.priorities }),
          part({ components: filter.components }),
        ];
        const expected = alerts.filter((alert) => parts.every((passesPart) => passesPart(alert)));
        expect(alerts.filter(passes(filter))).toEqual(expected);
        if (!isFiltering(filter)) expect(expected).toEqual(alerts);
      }),
    );
  });

  test('finds an alert by the title that its reader sees', () => {
    const alert = alertOf();
    const finds = (words: string): boolean =>
      passes({ ...NO_FILTER, words }, () => 'Fällt wahrscheinlich aus')(alert);
    expect(['fällt', 'FÄLLT line-1', 'hot'].map(finds)).toEqual([true, true, false]);
    expect(passes({ ...NO_FILTER, words: 'hot' })(alert)).toBe(true);
  });

  test('finds words of the title, the asset and the component, in any order and case', () => {
    const alert = alertOf();
    const finds = (words: string): boolean => passes({ ...NO_FILTER, words })(alert);
    expect(['hot FURNACE', 'line-1', 'quench oil', 'Furnace line 1 hot'].map(finds)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(['heater', 'hot line 2'].map(finds)).toEqual([false, false]);
  });

  test('offers every asset once, by its name', () => {
    const alerts = [
      alertOf({ id: 'a' }),
      alertOf({ id: 'b' }),
      alertOf({ id: 'c', assetId: 'line-0', causes: [] }),
    ];
    expect(choicesOf(alerts).assets).toEqual([
      { id: 'line-1', name: 'Furnace line 1' },
      { id: 'line-0', name: 'line-0' },
    ]);
  });

  test('takes 10 000 alerts in less than 50 ms of this process, with their order', () => {
    const alerts = manyAlerts(10_000);
    const filter = { ...NO_FILTER, words: 'heater', priorities: ['critical', 'high'] as const };
    // The first look writes the searched text of each alert, as the first keystroke does.
    urgentFirst(alerts.filter(passes(NO_FILTER)), (alert) => alert);
    const before = process.cpuUsage();
    const found = urgentFirst(alerts.filter(passes(filter)), (alert) => alert);
    const { user, system } = process.cpuUsage(before);
    expect(found.length).toBe(
      alerts.filter(
        (alert) =>
          alert.severity !== 'medium' &&
          alert.severity !== 'low' &&
          (alert.component === 'heater' || alert.title.startsWith('Heater')),
      ).length,
    );
    expect((user + system) / 1_000).toBeLessThan(50);
  });
});

describe('the views', () => {
  test('count what they show', () => {
    fc.assert(
      fc.property(anyAlerts, (alerts) => {
        const counts = countViews(alerts);
        for (const view of ['active', 'unacknowledged', 'predicted'] as const) {
          expect([view, counts[view]]).toEqual([
            view,
            alerts.filter((alert) => isInView(alert, view)).length,
          ]);
        }
        expect(counts.held.shelved).toBe(alerts.filter(({ state }) => state.shelved).length);
      }),
    );
  });

  test('never hide an active alert by its age', () => {
    const old = alertOf({ raisedAt: '2019-01-01T00:00:00.000Z' });
    expect([isInView(old, 'active'), isInView(old, 'unacknowledged')]).toEqual([true, true]);
  });
});
