import { groupRows, SEVERITIES } from '../../live/index.js';
import type { AlertRow } from './frozen-rows.js';
import type { Line, PriorityNumbers } from './sections.js';

/** How much of a group is shown: its first out, the next four with it, or all. */
export type Unfolded = 'first' | 'next' | 'all';

/** What a person chose, by the id of the group: that of its first out. */
export type Folds = ReadonlyMap<string, Unfolded>;

export const NEXT_SHOWN = 4;

/**
 * The list in a flood, by cause: the first out of each group on top. Groups stand where their most
 * urgent alert would. A critical alert that nobody has acknowledged is never folded away.
 */
export function floodLines(rows: readonly AlertRow[], folds: Folds): Line[] {
  const groups = groupRows(rows, ({ placedAs }) => placedAs);
  const lines: Line[] = [{ kind: 'groups', groups: groups.length, count: rows.length }];
  for (const [at, group] of groups.entries()) {
    lines.push(...linesOfGroup(group, folds, at === 0 ? 'next' : 'first'));
  }
  return lines;
}

function linesOfGroup([first, ...members]: readonly AlertRow[], folds: Folds, usual: Unfolded): Line[] {
  if (first === undefined) return [];
  if (members.length === 0) return [{ kind: 'alert', row: first }];
  const groupId = first.alert.id;
  const unfolded = folds.get(groupId) ?? usual;
  const isShown = (row: AlertRow, at: number): boolean =>
    unfolded === 'all' || isNeverFolded(row) || (unfolded === 'next' && at < NEXT_SHOWN);
  const shown = members.filter(isShown);
  const hidden = members.filter((row, at) => !isShown(row, at));
  const isOpen = unfolded !== 'first';
  return [
    { kind: 'alert', row: first, place: { kind: 'first', groupId, size: members.length + 1, isOpen } },
    ...shown.map((row): Line => ({
      kind: 'alert',
      row,
      place: { kind: 'member', groupId, afterMs: afterMs(first, row) },
    })),
    ...(isOpen && hidden.length > 0
      ? [{ kind: 'more' as const, groupId, count: hidden.length, hidden: numbersOf(hidden) }]
      : []),
  ];
}

const isNeverFolded = ({ alert, placedAs }: AlertRow): boolean =>
  [alert, placedAs].some(({ severity, state }) => severity === 'critical' && !state.acknowledged);

const afterMs = (first: AlertRow, row: AlertRow): number =>
  Date.parse(row.placedAs.raisedAt) - Date.parse(first.placedAs.raisedAt);

function numbersOf(rows: readonly AlertRow[]): PriorityNumbers {
  const numbers = { critical: 0, high: 0, medium: 0, low: 0 };
  for (const severity of SEVERITIES) {
    numbers[severity] = rows.filter(({ alert }) => alert.severity === severity).length;
  }
  return numbers;
}

/** Opens a group, or closes it. */
export function withFold(folds: Folds, groupId: string, unfolded: Unfolded): Folds {
  return new Map(folds).set(groupId, unfolded);
}
