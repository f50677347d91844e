import type { Severity } from '../../api/index.js';
import type { AlertRow } from './frozen-rows.js';

/** One line of the list. */
export type Line =
  | { readonly kind: 'heading'; readonly section: Section; readonly count: number }
  /** In a flood: how many groups and alerts there are. */
  | { readonly kind: 'groups'; readonly groups: number; readonly count: number }
  | { readonly kind: 'alert'; readonly row: AlertRow; readonly place?: PlaceInGroup }
  /** What a group of a flood does not show. */
  | {
      readonly kind: 'more';
      readonly groupId: string;
      readonly hidden: PriorityNumbers;
      readonly count: number;
    };

/** Where an alert stands in its group of a flood. */
export type PlaceInGroup =
  | {
      readonly kind: 'first';
      readonly groupId: string;
      /** Alerts of the group, this one with them. */
      readonly size: number;
      readonly isOpen: boolean;
    }
  | {
      readonly kind: 'member';
      readonly groupId: string;
      /** How long after the first out it was raised. */
      readonly afterMs: number;
    };

export type PriorityNumbers = Readonly<Record<Severity, number>>;
export type Section = 'unacknowledged' | 'acknowledged';

const sectionOf = ({ state }: AlertRow['alert']): Section =>
  state.acknowledged ? 'acknowledged' : 'unacknowledged';

/**
 * Puts a heading above the first row of each section. Rows come with the unacknowledged first, and
 * one that is acknowledged under the hand keeps its place; the headings count what is true now.
 */
export function linesOf(rows: readonly AlertRow[]): Line[] {
  const counts = { unacknowledged: 0, acknowledged: 0 };
  for (const { alert, leftAt } of rows) {
    if (leftAt === null) counts[sectionOf(alert)] += 1;
  }
  const lines: Line[] = [];
  let section: Section | null = null;
  for (const row of rows) {
    if (sectionOf(row.placedAs) !== section) {
      section = sectionOf(row.placedAs);
      lines.push({ kind: 'heading', section, count: counts[section] });
    }
    lines.push({ kind: 'alert', row });
  }
  return lines;
}

/** Rows of the lines, from the top down. */
export const rowsOf = (lines: readonly Line[]): AlertRow[] =>
  lines.flatMap((line) => (line.kind === 'alert' ? [line.row] : []));
