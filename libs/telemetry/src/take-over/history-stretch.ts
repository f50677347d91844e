import type { RejectionReason } from '@eagle/contracts/domain';
import { joined, touches, without, type TimeRange } from './time-ranges.js';

/** Why rows are read from the source: the record began later, or the bus dropped them. */
export const STRETCH_REASONS = ['begin', 'lost'] as const;
export type StretchReason = (typeof STRETCH_REASONS)[number];

export const STRETCH_STATES = ['waiting', 'running', 'done', 'given-up'] as const;
export type StretchState = (typeof STRETCH_STATES)[number];

/** A range of event time that is to be read from the source. */
export interface WantedStretch extends TimeRange {
  readonly reason: StretchReason;
}

/** Rows and values of the source that could not be used, by reason. */
export type RejectedCounts = Partial<Record<RejectionReason, number>>;

/**
 * A range of event time that is read from the source, newest first: of `[reachedMs, untilMs)` every
 * row is stored, of `[fromMs, reachedMs)` none need be.
 */
export interface HistoryStretch extends WantedStretch {
  readonly id: string;
  readonly state: StretchState;
  readonly reachedMs: number;
  /** Rows that were stored. */
  readonly rows: number;
  readonly rejected: RejectedCounts;
  /** Why it was given up. */
  readonly explanation: string | null;
  readonly wantedAtMs: number;
  /** When `reachedMs` last changed; null: never. */
  readonly progressedAtMs: number | null;
  readonly endedAtMs: number | null;
}

type Extent = Pick<HistoryStretch, 'id' | 'reason' | 'state' | 'fromMs' | 'untilMs' | 'reachedMs'>;

/** How the table changes so that a range is read. */
export interface WantPlan {
  /** Stretches that `added` stands for as well. */
  readonly replacedIds: readonly string[];
  readonly added: readonly WantedStretch[];
}

/** The part of a stretch that is not stored. */
const unreadOf = ({ fromMs, reachedMs }: Extent): TimeRange => ({ fromMs, untilMs: reachedMs });
const isOpen = ({ state }: Extent): boolean => state === 'waiting' || state === 'running';

/**
 * What has to be added so that a range is read. What is going to be read anyway is left out, and
 * stretches that wait and touch become one.
 *
 * `begin` is read once: what any stretch had is left out, also where it was given up. An empty
 * range is kept: it says from when on there is a record. What was lost is read again also where it
 * was stored before: the bus may drop rows that came late.
 */
export function planWanted(stretches: readonly Extent[], wanted: WantedStretch): WantPlan {
  const { reason } = wanted;
  if (reason === 'begin') return planBegin(stretches, wanted);
  const missing = without(wanted, stretches.filter(isOpen).map(unreadOf));
  const joinable = stretches.filter(
    (stretch) =>
      stretch.reason === reason &&
      stretch.state === 'waiting' &&
      missing.some((range) => touches(range, stretch)),
  );
  return {
    replacedIds: joinable.map(({ id }) => id),
    added: joined([...missing, ...joinable]).map(({ fromMs, untilMs }) => ({ fromMs, untilMs, reason })),
  };
}

function planBegin(stretches: readonly Extent[], wanted: WantedStretch): WantPlan {
  const begun = stretches.filter(({ reason }) => reason === 'begin');
  if (begun.length === 0) return { replacedIds: [], added: [wanted] };
  const missing = without(wanted, begun);
  return { replacedIds: [], added: missing.map((range) => ({ ...range, reason: 'begin' })) };
}

/**
 * Ranges of event time whose rows of the source are all stored, ascending: from where taking over
 * came to up to what the live rows reach, without what is still to be read or was given up. Nothing
 * where no record has begun.
 * @param recordedUntilMs  Live rows are stored up to here.
 */
export function coveredRanges(stretches: readonly Extent[], recordedUntilMs: number): readonly TimeRange[] {
  const begun = stretches.filter(({ reason }) => reason === 'begin');
  if (begun.length === 0) return [];
  const recorded = {
    fromMs: Math.min(...begun.map(({ reachedMs }) => reachedMs)),
    untilMs: recordedUntilMs,
  };
  return without(recorded, stretches.map(unreadOf));
}
