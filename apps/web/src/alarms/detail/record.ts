import type { Alert } from '../../api/index.js';
import type { LimitBand } from '../../charts/lane-drawing.js';
import type { TimeRange } from '../../charts/time-range.js';
import { meaningOf } from '../../feature-names/index.js';
import { timeToFailureOf } from '../../time/index.js';

const MINUTE_MS = 60_000;
export const RECORD_MINUTES = 40;
/** Right of now there is room for the expected failure, but no more than this. */
const AHEAD_MS_MAX = 20 * MINUTE_MS;
/** So much of it lies behind the interval, so that its end is seen. */
const BEHIND_MS = 2 * MINUTE_MS;
/** Of an alert that is over, so much is shown after its end. */
const AFTER_MS = 5 * MINUTE_MS;

/**
 * The tag that speaks most for the alert: that of the strongest factor, else that of the weightiest
 * cause. Null: no tag speaks, as where an asset sends nothing.
 */
export function speakingTagOf(alert: Alert, isTag: (name: string) => boolean): string | null {
  const strongest = alert.topFactors
    .filter(({ direction }) => direction === 'raises')
    .toSorted((one, other) => other.contribution - one.contribution)
    .map(({ feature }) => meaningOf(feature, isTag).tag)
    .find(isTag);
  if (strongest !== undefined) return strongest;
  const named = alert.causes.flatMap(({ facts }) => ('tag' in facts ? [facts.tag] : [])).find(isTag);
  return named ?? null;
}

export interface RecordRange extends TimeRange {
  /** Until when there can be values. */
  readonly endMs: number;
  /** Whether it moves on with the present. */
  readonly isLive: boolean;
}

/** Forty minutes up to now; of an alert that is over, up to its end. */
export function recordRangeOf(alert: Alert, now: number): RecordRange {
  const ended = alert.clearedAt ?? alert.resolvedAt;
  if (!alert.state.active && ended !== null) {
    const endMs = Math.min(now, Date.parse(ended) + AFTER_MS);
    return { fromMs: endMs - RECORD_MINUTES * MINUTE_MS, toMs: endMs, endMs, isLive: false };
  }
  const failureMs = timeToFailureOf(alert, now)?.between?.[1] ?? null;
  const ahead = failureMs === null || failureMs < now ? now : failureMs + BEHIND_MS;
  const toMs = Math.min(now + AHEAD_MS_MAX, ahead);
  return { fromMs: now - RECORD_MINUTES * MINUTE_MS, toMs, endMs: now, isLive: true };
}

/** The limit that the cause names, over the whole range. */
export function limitOf(alert: Alert, tag: string, range: TimeRange): LimitBand[] {
  return alert.causes.flatMap(({ facts, severity }): LimitBand[] => {
    const colours = { tint: `${severity}-tint`, edge: `${severity}-edge` };
    const band = { fromMs: range.fromMs, toMs: range.toMs, ...colours };
    if (facts.type === 'limit' && facts.tag === tag && facts.limit !== null) {
      return [{ ...band, side: facts.side, at: facts.limit }];
    }
    if (facts.type === 'deviation' && facts.tag === tag && facts.limit !== null) {
      const side = facts.value < facts.setValue ? 'low' : 'high';
      return [{ ...band, side, at: facts.setValue + (side === 'low' ? -facts.limit : facts.limit) }];
    }
    return [];
  });
}
