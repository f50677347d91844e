import { type TimeToFailure, ageText } from '../../time/index.js';
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

/**
 * `8 min (5–14)`.
 * @returns null for an estimate without an interval: it would look surer than it is.
 */
export function timeLeftText(
  { phase, minutes, minutesBetween, dueAt }: TimeToFailure,
  clock: (at: number) => string,
  { t }: Texts,
): string | null {
  if (minutesBetween === null) return null;
  switch (phase) {
    case 'ahead':
      return t('assets.minutes-left', { minutes, from: minutesBetween[0], to: minutesBetween[1] });
    case 'soon':
      return t('assets.soon');
    case 'due':
      return t('assets.due-since', { at: clock(dueAt) });
  }
}
