import fc from 'fast-check';
import { alertOf, anyAlerts, NOW } from '../../live/alert.fixture.js';
import { urgentFirst } from '../../live/index.js';
import { floodLines, type Folds, type Unfolded } from './flood-lines.js';
import type { AlertRow } from './frozen-rows.js';
import { type Line, rowsOf } from './sections.js';

const rowOf = (alert: AlertRow['alert']): AlertRow => ({ alert, placedAs: alert, leftAt: null });
const raised = (id: string, seconds: number, severity: AlertRow['alert']['severity']) =>
  rowOf(alertOf({ id, severity, raisedAt: new Date(NOW + seconds * 1_000).toISOString() }));
/** A group of eight, of which the first out is not the worst. */
const EIGHT = [
  ...[raised('first', 0, 'medium'), raised('b', 1, 'high'), raised('c', 2, 'low'), raised('d', 3, 'low')],
  ...[raised('e', 4, 'low'), raised('f', 5, 'critical'), raised('g', 6, 'low'), raised('h', 7, 'high')],
];
const ordered = (rows: readonly AlertRow[]) => urgentFirst(rows, ({ placedAs }) => placedAs);
const idsOf = (lines: readonly Line[]): string[] => rowsOf(lines).map(({ alert }) => alert.id);
const foldedTo = (unfolded: Unfolded): Folds => new Map([['first', unfolded]]);

describe('the list in a flood', () => {
  test('shows the first out of a group, the next four, and counts the others by priority', () => {
    const lines = floodLines(ordered(EIGHT), foldedTo('next'));
    expect(idsOf(lines)).toEqual(['first', 'b', 'c', 'd', 'e', 'f']);
    expect(lines[0]).toEqual({ kind: 'groups', groups: 1, count: 8 });
    expect(lines.at(-1)).toEqual({
      kind: 'more',
      groupId: 'first',
      count: 2,
      hidden: { critical: 0, high: 1, medium: 0, low: 1 },
    });
  });

  test('never folds a critical alert that nobody has acknowledged', () => {
    expect(idsOf(floodLines(ordered(EIGHT), foldedTo('first')))).toEqual(['first', 'f']);
    const acknowledged = EIGHT.map((row) =>
      row.alert.id === 'f' ? rowOf(alertOf({ ...row.alert, state: { acknowledged: true } })) : row,
    );
    expect(idsOf(floodLines(ordered(acknowledged), foldedTo('first')))).toEqual(['first']);
  });

  test('shows one that became critical under the hand, in a group that is closed', () => {
    const worse = EIGHT.map((row) =>
      row.alert.id === 'g' ? { ...row, alert: alertOf({ ...row.alert, severity: 'critical' }) } : row,
    );
    expect(idsOf(floodLines(ordered(worse), foldedTo('first')))).toEqual(['first', 'f', 'g']);
  });

  test('has every alert once, as a row or in a number', () => {
    const unfolded = fc.constantFrom<Unfolded>('first', 'next', 'all');
    fc.assert(
      fc.property(anyAlerts, unfolded, (alerts, wanted) => {
        const rows = ordered(alerts.map(rowOf));
        const folds = new Map(rows.map(({ alert }) => [alert.id, wanted]));
        const lines = floodLines(rows, folds);
        const shown = idsOf(lines);
        const inGroups = lines.flatMap((line) =>
          line.kind !== 'alert' ? [] : line.place?.kind === 'first' ? [line.place.size] : [],
        );
        const alone = lines.filter((line) => line.kind === 'alert' && line.place === undefined).length;
        expect(new Set(shown).size).toBe(shown.length);
        expect(inGroups.reduce((sum, size) => sum + size, alone)).toBe(rows.length);
        const counted = lines.reduce((sum, line) => sum + (line.kind === 'more' ? line.count : 0), 0);
        if (wanted !== 'first') expect(shown.length + counted).toBe(rows.length);
        if (wanted === 'all') expect(counted).toBe(0);
      }),
    );
  });
});
