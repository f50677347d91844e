import { type TimeLeft, ageText } from '../../time/index.js';
import type { Texts } from '../../texts/index.js';
import { valueText } from '../../charts/index.js';
import type { Tag } from '../use-configuration.js';
import type { FleetAsset } from './fleet.js';

/** `412 m³/h`, or null where the newest row has no such value. */
export function figureOf({ latest }: FleetAsset, tag: Tag, { language }: Texts): string | null {
  const value = latest?.values[tag.tag]?.value;
  return value == null ? null : valueText(value, tag.unit, language);
}

/** `Running`, `No data for 4 min`, `No data yet`. */
export function stateText({ latest, isFresh }: FleetAsset, now: number, { t }: Texts): string {
  if (latest === null) return t('assets.never');
  if (!isFresh) return t('assets.no-data-for', { age: ageText(now - latest.timeMs) });
  return operatingState(latest.labels['state'], t);
}

/** An operating state is the organization's own word. */
export function operatingState(state: string | undefined, t: Texts['t']): string {
  if (state === undefined || state === '' || state === 'unknown') return t('assets.state-unknown');
  return state.charAt(0).toLocaleUpperCase() + state.slice(1).replaceAll('-', ' ');
}

/** `8 min (5–14)` */
export function timeLeftText(left: TimeLeft, clock: (at: number) => string, { t }: Texts): string {
  switch (left.kind) {
    case 'minutes':
      return t('assets.minutes-left', {
        minutes: left.minutes,
        from: left.interval[0],
        to: left.interval[1],
      });
    case 'soon':
      return t('assets.soon');
    case 'due':
      return t('assets.due-since', { at: clock(left.since) });
  }
}
