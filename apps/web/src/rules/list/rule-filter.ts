import type { RulesSearch } from '../rules-search.js';
import type { RuleRow } from '../reading/rule-facts.js';

/** Alerts of the last seven days, by rule; undefined: not known yet. */
export type AlertCounts = ReadonlyMap<string, number> | undefined;

const SEVERITY_ORDER = ['critical', 'high', 'medium', 'low'] as const;

/** The rules that a search wants, in its order. Rules of one rank are in the order of their titles. */
export function findRules(
  rows: readonly RuleRow[],
  search: RulesSearch,
  counts: AlertCounts,
  collator: Intl.Collator,
): RuleRow[] {
  const words = (search.find ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const severities = search.severity?.split(',');
  const found = rows.filter(
    ({ facts, standing }) =>
      (search.type === undefined || facts.type === search.type) &&
      isInState(search.state, facts.isEnabled, standing) &&
      (severities === undefined || facts.severities.some((each) => severities.includes(each))) &&
      words.every((word) => textOf(facts).includes(word)),
  );
  const rank = rankBy(search.order ?? 'title', counts);
  return found
    .map((row) => ({ row, rank: rank(row) }))
    .sort((a, b) => a.rank - b.rank || collator.compare(a.row.facts.title, b.row.facts.title))
    .map(({ row }) => row);
}

function isInState(state: RulesSearch['state'], isEnabled: boolean, standing: RuleRow['standing']): boolean {
  if (state === undefined) return true;
  return state === 'unsaved' ? standing !== 'saved' : isEnabled === (state === 'on');
}

function rankBy(order: NonNullable<RulesSearch['order']>, counts: AlertCounts): (row: RuleRow) => number {
  switch (order) {
    case 'title':
      return () => 0;
    case 'severity':
      return ({ facts }) => {
        const place = SEVERITY_ORDER.findIndex((severity) => severity === facts.severities[0]);
        return place < 0 ? SEVERITY_ORDER.length : place;
      };
    case 'alerts':
      return ({ facts }) => -(counts?.get(facts.id) ?? 0);
  }
}

const textOf = ({ id, title, component, tags }: RuleRow['facts']): string =>
  `${id} ${title} ${component} ${tags.join(' ')}`.toLowerCase();
