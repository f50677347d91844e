import type { AlarmBudget, Judgement } from '@eagle/contracts/domain';
import { DEFAULT_BUDGET } from './choose-threshold.js';
import { lasting, short } from './gate-words.js';

/** Where the usual budget does not even allow one false alarm in a record, so many are: then each half of it still allows one. */
export const FALSE_ALARMS_OF_RECORD_MIN = 2;
const DAY_MS = 86_400_000;

/**
 * The budget where nobody gave one: a false alarm per asset in thirty days. A record of hours would allow none at all by it, and refuse whoever
 * warns; there it is two in the whole record.
 * @param assetDays  Of the record that judges.
 */
export function budgetOfRecord(assetDays: number): AlarmBudget {
  const { falseAlarmsPerAssetDayMax } = DEFAULT_BUDGET;
  if (assetDays <= 0 || falseAlarmsPerAssetDayMax * assetDays >= 1) return DEFAULT_BUDGET;
  return {
    kind: 'alarms',
    falseAlarmsPerAssetDayMax: FALSE_ALARMS_OF_RECORD_MIN / assetDays,
    isOfRecord: true,
  };
}

/** What to set where the budget that was given leaves no false alarm in a record as short as this; empty elsewhere. */
export function budgetHint({ budget, model }: Pick<Judgement, 'budget' | 'model'>): string {
  const { assetDays } = model.event;
  // Who asks for no false alarm at all means it.
  if (budget.kind !== 'alarms' || budget.falseAlarmsPerAssetDayMax === 0 || assetDays <= 0) return '';
  if (budget.falseAlarmsPerAssetDayMax * assetDays >= 1) return '';
  const days = short(assetDays / FALSE_ALARMS_OF_RECORD_MIN);
  return (
    ` The budget allows no false alarm in the ${lasting(assetDays * DAY_MS)} of assets' time that judge: a longer record is needed, ` +
    `or another budget (assetDaysPerFalseAlarm of ${days} allows ${FALSE_ALARMS_OF_RECORD_MIN}).`
  );
}
