import type { Organization } from '../../api/index.js';
import { isInSetUp, type Need, NEEDS, needsOf } from './needs.js';
import type { OrganizationReading, Place } from './organization-reading.js';
import { rowsPerSecond } from './rows-per-second.js';

/** How an organization is, those first that somebody should look at. */
export const CONDITIONS = ['needs', 'set-up', 'reading', 'well', 'disabled'] as const;
export type Condition = (typeof CONDITIONS)[number];

/** What was read of one organization. */
export interface OrganizationFacts {
  readonly organization: Organization;
  readonly reading: OrganizationReading | null;
  readonly problem: string | null;
  readonly place: Place | null;
  readonly errors: number;
}

export interface OverviewRow extends OrganizationFacts {
  readonly condition: Condition;
  /** The worst first. */
  readonly needs: readonly Need[];
  /** Null: not known. */
  readonly rowsPerSecond: number | null;
}

/** One line of the overview. Of a disabled organization nothing is read, and it needs nobody. */
export function overviewRow(facts: OrganizationFacts): OverviewRow {
  const { organization, reading } = facts;
  const needs = organization.enabled ? needsOf(facts) : [];
  // What an old report said of rows says nothing of now.
  const isReported = reading?.feed != null && reading.feed.problem !== 'not-reported';
  return {
    ...facts,
    needs,
    condition: conditionOf(facts, needs),
    rowsPerSecond: isReported ? rowsPerSecond(reading.rowCounts) : null,
  };
}

function conditionOf({ organization, reading }: OrganizationFacts, needs: readonly Need[]): Condition {
  if (!organization.enabled) return 'disabled';
  if (needs.length > 0) return 'needs';
  if (reading === null) return 'reading';
  return isInSetUp(reading.feed) ? 'set-up' : 'well';
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

const byName = ({ organization: a }: OverviewRow, { organization: b }: OverviewRow): number =>
  a.name.localeCompare(b.name, undefined, { numeric: true }) || a.slug.localeCompare(b.slug);

/** Organizations whose name or short name holds every word. */
export function findOrganizations(rows: readonly OverviewRow[], words: string): OverviewRow[] {
  const wanted = words.toLocaleLowerCase().split(/\s+/);
  return rows.filter(({ organization }) => {
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
    assets: rows.reduce((sum, { place }) => sum + (place?.assets ?? 0), 0),
    rowsPerSecond: rows.reduce((sum, row) => sum + (row.rowsPerSecond ?? 0), 0),
  };
}
