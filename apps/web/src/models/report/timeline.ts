import { shareAt, type TimeRange } from '../../charts/time-range.js';
import type { Judgement } from '../model-types.js';

/**
 * What became of a failure. An older judgement counts the late ones, but does not say which they
 * are: where some were late and others missed, the rest are `not-in-time`.
 */
export type Outcome = 'warned' | 'late' | 'missed' | 'not-in-time';

export interface TimelineMark {
  readonly assetId: string;
  readonly atMs: number;
  /** Place on the axis, 0-1. */
  readonly share: number;
  readonly outcome: Outcome;
  /** How long before the failure the alarm rose; null where it did not rise in time. */
  readonly leadMinutes: number | null;
  /** The same for an alarm that came late; null where none did, or where it is not known. */
  readonly lateMinutes: number | null;
  /** The lead as a share of the longest one; minutes cannot be seen on an axis of weeks. */
  readonly tail: number;
}

export interface TimelineLane {
  readonly component: string;
  /** In the order of time. */
  readonly marks: readonly TimelineMark[];
}

/** An alarm near no failure. */
export interface FalseAlarmMark {
  readonly assetId: string;
  readonly atMs: number;
  readonly share: number;
}

export interface Timeline {
  readonly range: TimeRange;
  readonly lanes: readonly TimelineLane[];
  /** Null where nothing was warned in time. */
  readonly leadMinutesMax: number | null;
  /** In the order of time; null in an older judgement, which only counts them. */
  readonly falseAlarms: readonly FalseAlarmMark[] | null;
}

const ALONE_MS = 3_600_000;

/** Every judged failure in the lane of its component; null where there is none. */
export function timelineOf(judgement: Judgement): Timeline | null {
  const { events, model } = judgement;
  if (events.length === 0) return null;
  const range = rangeOf(judgement);
  const leads = model.leadMinutes.filter((lead) => lead !== null);
  const longest = leads.length === 0 ? null : Math.max(...leads);
  const otherwise = outcomeWithoutLead(judgement);
  const marks = events.map(({ assetId, component, at }, index) => {
    const atMs = Date.parse(at);
    const leadMinutes = model.leadMinutes[index] ?? null;
    const lateMinutes = model.lateMinutes?.[index] ?? null;
    const mark: TimelineMark = {
      assetId,
      atMs,
      share: shareAt(range, atMs),
      outcome: leadMinutes !== null ? 'warned' : lateMinutes !== null ? 'late' : otherwise,
      leadMinutes,
      lateMinutes,
      tail: leadMinutes === null || longest === null || longest === 0 ? 0 : leadMinutes / longest,
    };
    return { component, mark };
  });
  const lanes = [...Map.groupBy(marks, ({ component }) => component)].map(([component, own]) => ({
    component,
    marks: own.map(({ mark }) => mark).toSorted((a, b) => a.atMs - b.atMs),
  }));
  const falseAlarms =
    judgement.falseAlarms?.map(({ assetId, at }) => {
      const atMs = Date.parse(at);
      return { assetId, atMs, share: shareAt(range, atMs) };
    }) ?? null;
  return { range, lanes: lanes.toSorted(byName), leadMinutesMax: longest, falseAlarms };
}

/** What a failure was that no known alarm was about, as far as the counts say it. */
function outcomeWithoutLead({ model }: Judgement): Outcome {
  if (model.late === 0 || model.lateMinutes !== null) return 'missed';
  return model.late >= model.event.missed ? 'late' : 'not-in-time';
}

/** The held-back time, and every failure and false alarm in it. */
function rangeOf({ events, heldBack, falseAlarms }: Judgement): TimeRange {
  const instants = [heldBack.from, heldBack.to, ...[...events, ...(falseAlarms ?? [])].map(({ at }) => at)]
    .filter((at) => at !== null)
    .map((at) => Date.parse(at));
  const [fromMs, toMs] = [Math.min(...instants), Math.max(...instants)];
  return toMs > fromMs ? { fromMs, toMs } : { fromMs: fromMs - ALONE_MS, toMs: toMs + ALONE_MS };
}

const byName = (a: TimelineLane, b: TimelineLane): number =>
  a.component.localeCompare(b.component, undefined, { numeric: true });
