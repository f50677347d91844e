import type { Alert } from '../api/index.js';
import { shownAlerts, urgentFirst } from '../live/index.js';

/** More cannot be read from the other end of the room. */
export const WALL_ROWS_MAX = 12;
/** With one asset above them fewer have room, also below the bar that says that nothing is live. */
export const WALL_ROWS_BELOW_MAX = 8;

export interface WallRows {
  readonly rows: readonly Alert[];
  /** Alerts that have no place. */
  readonly more: number;
  readonly unacknowledged: number;
  readonly active: number;
}

/** The most urgent alerts, and how many there are beside them. */
export function wallRowsOf(alerts: ReadonlyMap<string, Alert>, rowsMax = WALL_ROWS_MAX): WallRows {
  const ordered = urgentFirst(shownAlerts(alerts), (alert) => alert);
  return {
    rows: ordered.slice(0, rowsMax),
    more: Math.max(0, ordered.length - rowsMax),
    unacknowledged: ordered.filter(({ state }) => !state.acknowledged).length,
    active: ordered.length,
  };
}

const SHIFT_EVERY_MS = 10 * 60_000;
const PLACES = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
] as const;

/** By how many px everything stands aside, so that a picture of weeks burns into no screen. */
export const shiftAt = (now: number): readonly [number, number] =>
  PLACES[Math.floor(now / SHIFT_EVERY_MS) % PLACES.length] ?? PLACES[0];

const OLD_MS = 10_000;
const SCANS = 3;

/**
 * Since when a wall is not live; null: it is.
 * @param newestEventAt  Of the newest row; null: none was ever read, and the list says all there is.
 */
export function notLiveSince(newestEventAt: string | null, scanPeriodMs: number, now: number): number | null {
  if (newestEventAt === null) return null;
  const at = Date.parse(newestEventAt);
  return now - at > Math.max(OLD_MS, SCANS * scanPeriodMs) ? at : null;
}
