import { severitySchema, type Severity } from '@eagle/contracts/domain';

const RANK: Record<Severity, number> = { critical: 3, high: 2, medium: 1, low: 0 };

/** Whether `a` is strictly worse than `b`. */
export const isWorse = (a: Severity, b: Severity): boolean => RANK[a] > RANK[b];

/** The worst severity; `low` when there is none. */
export function worstOf(severities: Iterable<Severity>): Severity {
  let worst: Severity = 'low';
  for (const severity of severities) if (isWorse(severity, worst)) worst = severity;
  return worst;
}

/** Every severity, worst first. */
export const SEVERITIES: readonly Severity[] = severitySchema.options;
