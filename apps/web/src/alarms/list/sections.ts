import type { AlertRow } from './frozen-rows.js';

/** One line of the list: a heading, or an alert. */
export type Line =
  | { readonly kind: 'heading'; readonly section: Section; readonly count: number }
  | { readonly kind: 'alert'; readonly row: AlertRow; readonly position: number };

export type Section = 'unacknowledged' | 'acknowledged';

const sectionOf = ({ placedAs }: AlertRow): Section =>
  placedAs.state.acknowledged ? 'acknowledged' : 'unacknowledged';

/** Puts a heading above the first row of each section. Rows come with the unacknowledged first. */
export function linesOf(rows: readonly AlertRow[]): Line[] {
  const counts = { unacknowledged: 0, acknowledged: 0 };
  for (const row of rows) {
    if (row.leftAt === null) counts[sectionOf(row)] += 1;
  }
  const lines: Line[] = [];
  let section: Section | null = null;
  for (const [position, row] of rows.entries()) {
    if (sectionOf(row) !== section) {
      section = sectionOf(row);
      lines.push({ kind: 'heading', section, count: counts[section] });
    }
    lines.push({ kind: 'alert', row, position });
  }
  return lines;
}
