import type { Texts } from '../../texts/index.js';
import { longAgeText } from '../../time/index.js';
import { ageIn, isNaive, isZone } from './zone-of-rows.js';

/** A newest row of this age says that the zone is wrong, or that nobody writes. */
const OLD_MS = 15 * 60_000;

interface ReadInZone {
  /** Time of the newest row as the table holds it; null where it holds none. */
  readonly newestStamp: string | null;
  /** IANA zone in which time stamps are read. */
  readonly zone: string;
}

/** What the zone makes of the newest row. */
export function zoneSentence({ newestStamp, zone }: ReadInZone, atMs: number, t: Texts['t']): string {
  if (newestStamp === null) return t('onboarding.zone.no-rows');
  if (!isNaive(newestStamp)) return t('onboarding.zone.not-needed');
  if (!isZone(zone)) return '';
  const ageMs = ageIn(zone, newestStamp, atMs);
  if (Number.isNaN(ageMs)) return t('onboarding.zone.unreadable', { stamp: newestStamp });
  if (ageMs < -OLD_MS) return t('onboarding.zone.ahead', { zone, age: longAgeText(-ageMs) });
  const age = longAgeText(Math.max(0, ageMs));
  return t(ageMs > OLD_MS ? 'onboarding.zone.old' : 'onboarding.zone.fresh', { zone, age });
}
