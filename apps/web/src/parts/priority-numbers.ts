import type { Severity } from '../api/index.js';
import type { Texts } from '../texts/index.js';

const WORST_FIRST = ['critical', 'high', 'medium', 'low'] as const satisfies readonly Severity[];

/** `28 critical, 19 high`: priorities without a number are left out. */
export const priorityNumbersText = (numbers: Readonly<Record<Severity, number>>, t: Texts['t']): string =>
  WORST_FIRST.filter((priority) => numbers[priority] > 0)
    .map((priority) => t('priority.number', { count: numbers[priority], priority }))
    .join(', ');
