import type { Glance } from './glance.js';
import { isInSetUp, type Need, NEEDS, needsOf } from './needs.js';

/** How an organization is, those first that somebody should look at. */
export const CONDITIONS = ['needs', 'set-up', 'well', 'disabled'] as const;
export type Condition = (typeof CONDITIONS)[number];

export interface OverviewRow {
  readonly glance: Glance;
  readonly condition: Condition;
  /** The worst first; a disabled organization needs nobody. */
  readonly needs: readonly Need[];
}

/** One line of the overview. */
export function overviewRow(glance: Glance): OverviewRow {
  const needs = glance.organization.enabled ? needsOf(glance) : [];
  return { glance, needs, condition: conditionOf(glance, needs) };
}

function conditionOf({ organization, feed }: Glance, needs: readonly Need[]): Condition {
  if (!organization.enabled) return 'disabled';
  if (needs.length > 0) return 'needs';
  return isInSetUp(feed) ? 'set-up' : 'well';
}

export const ORDERS = ['need', 'name'] as const;
export type Order = (typeof ORDERS)[number];

export function inOrder(rows: readonly OverviewRow[], order: Order): OverviewRow[] {
  return rows.toSorted((a, b) => (order === 'need' ? byNeed(a, b) : 0) || byName(a, b));
}

const worstOf = ({ needs }: OverviewRow): number =>
  Math.min(NEEDS.length, ...needs.map(({ kind }) => NEEDS.indexOf(kind)));

function byNeed(a: OverviewRow, b: OverviewRow): number {
  return (
    CONDITIONS.indexOf(a.condition) - CONDITIONS.indexOf(b.condition) ||
    worstOf(a) - worstOf(b) ||
    b.needs.length - a.needs.length
  );
}

function byName({ glance: { organization: a } }: OverviewRow, { glance }: OverviewRow): number {
  const { organization: b } = glance;
  return a.name.localeCompare(b.name, undefined, { numeric: true }) || a.slug.localeCompare(b.slug);
}

/** Organizations whose name or short name holds every word. */
export function findOrganizations(rows: readonly OverviewRow[], words: string): OverviewRow[] {
  const wanted = words.toLocaleLowerCase().split(/\s+/);
  return rows.filter(({ glance: { organization } }) => {
    const text = `${organization.name} ${organization.slug}`.toLocaleLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

export const countOf = (rows: readonly OverviewRow[], condition: Condition): number =>
  rows.filter((row) => row.condition === condition).length;

export interface Totals {
  readonly organizations: number;
  readonly assets: number;
  readonly rowsPerSecond: number;
}

/** Sums of what is known. */
export function totalsOf(rows: readonly OverviewRow[]): Totals {
  return {
    organizations: rows.length,
    assets: rows.reduce((sum, { glance }) => sum + glance.assets, 0),
    rowsPerSecond: rows.reduce((sum, { glance }) => sum + (glance.rowsPerSecond ?? 0), 0),
  };
}
