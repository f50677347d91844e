import type { Alert } from '../api/index.js';

/** Alerts of one asset that follow each other this closely have one cause, as far as is known. */
export const GROUP_GAP_MS = 60_000;

interface Timed<Row> {
  readonly row: Row;
  readonly alert: Alert;
  readonly raisedAtMs: number;
}

function byTime<Row>(one: Timed<Row>, other: Timed<Row>): number {
  if (one.raisedAtMs !== other.raisedAtMs) return one.raisedAtMs - other.raisedAtMs;
  return one.alert.id < other.alert.id ? -1 : 1;
}

/**
 * Puts rows of one cause together: those of one asset of which each was raised at most a minute
 * after another. An alert does not name its cause yet; once it does, that decides.
 * @returns groups in the order in which `rows` name them first; each begins with its first out.
 */
export function groupRows<Row>(rows: readonly Row[], alertOf: (row: Row) => Alert): Row[][] {
  const timed = rows.map((row): Timed<Row> => {
    const alert = alertOf(row);
    return { row, alert, raisedAtMs: Date.parse(alert.raisedAt) };
  });
  const groupOf = new Map<Row, Row[]>();
  const newest = new Map<string, { readonly group: Row[]; readonly raisedAtMs: number }>();
  for (const { row, alert, raisedAtMs } of timed.toSorted(byTime)) {
    const former = newest.get(alert.assetId);
    const isOfFormer = former !== undefined && raisedAtMs - former.raisedAtMs <= GROUP_GAP_MS;
    const group = isOfFormer ? former.group : [];
    group.push(row);
    groupOf.set(row, group);
    newest.set(alert.assetId, { group, raisedAtMs });
  }
  return [...new Set(rows.map((row) => groupOf.get(row) ?? [row]))];
}
