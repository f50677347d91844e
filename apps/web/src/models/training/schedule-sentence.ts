import { scheduleText } from '../../schedule-words/index.js';
import type { Texts } from '../../texts/index.js';
import type { PlantTime } from '../../time/index.js';

interface Next {
  readonly at: number;
  readonly now: number;
}

/**
 * `Every Sunday at 02:00, next on 6 Dec 02:00`, in the organization's zone.
 * @param schedule  Its five fields; null: nothing is trained by itself.
 * @param next  Null where it is not known.
 */
export function scheduleSentence(
  schedule: string | null,
  next: Next | null,
  plantTime: PlantTime,
  texts: Texts,
): string {
  const { t } = texts;
  if (schedule === null) return t('models.schedule.never');
  const words = scheduleText(schedule, texts) ?? t('models.schedule.signs', { schedule });
  if (next === null) return words;
  const at = plantTime.short(next.at, next.now);
  const time = plantTime.time(next.at);
  return at === time
    ? t('models.schedule.next-today', { words, time: time.slice(0, 5) })
    : t('models.schedule.next', { words, at });
}
