import type { Alert, Severity } from '../api/index.js';
import { isHeld, SEVERITIES } from '../live/index.js';

/** Alerts below critical are gathered for this time, and announced in one sentence. */
export const GATHER_MS = 5_000;
/** Least time between two summaries of a flood. */
export const FLOOD_SUMMARY_MS = 60_000;
/** An older alert came while the page was not connected: it is not announced as new. */
const FRESH_MS = 60_000;

export type NewNumbers = Readonly<Record<Severity, number>>;

/** What a screen reader reads out. */
export type Announcement =
  /** At once, and over everything else. */
  | { readonly kind: 'critical'; readonly alerts: readonly Alert[] }
  /** When the person is not in the middle of something; a critical one in a flood interrupts. */
  | { readonly kind: 'summary'; readonly numbers: NewNumbers; readonly isFlood: boolean };

export interface AnnouncerState {
  /** Priority at which each waiting alert was announced; null: nothing was looked at yet. */
  readonly told: ReadonlyMap<string, Severity> | null;
  /** Alerts that wait for the next summary. */
  readonly gathered: NewNumbers;
  /** When the first gathered alert came; null: none waits. */
  readonly gatheredSince: number | null;
  /** When a flood was last summed up. */
  readonly floodToldAt: number;
}

const NONE: NewNumbers = { critical: 0, high: 0, medium: 0, low: 0 };

export const NOTHING_TOLD: AnnouncerState = {
  told: null,
  gathered: NONE,
  gatheredSince: null,
  floodToldAt: Number.NEGATIVE_INFINITY,
};

interface Seen {
  readonly alerts: Iterable<Alert>;
  readonly isFlood: boolean;
  readonly now: number;
}

const waits = (alert: Alert): boolean => alert.state.active && !alert.state.acknowledged && !isHeld(alert);

/**
 * Decides what is announced now. Each alert is announced once when it comes, and when it becomes
 * critical.
 */
export function nextAnnouncements(
  before: AnnouncerState,
  { alerts, isFlood, now }: Seen,
): { readonly state: AnnouncerState; readonly said: readonly Announcement[] } {
  const waiting = [...alerts].filter(waits);
  const told = new Map(waiting.map(({ id, severity }) => [id, severity]));
  // What stood when the page was opened is on the page: it is read, not announced.
  if (before.told === null) return { state: { ...before, told }, said: [] };
  const news = waiting.filter((alert) => isNews(alert, before.told));
  const isUrgent = (alert: Alert): boolean =>
    !isFlood && alert.severity === 'critical' && (hasBecomeWorse(alert, before.told) || isFresh(alert, now));
  const urgent = news.filter(isUrgent);
  const gathered = plus(
    before.gathered,
    news.filter((alert) => !isUrgent(alert)),
  );
  const isAnyGathered = SEVERITIES.some((severity) => gathered[severity] > 0);
  const gatheredSince = isAnyGathered ? (before.gatheredSince ?? now) : null;
  const state = { ...before, told, gathered, gatheredSince };
  const said: Announcement[] = urgent.length === 0 ? [] : [{ kind: 'critical', alerts: urgent }];
  const isDue =
    gatheredSince !== null &&
    (isFlood ? now - before.floodToldAt >= FLOOD_SUMMARY_MS : now - gatheredSince >= GATHER_MS);
  if (!isDue) return { state, said };
  return {
    state: {
      ...state,
      gathered: NONE,
      gatheredSince: null,
      floodToldAt: isFlood ? now : before.floodToldAt,
    },
    said: [...said, { kind: 'summary', numbers: gathered, isFlood }],
  };
}

type Told = AnnouncerState['told'];

const hasBecomeWorse = ({ id, severity }: Alert, told: Told): boolean => {
  const known = told?.get(id);
  return known !== undefined && known !== 'critical' && severity === 'critical';
};

const isNews = (alert: Alert, told: Told): boolean =>
  told?.has(alert.id) !== true || hasBecomeWorse(alert, told);

const isFresh = ({ raisedAt }: Alert, now: number): boolean => now - Date.parse(raisedAt) < FRESH_MS;

function plus(numbers: NewNumbers, alerts: readonly Alert[]): NewNumbers {
  const sum = { ...numbers };
  for (const { severity } of alerts) sum[severity] += 1;
  return sum;
}
