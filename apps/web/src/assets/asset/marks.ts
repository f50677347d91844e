import type { Alert } from '../../api/index.js';
import type { TimeRange } from '../../charts/time-range.js';

/** An alert on the time axis. */
export interface AlertMark extends TimeRange {
  readonly alert: Alert;
  /** Lines that the lane needs: marks that overlap stand below each other. */
  readonly line: number;
}

export const LINES_MAX = 4;

/** Alerts that stand and past ones, each once and at its newest revision. */
export function joinAlerts(past: readonly Alert[], standing: readonly Alert[]): Alert[] {
  const byId = new Map<string, Alert>();
  for (const alert of [...past, ...standing]) {
    const known = byId.get(alert.id);
    if (known === undefined || known.revision < alert.revision) byId.set(alert.id, alert);
  }
  return [...byId.values()];
}

/** From when to when an alert held; one that stands holds until now. */
export function spanOfAlert({ raisedAt, clearedAt, resolvedAt, state }: Alert, now: number): TimeRange {
  const fromMs = Date.parse(raisedAt);
  const end = state.active ? null : (clearedAt ?? resolvedAt);
  return { fromMs, toMs: Math.max(fromMs, end === null ? now : Date.parse(end)) };
}

/**
 * Puts alerts on as few lines as they need, the one that was raised first on top.
 * @returns those that have a line, and how many have none.
 */
export function marksOf(
  alerts: readonly Alert[],
  range: TimeRange,
  now: number,
): { readonly marks: readonly AlertMark[]; readonly more: number } {
  const spans = alerts
    .map((alert) => ({ alert, ...spanOfAlert(alert, now) }))
    .filter(({ fromMs, toMs }) => toMs >= range.fromMs && fromMs <= range.toMs)
    .toSorted((a, b) => a.fromMs - b.fromMs);
  const ends: number[] = [];
  const marks: AlertMark[] = [];
  for (const span of spans) {
    const free = ends.findIndex((end) => end < span.fromMs);
    const line = free === -1 ? ends.length : free;
    if (line >= LINES_MAX) continue;
    ends[line] = span.toMs;
    marks.push({ ...span, line });
  }
  return { marks, more: spans.length - marks.length };
}
