import fc from 'fast-check';
import { alertOf, anyAlerts } from '../../live/alert.fixture.js';
import { urgentFirst } from '../../live/index.js';
import type { AlertRow } from './frozen-rows.js';
import { linesOf, rowsOf } from './sections.js';

const rowOf = (alert: AlertRow['alert'], placedAs = alert): AlertRow => ({ alert, placedAs, leftAt: null });
const headings = (rows: readonly AlertRow[]) =>
  linesOf(rows).flatMap((line) => (line.kind === 'heading' ? [[line.section, line.count]] : []));

describe('the headings of the list', () => {
  test('count what is true, also while a row keeps its place under the hand', () => {
    const before = alertOf();
    const acknowledged = alertOf({ state: { acknowledged: true }, revision: 2 });
    expect(headings([rowOf(before)])).toEqual([['unacknowledged', 1]]);
    expect(headings([rowOf(acknowledged, before)])).toEqual([['unacknowledged', 0]]);
    const other = rowOf(alertOf({ id: 'other', state: { acknowledged: true } }));
    expect(headings([rowOf(acknowledged, before), other])).toEqual([
      ['unacknowledged', 0],
      ['acknowledged', 2],
    ]);
  });

  test('do not count a row that is leaving', () => {
    expect(headings([{ ...rowOf(alertOf()), leftAt: 1 }])).toEqual([['unacknowledged', 0]]);
  });

  test('stand once each, and every row stands under them once', () => {
    fc.assert(
      fc.property(anyAlerts, (alerts) => {
        const rows = urgentFirst(
          alerts.map((alert) => rowOf(alert)),
          ({ placedAs }) => placedAs,
        );
        const sections = headings(rows).map(([section]) => section);
        expect(new Set(sections).size).toBe(sections.length);
        expect(rowsOf(linesOf(rows))).toEqual(rows);
      }),
    );
  });
});
