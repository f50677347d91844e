import type { Severity } from '../../api/index.js';
import type { Rule } from '../../rule-words/index.js';

/** A value of a tag, and of its set value; null: there is no usable one. */
export interface Reading {
  readonly value: number | null;
  readonly setValue: number | null;
}

/** Where a value stands: how far before the first limit, or beyond which one. */
export type Distance =
  | { readonly kind: 'unknown' }
  /** `by`: what is left to the mildest limit. */
  | { readonly kind: 'within'; readonly by: number; readonly severity: Severity }
  /** `by`: how far beyond the worst limit that it has crossed. */
  | { readonly kind: 'beyond'; readonly by: number; readonly severity: Severity };

type BandedRule = Extract<Rule, { readonly type: 'limit' | 'deviation' }>;

/** Compares a reading with the limits, as the platform judges it: delays and deadband left out. */
export function distanceOf(rule: BandedRule, reading: Reading): Distance {
  const magnitude = magnitudeOf(rule, reading);
  if (magnitude === null) return { kind: 'unknown' };
  const sign = isFalling(rule) ? -1 : 1;
  const bands = rule.bands
    .map(({ severity, from }) => ({ severity, from: sign * from }))
    .sort((a, b) => a.from - b.from);
  const crossed = bands.findLast(({ from }) => magnitude >= from);
  if (crossed !== undefined) {
    return { kind: 'beyond', by: magnitude - crossed.from, severity: crossed.severity };
  }
  const [first] = bands;
  return first === undefined
    ? { kind: 'unknown' }
    : { kind: 'within', by: first.from - magnitude, severity: first.severity };
}

const isFalling = (rule: BandedRule): boolean => rule.type === 'limit' && rule.side === 'low';

/** How far a value has moved in the direction of the rule. */
function magnitudeOf(rule: BandedRule, { value, setValue }: Reading): number | null {
  if (value === null) return null;
  if (rule.type === 'limit') return isFalling(rule) ? -value : value;
  if (setValue === null) return null;
  const distance = value - setValue;
  if (rule.direction === 'both') return Math.abs(distance);
  return rule.direction === 'above' ? distance : -distance;
}

/** What is left to the limit: less than 0 beyond it, infinite where nothing is known. */
export function marginOf(distance: Distance): number {
  switch (distance.kind) {
    case 'within':
      return distance.by;
    case 'beyond':
      return -distance.by;
    case 'unknown':
      return Infinity;
  }
}

/**
 * Limits that the rule can never see crossed, because the tag counts such values as faults of its
 * sensor: they are not judged.
 */
export function unreachableLimits(
  rule: Rule,
  range: { readonly low: number; readonly high: number } | null,
): number[] {
  if (rule.type !== 'limit' || range === null) return [];
  const limits = rule.bands.map(({ from }) => from);
  return limits.filter((from) => (rule.side === 'high' ? from > range.high : from < range.low));
}

/** A limit that is farther away than this many spans of the values would make them a flat line. */
const SPANS_MAX = 4;

/** The limits that an axis shows beside the values; all of them where there is no value. */
export function limitsInSight(
  values: { readonly low: number; readonly high: number } | null,
  limits: readonly { readonly at: number }[],
): number[] {
  const places = limits.map(({ at }) => at);
  if (values === null || values.high === values.low) return places;
  const { low, high } = values;
  const room = SPANS_MAX * (high - low);
  return places.filter((at) => at >= low - room && at <= high + room);
}
