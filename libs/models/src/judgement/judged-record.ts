import type { ComponentName } from '@eagle/contracts/domain';
import type { Failure } from '../labels/failure.js';
import { PAUSE_PERIODS, type AlarmRule } from './alarm-episodes.js';
import { eventWindows, type EventWindow } from './event-windows.js';
import { arrangeRows, type ArrangedRows, type HoldOut } from './hold-out.js';
import { hasRowWithin } from './score-events.js';

/** Defines an alarm and the failures that it is compared with. */
export interface EventRule extends AlarmRule {
  readonly horizonMs: number;
  readonly leadMsMin: number;
  /**
   * `ahead` (when left out): labels mark a coming failure. `present`: a state that is present from
   * a failure's `atMs` to its `endsMs`; an alarm in that time has found it, regardless of the least
   * lead.
   */
  readonly labels?: 'ahead' | 'present';
}

/** A failure of the record. */
export interface RecordEvent extends EventWindow {
  readonly asset: number;
  /** Index in the judged events; -1 when no row could have warned of this failure. */
  readonly judged: number;
  /** Failures of one asset with overlapping windows share a cluster and are drawn together. */
  readonly cluster: number;
}

/** Held-out rows with their failures, ready to be judged by any number of scores. */
export interface JudgedRecord {
  readonly rows: ArrangedRows;
  readonly rule: EventRule;
  readonly components: readonly ComponentName[];
  /** Failures per asset, ordered by time. */
  readonly eventsOfAsset: readonly (readonly RecordEvent[])[];
  readonly events: readonly RecordEvent[];
  readonly clusters: number;
  /** Failures within the record's time without a row that could have warned. */
  readonly eventsNotJudged: number;
  /**
   * Time that each row stands for: since the row before it, or its share where there was a pause.
   */
  readonly coveredMs: Float64Array;
  readonly assetDays: number;
}

/**
 * Brings rows and failures together. Failures of assets without rows are left out: no warning was
 * possible.
 */
export function judgedRecord(
  holdOut: HoldOut,
  known: readonly Failure[],
  asked: EventRule,
  components: readonly ComponentName[],
): JudgedRecord {
  const rows = arrangeRows(holdOut);
  const isPresent = asked.labels === 'present';
  const rule = isPresent ? { ...asked, leadMsMin: 0 } : asked;
  const failures = isPresent ? statesAsFailures(known, rows.timesMs) : known;
  const events: RecordEvent[] = [];
  let clusters = 0;
  let eventsNotJudged = 0;
  const eventsOfAsset = rows.assetIds.map((assetId, asset) => {
    const [first = 0, end = 0] = [rows.starts[asset], rows.starts[asset + 1]];
    let lastMs = -Infinity;
    return eventWindows(end > first ? failures : [], assetId, rule.horizonMs).map((window) => {
      if (window.fromMs > lastMs) clusters += 1;
      lastMs = window.atMs;
      const seen = hasRowWithin(rows.timesMs, window.fromMs, window.atMs - rule.leadMsMin, first, end);
      if (!seen && isWithin(window, rows.timesMs[first], rows.timesMs[end - 1])) eventsNotJudged += 1;
      const event = { ...window, asset, cluster: clusters - 1, judged: seen ? events.length : -1 };
      if (seen) events.push(event);
      return event;
    });
  });
  const coveredMs = timeStoodFor(rows, rule.scanPeriodMs);
  const assetDays = coveredMs.reduce((sum, ms) => sum + ms, 0) / 86_400_000;
  return { rows, rule, components, eventsOfAsset, events, clusters, eventsNotJudged, coveredMs, assetDays };
}

/**
 * A present state shows from its beginning, and an alarm must come before its end. A state without
 * end lasts as long as the rows.
 */
function statesAsFailures(states: readonly Failure[], timesMs: Float64Array): Failure[] {
  let lastMs = -Infinity;
  for (let at = 0; at < timesMs.length; at += 1) lastMs = Math.max(lastMs, timesMs[at] ?? lastMs);
  return states.map((state) => {
    const endsMs = Number.isFinite(state.endsMs) ? state.endsMs : Math.max(lastMs, state.atMs);
    // A row exactly at the end still belongs to the state.
    return { ...state, developsFromMs: state.atMs, atMs: endsMs + 1, endsMs: endsMs + 1 };
  });
}

/**
 * Whether rows from the first to the last time should show the failure: it comes after the first,
 * and its horizon begins before the last.
 */
const isWithin = ({ atMs, fromMs }: EventWindow, firstMs = NaN, lastMs = NaN): boolean =>
  atMs > firstMs && fromMs <= lastMs;

function timeStoodFor({ timesMs, starts, weight }: ArrangedRows, scanPeriodMs: number): Float64Array {
  const coveredMs = new Float64Array(timesMs.length);
  for (let asset = 0; asset + 1 < starts.length; asset += 1) {
    const [first = 0, end = 0] = [starts[asset], starts[asset + 1]];
    for (let at = first; at < end; at += 1) {
      const standsForMs = scanPeriodMs * (weight?.[at] ?? 1);
      const sinceMs = at > first ? (timesMs[at] ?? 0) - (timesMs[at - 1] ?? 0) : Infinity;
      coveredMs[at] = sinceMs <= Math.max(PAUSE_PERIODS * scanPeriodMs, standsForMs) ? sinceMs : standsForMs;
    }
  }
  return coveredMs;
}

/**
 * An alarm that is near none of an asset's failures is false. Alarms are looked up in one pass in
 * order of time.
 */
export class NearestEvents {
  private next = 0;
  /** Earliest time from which alarms are near any event from this one on. */
  private readonly earliestFrom: Float64Array;

  constructor(private readonly events: readonly RecordEvent[]) {
    this.earliestFrom = new Float64Array(events.length);
    let earliest = Infinity;
    for (let i = events.length - 1; i >= 0; i -= 1) {
      earliest = Math.min(earliest, events[i]?.earliestMs ?? Infinity);
      this.earliestFrom[i] = earliest;
    }
  }

  /** Starts over, for another pass. */
  rewind(): void {
    this.next = 0;
  }

  /**
   * @param raisedMs  Not earlier than in the previous call.
   * @param visit  Called for each event that the alarm is near to.
   * @returns whether there was any.
   */
  near(raisedMs: number, visit: (event: RecordEvent) => void): boolean {
    while ((this.events[this.next]?.latestMs ?? Infinity) < raisedMs) this.next += 1;
    let any = false;
    for (let i = this.next; i < this.events.length && (this.earliestFrom[i] ?? 0) <= raisedMs; i += 1) {
      const event = this.events[i];
      if (event === undefined || raisedMs < event.earliestMs || raisedMs > event.latestMs) continue;
      any = true;
      visit(event);
    }
    return any;
  }
}
