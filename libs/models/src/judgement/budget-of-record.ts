import type { AlarmBudget, Judgement } from '@eagle/contracts/domain';
import { DEFAULT_BUDGET } from './choose-threshold.js';
import { lasting, short } from './gate-words.js';

/**
 * False alarms that are allowed where the usual budget allows none in a record: each half of the
 * record then still allows one.
 */
export const FALSE_ALARMS_OF_RECORD_MIN = 2;
const DAY_MS = 86_400_000;

/**
 * The default budget: one false alarm per asset in thirty days. For a record of hours that allows
 * no false alarm and would refuse every model that warns; there it is two in the whole record.
 * @param assetDays  Of the record that the model is judged on.
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

/**
 * Advice on what to set when the given budget allows no false alarm in such a short record; else
 * empty.
 */
export function budgetHint({ budget, model }: Pick<Judgement, 'budget' | 'model'>): string {
  const { assetDays } = model.event;
  // A budget of no false alarms at all is taken literally.
  if (budget.kind !== 'alarms' || budget.falseAlarmsPerAssetDayMax === 0 || assetDays <= 0) return '';
  if (budget.falseAlarmsPerAssetDayMax * assetDays >= 1) return '';
  const days = short(assetDays / FALSE_ALARMS_OF_RECORD_MIN);
  return (
    ` The budget allows no false alarm in the ${lasting(assetDays * DAY_MS)} of assets' time that judge: a longer record is needed, ` +
    `or another budget (assetDaysPerFalseAlarm of ${days} allows ${FALSE_ALARMS_OF_RECORD_MIN}).`
  );
}
