import type { Texts } from '../../texts/index.js';
import { isInSetUp, type Need } from './needs.js';
import type { OrganizationReading } from './organization-reading.js';

const COUNT_MAX = 99;

/** `12`, `99+`; `50+` where more are active than were counted. */
export function countText(count: number, hasMore: boolean): string {
  if (count > COUNT_MAX) return `${COUNT_MAX}+`;
  return hasMore && count > 0 ? `${count}+` : String(count);
}

/** `3`, `0.4`, `2,719`: rows a second, with at most one digit behind the point. */
export const rateText = (rows: number, language: string): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(rows);

/** One sentence for a need; the engine's own where it has one. */
export const needSentence = (need: Need, { t }: Texts): string =>
  need.kind === 'errors'
    ? t('platform.need.errors', { count: need.count })
    : t(`platform.need.${need.kind}`, { reason: need.reason });

/** `Live`, `Down`, `In set-up`. */
export function feedWord({ feed }: OrganizationReading, { t }: Texts): string {
  if (feed === null) return t('platform.feed.never');
  return isInSetUp(feed) ? t('platform.feed.set-up') : t(`platform.feed.${feed.state}`);
}

/** `1.4.0`, `Rules only`, `No model`. */
export function modelWord({ models: { serving } }: OrganizationReading, { t }: Texts): string {
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

/** `Kolkata`: the city of a zone. */
export const cityOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
