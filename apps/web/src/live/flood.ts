import type { Alert } from '../api/index.js';
import { isHeld } from './counts.js';

/** An alarm flood (EEMUA 191): it begins above ten alerts in ten minutes, and ends below five. */
export const FLOOD_WINDOW_MS = 600_000;
export const FLOOD_BEGINS_ABOVE = 10;
export const FLOOD_ENDS_BELOW = 5;

const MINUTE_MS = 60_000;
/** Alerts by minute are shown for so long. */
const SHOWN_MS = 2 * FLOOD_WINDOW_MS;

/** More alerts than one person can follow. Instants are milliseconds since 1970. */
export interface Flood {
  /** When the first of its alerts was raised. */
  readonly sinceMs: number;
  readonly firstOut: Alert;
  /** How long the first out was ahead of the next. */
  readonly aheadMs: number;
  /** Alerts of the last twenty minutes, also those that are over. */
  readonly raised: ReadonlyMap<string, Alert>;
}

export interface FloodState {
  readonly raised: ReadonlyMap<string, Alert>;
  readonly flood: Flood | null;
}

export const NO_FLOOD: FloodState = { raised: new Map(), flood: null };

const raisedAtOf = ({ raisedAt }: Alert): number => Date.parse(raisedAt);

/** Whether there is a flood now. An alert that is over meanwhile still counts: it was work. */
export function nextFlood(before: FloodState, alerts: Iterable<Alert>, now: number): FloodState {
  const isRecent = (alert: Alert): boolean => raisedAtOf(alert) > now - SHOWN_MS;
  const raised = new Map([...before.raised].filter(([, alert]) => isRecent(alert)));
  for (const alert of alerts) {
    if (!isHeld(alert) && isRecent(alert)) raised.set(alert.id, alert);
  }
  const inWindow = windowOf(raised, now);
  const isFlood =
    before.flood === null ? inWindow.length > FLOOD_BEGINS_ABOVE : inWindow.length >= FLOOD_ENDS_BELOW;
  if (!isFlood) return { raised, flood: null };
  return { raised, flood: { ...(before.flood ?? beginningOf(inWindow)), raised } };
}

const windowOf = (raised: ReadonlyMap<string, Alert>, now: number): Alert[] =>
  [...raised.values()].filter((alert) => raisedAtOf(alert) > now - FLOOD_WINDOW_MS);

function beginningOf(inWindow: readonly Alert[]): Omit<Flood, 'raised'> {
  const [firstOut, next] = inWindow.toSorted((one, other) => raisedAtOf(one) - raisedAtOf(other));
  if (firstOut === undefined || next === undefined) throw new Error('A flood has more than one alert');
  const sinceMs = raisedAtOf(firstOut);
  return { sinceMs, firstOut, aheadMs: raisedAtOf(next) - sinceMs };
}

/** What is said of a flood. */
export interface FloodFigures {
  /** Alerts of the last ten minutes, and on how many assets. */
  readonly alerts: number;
  readonly assets: number;
  /** Alerts in each of the last twenty minutes, the oldest first. */
  readonly byMinute: readonly number[];
  /** Most alerts of one minute, and when that minute began. */
  readonly peak: { readonly alerts: number; readonly atMs: number };
  readonly fromMs: number;
}

export function floodFigures({ raised }: Flood, now: number): FloodFigures {
  const inWindow = windowOf(raised, now);
  const minutes = SHOWN_MS / MINUTE_MS;
  const toMs = (Math.floor(now / MINUTE_MS) + 1) * MINUTE_MS;
  const fromMs = toMs - minutes * MINUTE_MS;
  const byMinute = Array.from({ length: minutes }, () => 0);
  for (const alert of raised.values()) {
    const minute = Math.floor((raisedAtOf(alert) - fromMs) / MINUTE_MS);
    const before = byMinute[minute];
    if (before !== undefined) byMinute[minute] = before + 1;
  }
  const most = Math.max(...byMinute);
  return {
    alerts: inWindow.length,
    assets: new Set(inWindow.map(({ assetId }) => assetId)).size,
    byMinute,
    peak: { alerts: most, atMs: fromMs + byMinute.indexOf(most) * MINUTE_MS },
    fromMs,
  };
}
