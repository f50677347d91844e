import type { Alert, Severity } from '../api/index.js';

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

/** Urgent first: unacknowledged, then priority, then newest; the id decides between equals. */
export function urgentFirst<Row>(rows: readonly Row[], alertOf: (row: Row) => Alert): Row[] {
  return rows
    .map((row) => ({ row, place: placeOf(alertOf(row)) }))
    .sort((one, other) => comparePlaces(one.place, other.place))
    .map(({ row }) => row);
}

/** Newest first, for everything that ever was. */
export const newestFirst = (alerts: readonly Alert[]): Alert[] =>
  alerts
    .map(placeOf)
    .sort((one, other) => other.raisedAtMs - one.raisedAtMs || compareIds(one.alert.id, other.alert.id))
    .map(({ alert }) => alert);
