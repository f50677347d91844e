import type { AssetId, EventMetrics } from '@eagle/contracts';
import type { Failure } from './failure.js';

/**
 * How many horizons before a failure an alarm may rise and still be about it. Faults develop over one to three horizons; a model that sees
 * one early is right, one that cries for longer than that is a nuisance.
 */
export const EARLY_TOLERANCE_HORIZONS = 3;
/** Rows further apart than this many scan periods have a pause between them. */
const PAUSE_PERIODS = 10;

/** Judged rows of one asset in order of time: those that the live path would let raise an alert. */
export interface JudgedRows {
  readonly assetId: AssetId;
  readonly timesMs: Float64Array;
  readonly probability: Float32Array;
}

export interface ScoreOptions {
  readonly probabilityMin: number;
  readonly consecutiveMin: number;
  /** An alarm clears after its probability stayed below the threshold for this long. */
  readonly clearAfterMs: number;
  readonly horizonMs: number;
  readonly leadMsMin: number;
  readonly scanPeriodMs: number;
}

/** One alarm as an operator would have seen it. */
export interface AlarmEpisode {
  readonly raisedMs: number;
  readonly endsMs: number;
}

export interface JudgedEvent {
  readonly failure: Failure;
  /** Milliseconds between the alarm and the failure; null when none rose in time to be about it. */
  readonly leadMs: number | null;
  readonly outcome: 'warned' | 'late' | 'missed';
}

export interface EventScore {
  readonly metrics: EventMetrics;
  readonly events: readonly JudgedEvent[];
  /** Failures without one judged row between horizon and least lead (a gap, an excluded state): nobody could have warned. */
  readonly notJudged: number;
}

/**
 * Judges predictions as alarms, failure by failure. An event counts as warned when an alarm about it rose at least `leadMsMin` before; an
 * alarm is about a failure of its asset when it rose at most three horizons before it and lasted into the last one. Alarms that rose near
 * no failure are false.
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
    const ofAsset = failures.filter(({ assetId }) => assetId === rows.assetId);
    const episodes = alarmEpisodes(rows, options);
    judgedMs += timeCovered(rows.timesMs, options.scanPeriodMs);
    falseAlarms += episodes.filter(({ raisedMs }) => !ofAsset.some((f) => near(raisedMs, f, options))).length;
    for (const failure of ofAsset) {
      if (hasRowWithin(rows.timesMs, failure.atMs - options.horizonMs, failure.atMs - options.leadMsMin)) {
        events.push(judge(failure, episodes, options));
      } else notJudged += 1;
    }
  }
  const assetDays = judgedMs / 86_400_000;
  return { metrics: summarise(events, falseAlarms, assetDays), events, notJudged };
}

/** Turns probabilities into alarms by the rule of the live path: enough successive rows to raise, quiet for long enough to clear. */
export function alarmEpisodes(
  { timesMs, probability }: Pick<JudgedRows, 'timesMs' | 'probability'>,
  { probabilityMin, consecutiveMin, clearAfterMs, scanPeriodMs }: ScoreOptions,
): AlarmEpisode[] {
  const episodes: AlarmEpisode[] = [];
  let raisedMs: number | null = null;
  let successive = 0;
  let lastAboveMs = -Infinity;
  for (let row = 0; row < timesMs.length; row += 1) {
    const timeMs = timesMs[row] ?? NaN;
    const above = (probability[row] ?? 0) >= probabilityMin;
    const quietMs = timeMs - lastAboveMs;
    const pausedMs = clearAfterMs + PAUSE_PERIODS * scanPeriodMs;
    if (raisedMs !== null && (above ? quietMs > pausedMs : quietMs >= clearAfterMs)) {
      episodes.push({ raisedMs, endsMs: lastAboveMs + clearAfterMs });
      raisedMs = null;
      successive = 0;
    }
    successive = above ? successive + 1 : 0;
    if (above) lastAboveMs = timeMs;
    if (raisedMs === null && successive >= consecutiveMin) raisedMs = timeMs;
  }
  if (raisedMs !== null) episodes.push({ raisedMs, endsMs: lastAboveMs + clearAfterMs });
  return episodes;
}

const near = (raisedMs: number, failure: Failure, { horizonMs }: ScoreOptions): boolean =>
  raisedMs <= Math.max(failure.atMs, Math.min(failure.endsMs, failure.atMs + horizonMs)) &&
  raisedMs >= failure.atMs - EARLY_TOLERANCE_HORIZONS * horizonMs;

function judge(failure: Failure, episodes: readonly AlarmEpisode[], options: ScoreOptions): JudgedEvent {
  const { horizonMs, leadMsMin } = options;
  const about = episodes.filter(
    ({ raisedMs, endsMs }) =>
      near(raisedMs, failure, options) && raisedMs < failure.atMs && endsMs >= failure.atMs - horizonMs,
  );
  const first = about[0];
  if (first === undefined) return { failure, leadMs: null, outcome: 'missed' };
  const leadMs = failure.atMs - first.raisedMs;
  return { failure, leadMs, outcome: leadMs >= leadMsMin ? 'warned' : 'late' };
}

function summarise(events: readonly JudgedEvent[], falseAlarms: number, assetDays: number): EventMetrics {
  const warned = events.filter(({ outcome }) => outcome === 'warned');
  const leads = warned.map(({ leadMs }) => (leadMs ?? 0) / 60_000).sort((a, b) => a - b);
  return {
    events: events.length,
    warnedInTime: warned.length,
    missed: events.length - warned.length,
    falseAlarms,
    assetDays,
    falseAlarmsPerAssetDay: assetDays > 0 ? falseAlarms / assetDays : 0,
    leadMinutesMedian: quantile(leads, 0.5),
    leadMinutesP10: quantile(leads, 0.1),
  };
}

function quantile(ascending: readonly number[], share: number): number | null {
  if (ascending.length === 0) return null;
  const at = share * (ascending.length - 1);
  const low = ascending[Math.floor(at)] ?? 0;
  const high = ascending[Math.ceil(at)] ?? low;
  return low + (high - low) * (at - Math.floor(at));
}

/** Time that the rows stand for: a row covers the time since the one before it, a pause of more than ten periods is not covered. */
function timeCovered(timesMs: Float64Array, scanPeriodMs: number): number {
  let coveredMs = 0;
  for (let row = 0; row < timesMs.length; row += 1) {
    const sinceMs = (timesMs[row] ?? 0) - (timesMs[row - 1] ?? -Infinity);
    coveredMs += sinceMs <= PAUSE_PERIODS * scanPeriodMs ? sinceMs : scanPeriodMs;
  }
  return coveredMs;
}

function hasRowWithin(ascendingMs: Float64Array, fromMs: number, toMs: number): boolean {
  let low = 0;
  let high = ascendingMs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascendingMs[middle] ?? Infinity) < fromMs) low = middle + 1;
    else high = middle;
  }
  return (ascendingMs[low] ?? Infinity) <= toMs;
}
