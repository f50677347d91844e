import type { Alert } from '../api/index.js';
import { shownAlerts, urgentFirst } from '../live/index.js';

/** More cannot be read from the other end of the room. */
export const WALL_ROWS_MAX = 12;

export interface WallRows {
  readonly rows: readonly Alert[];
  /** Alerts that have no place. */
  readonly more: number;
  readonly unacknowledged: number;
  readonly active: number;
}

/** The most urgent alerts, and how many there are beside them. */
export function wallRowsOf(alerts: ReadonlyMap<string, Alert>): WallRows {
  const ordered = urgentFirst(shownAlerts(alerts), (alert) => alert);
  return {
    rows: ordered.slice(0, WALL_ROWS_MAX),
    more: Math.max(0, ordered.length - WALL_ROWS_MAX),
    unacknowledged: ordered.filter(({ state }) => !state.acknowledged).length,
    active: ordered.length,
  };
}
