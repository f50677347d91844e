import type { AlarmBudget, CandidateJudgement } from '@eagle/contracts/domain';

/**
 * More false alarms than the budget expects break it when chance gives as many with a probability
 * below this.
 */
const CHANCE_MIN = 0.05;
/**
 * Quiet rows differ between parts of a record: a threshold chosen for a share on other parts may
 * give up to this many times the share here.
 */
const FALSE_ROWS_TOLERANCE = 2;

/**
 * Whether alarms keep the budget, as far as the record can show. A budget of one in thirty days
 * expects 0.3 in nine days: one false alarm there proves nothing, two do. Tested one-sided at 5 %
 * against a Poisson count.
 */
export function holdsBudget(
  { event, rows }: Pick<CandidateJudgement, 'event' | 'rows'>,
  budget: AlarmBudget,
): boolean {
  if (budget.kind === 'false-rows') {
    return (rows.falseRowShare ?? 0) <= FALSE_ROWS_TOLERANCE * budget.shareMax;
  }
  const expected = budget.falseAlarmsPerAssetDayMax * event.assetDays;
  if (event.falseAlarms <= expected + 1e-9) return true;
  return poissonAtLeast(event.falseAlarms, expected) >= CHANCE_MIN;
}

/** Probability that a Poisson count with this mean is at least `count`. */
export function poissonAtLeast(count: number, mean: number): number {
  if (mean <= 0) return count <= 0 ? 1 : 0;
  let below = 0;
  let logTerm = -mean;
  for (let k = 0; k < count; k += 1) {
    below += Math.exp(logTerm);
    logTerm += Math.log(mean / (k + 1));
  }
  return Math.max(0, 1 - below);
}
