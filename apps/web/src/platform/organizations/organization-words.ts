import type { Texts } from '../../texts/index.js';
import { ageText, delayText } from '../../time/index.js';
import { isAtWork } from '../trainings/queue.js';
import type { Glance } from './glance.js';
import { isInSetUp, type Need } from './needs.js';

const COUNT_MAX = 99;

/** `12`, `99+`. */
export const countText = (count: number): string => (count > COUNT_MAX ? `${COUNT_MAX}+` : String(count));

/** `3`, `0.4`, `2,719`: rows a second, with at most one digit behind the point. */
export const rateText = (rows: number, language: string): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(rows);

/** `62 %`. */
export const shareText = (share: number, language: string): string =>
  new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(share);

/** One sentence for a need. */
export function needSentence(need: Need, { t, sentences }: Texts): string {
  switch (need.kind) {
    case 'errors':
      return t('platform.need.errors', { count: need.count });
    case 'feed-down':
    case 'feed-degraded':
      return t(`platform.need.${need.kind}`, { reason: sentences.feed(need.feed) });
    case 'model-failed':
    case 'rules-only':
      return t(`platform.need.${need.kind}`, { reason: sentences.serving(need.serving) });
    case 'model-watch':
      return t('platform.need.model-watch', { reason: sentences.finding(need.finding) });
    case 'training':
      return t('platform.need.training', { reason: sentences.attention(need.attention) });
  }
}

/** `Live`, `Down`, `In set-up`. */
export function feedWord({ feed }: Glance, { t }: Texts): string {
  if (feed === null) return t('platform.feed.never');
  return isInSetUp(feed) ? t('platform.feed.set-up') : t(`platform.feed.${feed.state}`);
}

/** `history 70 %`, while it is taken over from the source. */
export const takenOverText = ({ takenOver }: Glance, { t, language }: Texts): string =>
  takenOver === null ? '' : t('platform.taken-over', { share: shareText(takenOver, language) });

/** `1.4.0`, `Rules only`, `No model`. */
export function modelWord({ serving }: Glance, { t }: Texts): string {
  switch (serving?.state) {
    case undefined:
      return t('platform.model.none');
    case 'live':
      return serving.version ?? t('platform.model.live');
    case 'warming':
    case 'rules-only':
    case 'failed':
      return t(`platform.model.${serving.state}`);
  }
}

/** What is said of a model behind its version: how far a training is, else its age. */
export function modelNote(glance: Glance, now: number, { t, language }: Texts): string {
  const { training, serving, modelRegisteredAt } = glance;
  if (training !== null && isAtWork(training)) {
    return t('platform.training', { share: shareText(training.progress, language) });
  }
  return serving?.state === 'live' && modelRegisteredAt !== null
    ? ageText(now - Date.parse(modelRegisteredAt))
    : '';
}

/** `Kolkata`: the city of a zone. */
export const cityOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

const HOUR_MS = 3_600_000;

/** `Lag, the last 1 h: 12 ms to 3.4 s`. */
export const lagCourseText = ({ lastHour }: Glance, texts: Texts): string =>
  courseText(lastHour.lagMs, texts.t('platform.lag'), (ms) => delayText(ms, texts.language), texts);

/** `Rows/s, the last 1 h: 0 to 31`. */
export const rateCourseText = ({ lastHour }: Glance, texts: Texts): string =>
  courseText(
    lastHour.rowsPerSecond,
    texts.t('platform.rows-per-second'),
    (rate) => rateText(rate, texts.language),
    texts,
  );

function courseText(
  past: readonly (number | null)[],
  label: string,
  textOf: (value: number) => string,
  { t }: Texts,
): string {
  const values = past.filter((value): value is number => value !== null);
  const time = ageText(HOUR_MS);
  if (values.length === 0) return t('platform.course.none', { label, time });
  return t('platform.course', {
    label,
    time,
    low: textOf(Math.min(...values)),
    high: textOf(Math.max(...values)),
  });
}
