import { shareText } from '../../charts/index.js';
import type { Texts } from '../../texts/index.js';
import { delayText, type PlantTime } from '../../time/index.js';
import type { ServiceNeed } from './service-needs.js';
import type { Service } from './vitals.js';

interface Words extends Texts {
  readonly plantTime: PlantTime;
  readonly nowMs: number;
  readonly answerMsMax: number;
}

/** What happened, then what it means. */
export function needText(service: Service, need: ServiceNeed, words: Words): string {
  const { t, language, plantTime, nowMs, answerMsMax } = words;
  const at = (instant: string): string => plantTime.short(Date.parse(instant), nowMs);
  const away = t(`platform.service.away.${service}`);
  const within = delayText(answerMsMax, language);
  switch (need.kind) {
    case 'silent':
      return need.lastSeenAt === null
        ? t('platform.service.need.never-seen', { within, away })
        : t('platform.service.need.silent', { within, at: at(need.lastSeenAt), away });
    case 'no-leader':
      return t('platform.service.need.no-leader', { away });
    case 'not-ready':
      return t('platform.service.need.not-ready', need);
    case 'missing':
      return need.silent === ''
        ? t('platform.service.need.missing', { answering: need.answering, wanted: need.wanted, within })
        : t('platform.service.need.missing-some', { ...need, within });
    case 'unreadable':
      return t('platform.service.need.unreadable', need);
    case 'loop-blocked':
      return t('platform.service.need.loop-blocked', {
        replica: need.replica,
        delay: delayText(need.delayMs, language),
      });
    case 'heap-full':
      return t('platform.service.need.heap-full', {
        replica: need.replica,
        share: shareText(need.share, language),
      });
    case 'restarted':
      return t('platform.service.need.restarted', { ...need, at: at(need.startedAt) });
    case 'versions':
      return t('platform.service.need.versions', need);
  }
}
