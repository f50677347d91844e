import type { Alert, Severity } from '../api/index.js';
import { assetNameOf } from './counts.js';

const RANKS: Readonly<Record<Severity, number>> = { critical: 0, high: 1, medium: 2, low: 3 };

/** What decides the place of an alert; read once for each, not once for each comparison. */
interface Place {
  readonly alert: Alert;
  readonly isAcknowledged: boolean;
  readonly rank: number;
  readonly raisedAtMs: number;
}

const placeOf = (alert: Alert): Place => ({
  alert,
  isAcknowledged: alert.state.acknowledged,
  rank: RANKS[alert.severity],
  raisedAtMs: Date.parse(alert.raisedAt),
});

function comparePlaces(one: Place, other: Place): number {
  if (one.isAcknowledged !== other.isAcknowledged) return one.isAcknowledged ? 1 : -1;
  if (one.rank !== other.rank) return one.rank - other.rank;
  if (one.raisedAtMs !== other.raisedAtMs) return other.raisedAtMs - one.raisedAtMs;
  return compareIds(one.alert.id, other.alert.id);
}

function compareIds(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** How a person wants their list; the unacknowledged stand first in each. */
export const ALERT_ORDERS = ['urgent', 'newest', 'asset'] as const;
export type AlertOrder = (typeof ALERT_ORDERS)[number];

const names = new Intl.Collator(undefined, { numeric: true });

function compareIn(order: AlertOrder): (one: Place, other: Place) => number {
  if (order === 'urgent') return comparePlaces;
  return (one, other) => {
    if (one.isAcknowledged !== other.isAcknowledged) return one.isAcknowledged ? 1 : -1;
    const first =
      order === 'newest'
        ? other.raisedAtMs - one.raisedAtMs
        : names.compare(assetNameOf(one.alert), assetNameOf(other.alert));
    return first === 0 ? comparePlaces(one, other) : first;
  };
}

/** The rows in an order: what it leaves equal stands as in `urgent`. */
export function inOrder<Row>(order: AlertOrder, rows: readonly Row[], alertOf: (row: Row) => Alert): Row[] {
  const compare = compareIn(order);
  return rows
    .map((row) => ({ row, place: placeOf(alertOf(row)) }))
    .sort((one, other) => compare(one.place, other.place))
    .map(({ row }) => row);
}

/** Urgent first: unacknowledged, then priority, then newest; the id decides between equals. */
export const urgentFirst = <Row>(rows: readonly Row[], alertOf: (row: Row) => Alert): Row[] =>
  inOrder('urgent', rows, alertOf);

/** Newest first, for everything that ever was. */
export const newestFirst = (alerts: readonly Alert[]): Alert[] =>
  alerts
    .map(placeOf)
    .sort((one, other) => other.raisedAtMs - one.raisedAtMs || compareIds(one.alert.id, other.alert.id))
    .map(({ alert }) => alert);
