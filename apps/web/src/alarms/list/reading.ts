import type { Alert } from '../../api/index.js';

/** What was observed, in numbers; the page writes it in words. */
export type Reading =
  | {
      readonly kind: 'measured';
      readonly value: number;
      readonly unit: string;
      /** What the value is compared with; null where the facts hold none. */
      readonly against: { readonly kind: 'set' | 'limit'; readonly value: number } | null;
    }
  | { readonly kind: 'on' }
  | { readonly kind: 'silent'; readonly ms: number }
  | { readonly kind: 'failure' };

/** The reading of the weightiest cause. Null: an earlier version stored sentences alone. */
export function readingOf({ causes, state, timeToFailure }: Alert): Reading | null {
  const facts = causes[0]?.facts;
  if (facts === undefined) return null;
  switch (facts.type) {
    case 'deviation':
      return measured(facts, { kind: 'set', value: facts.setValue });
    case 'limit':
      return measured(facts, facts.limit === null ? null : { kind: 'limit', value: facts.limit });
    case 'flag':
      return { kind: 'on' };
    case 'no-data':
      return { kind: 'silent', ms: facts.silentMs };
    case 'prediction':
      // A prediction that has cleared says nothing about now.
      return timeToFailure === null || !state.active ? null : { kind: 'failure' };
    case 'told':
      return null;
  }
}

const measured = (
  { value, unit }: { readonly value: number; readonly unit: string },
  against: Extract<Reading, { kind: 'measured' }>['against'],
): Reading => ({ kind: 'measured', value, unit, against });
