import type { AssetId, EventMetrics } from '@eagle/contracts/domain';
import type { Failure } from '../labels/failure.js';
import { alarmEpisodes, PAUSE_PERIODS, type AlarmEpisode, type AlarmRule } from './alarm-episodes.js';
import { eventWindows, isAbout, isNear, type EventWindow } from './event-windows.js';

/** Judged rows of one asset in order of time: rows that could raise an alert on the live path. */
export interface JudgedRows {
  readonly assetId: AssetId;
  readonly timesMs: Float64Array;
  readonly probability: Float32Array;
}

export interface ScoreOptions extends AlarmRule {
  readonly probabilityMin: number;
  readonly horizonMs: number;
  readonly leadMsMin: number;
}

export interface JudgedEvent {
  readonly failure: Failure;
  /** Milliseconds between the alarm and the failure; null when no alarm about it rose. */
  readonly leadMs: number | null;
  readonly outcome: 'warned' | 'late' | 'missed';
}

export interface EventScore {
  readonly metrics: EventMetrics;
  readonly events: readonly JudgedEvent[];
  /**
   * Failures without one judged row between horizon and least lead (a gap, an excluded state): no
   * warning was possible.
   */
  readonly notJudged: number;
}

/**
 * Judges predictions as alarms, failure by failure. An event counts as warned when an alarm about
 * it rose at least `leadMsMin` before; an alarm is about a failure of its asset when it rose at
 * most three horizons before it and lasted into the last one. Alarms that rose near no failure are
 * false.
 */
export function scoreEvents(
  assets: readonly JudgedRows[],
  failures: readonly Failure[],
  options: ScoreOptions,
): EventScore {
  const events: JudgedEvent[] = [];
  let notJudged = 0;
  let falseAlarms = 0;
  let judgedMs = 0;
  for (const rows of assets) {
    const windows = eventWindows(failures, rows.assetId, options.horizonMs);
    const episodes = alarmEpisodes(rows, options);
    judgedMs += timeCovered(rows.timesMs, options.scanPeriodMs);
    falseAlarms += episodes.filter(({ raisedMs }) => !windows.some((w) => isNear(raisedMs, w))).length;
    for (const window of windows) {
      if (hasRowWithin(rows.timesMs, window.fromMs, window.atMs - options.leadMsMin)) {
        events.push(judgeEvent(window, episodes, options.leadMsMin));
      } else notJudged += 1;
    }
  }
  return {
    metrics: summariseEvents(
      events.map(({ outcome, leadMs }) => (outcome === 'warned' ? leadMs : null)),
      falseAlarms,
      judgedMs / 86_400_000,
    ),
    events,
    notJudged,
  };
}

function judgeEvent(window: EventWindow, episodes: readonly AlarmEpisode[], leadMsMin: number): JudgedEvent {
  const { failure, atMs } = window;
  const first = episodes.find(({ raisedMs, endsMs }) => isAbout(raisedMs, endsMs, window));
  if (first === undefined) return { failure, leadMs: null, outcome: 'missed' };
  const leadMs = atMs - first.raisedMs;
  return { failure, leadMs, outcome: leadMs >= leadMsMin ? 'warned' : 'late' };
}

/**
 * @param leadsMs  One per event: milliseconds between alarm and failure, null where it was not
 * warned of in time.
 */
export function summariseEvents(
  leadsMs: readonly (number | null)[],
  falseAlarms: number,
  assetDays: number,
): EventMetrics {
  const leads = leadsMs
    .filter((leadMs) => leadMs !== null)
    .map((leadMs) => leadMs / 60_000)
    .sort((a, b) => a - b);
  return {
    events: leadsMs.length,
    warnedInTime: leads.length,
    missed: leadsMs.length - leads.length,
    falseAlarms,
    assetDays,
    falseAlarmsPerAssetDay: assetDays > 0 ? falseAlarms / assetDays : 0,
    leadMinutesMedian: quantile(leads, 0.5),
    leadMinutesP10: quantile(leads, 0.1),
  };
}

/** Quantile by linear interpolation between neighbours; null for an empty list. */
export function quantile(ascending: ArrayLike<number>, share: number): number | null {
  if (ascending.length === 0) return null;
  const at = share * (ascending.length - 1);
  const low = ascending[Math.floor(at)] ?? 0;
  const high = ascending[Math.ceil(at)] ?? low;
  return low + (high - low) * (at - Math.floor(at));
}

/**
 * Time that the rows stand for: a row covers the time since the one before it, a pause of more than
 * ten periods is not covered.
 */
function timeCovered(timesMs: Float64Array, scanPeriodMs: number): number {
  let coveredMs = 0;
  for (let row = 0; row < timesMs.length; row += 1) {
    const sinceMs = (timesMs[row] ?? 0) - (timesMs[row - 1] ?? -Infinity);
    coveredMs += sinceMs <= PAUSE_PERIODS * scanPeriodMs ? sinceMs : scanPeriodMs;
  }
  return coveredMs;
}

/** Whether one of the ascending times lies in the interval, both ends inclusive. */
export function hasRowWithin(
  ascendingMs: Float64Array,
  fromMs: number,
  toMs: number,
  first = 0,
  end = ascendingMs.length,
): boolean {
  let low = first;
  let high = end;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascendingMs[middle] ?? Infinity) < fromMs) low = middle + 1;
    else high = middle;
  }
  return low < end && (ascendingMs[low] ?? Infinity) <= toMs;
}
