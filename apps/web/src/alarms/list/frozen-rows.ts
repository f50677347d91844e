import type { Alert } from '../../api/index.js';
import { type AlertOrder, inOrder } from '../../live/index.js';

/** A row of the list. */
export interface AlertRow {
  /** The newest that is known: values change in place. */
  readonly alert: Alert;
  /** The alert when it got its place: what decides order and section. */
  readonly placedAs: Alert;
  /** When it was found to belong here no more; null while it does. */
  readonly leftAt: number | null;
}

export interface FrozenRows {
  readonly rows: readonly AlertRow[];
  /** Alerts that wait for the hand to leave. */
  readonly waiting: readonly Alert[];
}

export const NO_ROWS: FrozenRows = { rows: [], waiting: [] };

/** A row that has left stays for so long, so that nobody wonders where it went. */
export const LEAVES_AFTER_MS = 3_000;

interface Change {
  /** Every alert that belongs into the list, in any order. */
  readonly wanted: readonly Alert[];
  /** The newest of an alert that is not wanted; undefined where it is over. */
  readonly known: (id: string) => Alert | undefined;
  readonly order: AlertOrder;
  readonly isHeld: boolean;
  readonly now: number;
}

/**
 * The next state of the list. Under the hand no row comes, goes or moves; else every row is at its
 * place, and those that left are taken out after three seconds.
 */
export function nextRows(before: FrozenRows, change: Change): FrozenRows {
  const { wanted, known, order, isHeld, now } = change;
  const byId = new Map(wanted.map((alert) => [alert.id, alert]));
  const current = (row: AlertRow): AlertRow => {
    const alert = byId.get(row.alert.id);
    if (alert === undefined) {
      return { ...row, alert: known(row.alert.id) ?? row.alert, leftAt: row.leftAt ?? now };
    }
    return alert === row.alert && row.leftAt === null ? row : { ...row, alert, leftAt: null };
  };
  if (isHeld && before.rows.length > 0) {
    const rows = before.rows.map(current);
    const shown = new Set(rows.map(({ alert }) => alert.id));
    return { rows, waiting: wanted.filter(({ id }) => !shown.has(id)) };
  }
  const leaving = before.rows
    .map(current)
    .filter(({ leftAt }) => leftAt !== null && now - leftAt < LEAVES_AFTER_MS);
  const placed = new Map(before.rows.map((row) => [row.alert.id, row]));
  const staying = wanted.map((alert): AlertRow => {
    const row = placed.get(alert.id);
    // The same object where nothing changed: the row is not drawn again.
    return row?.alert === alert && row.placedAs === alert && row.leftAt === null
      ? row
      : { alert, placedAs: alert, leftAt: null };
  });
  return { rows: inOrder(order, [...staying, ...leaving], ({ placedAs }) => placedAs), waiting: [] };
}

/** When the next row is due to be taken out; null: none is leaving. */
export function nextRemovalAt({ rows }: FrozenRows): number | null {
  let first: number | null = null;
  for (const { leftAt } of rows) {
    if (leftAt !== null && (first === null || leftAt < first)) first = leftAt;
  }
  return first === null ? null : first + LEAVES_AFTER_MS;
}
