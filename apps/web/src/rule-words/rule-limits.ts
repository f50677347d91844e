import type { Limit } from '../charts/limit-bands.js';
import type { Rule } from './rule-sentence.js';

/** From where on a rule sees its tag as wrong; none where it looks at no number. */
export function limitsOfRule(rule: Rule): Limit[] {
  if (rule.type === 'limit') {
    return rule.bands.map(({ severity, from }) => ({
      ...{ severity, side: rule.side, at: from },
      isFromSetValue: false,
    }));
  }
  if (rule.type !== 'deviation') return [];
  const sides = (['high', 'low'] as const).filter(
    (side) => rule.direction === 'both' || (rule.direction === 'above') === (side === 'high'),
  );
  return sides.flatMap((side) =>
    rule.bands.map(({ severity, from }) => ({
      ...{ severity, side, at: side === 'high' ? from : -from },
      isFromSetValue: true,
    })),
  );
}
