import { EVENT_CURVE_POINTS_MAX, type EventCurvePoint } from '@eagle/contracts/domain';
import type { JudgedRecord } from './judged-record.js';
import { onePart } from './parts.js';
import type { OrderedScores } from './ranking.js';
import { sweepThresholds } from './sweep-thresholds.js';
import { thresholdCandidates } from './threshold-candidates.js';

/**
 * Failures warned in time and false alarms at falling thresholds: precision and recall of alarms,
 * failure by failure. Each threshold is judged on all rows, by the rule of the live path.
 *
 * A low threshold joins alarms to long ones that rise too early for any failure: from there on both
 * figures fall. So the curve ends at the first threshold that warns of the most failures, or at the
 * threshold in use where that is lower.
 * @param inUse  The threshold in use; the curve has a point at it.
 */
export function eventCurve(
  record: JudgedRecord,
  { scores, order }: OrderedScores,
  inUse: number,
): EventCurvePoint[] {
  // Few enough before they are judged: a pass over all candidates costs as much as choosing the
  // threshold does.
  const tried = evenly(thresholdCandidates(record, scores, order), EVENT_CURVE_POINTS_MAX - 1);
  const thresholds = Float64Array.from(new Set([...tried, inUse])).sort();
  const { warned, falseAlarms } = sweepThresholds(record, scores, thresholds, onePart(record));
  const falling = Array.from(thresholds, (probabilityMin, i) => ({
    probabilityMin,
    warnedInTime: warned[i] ?? 0,
    falseAlarms: falseAlarms[i] ?? 0,
  })).reverse();
  const isInUse = ({ probabilityMin }: EventCurvePoint): boolean => probabilityMin === inUse;
  const most = falling.reduce((max, point) => Math.max(max, point.warnedInTime), 0);
  const end = Math.max(
    falling.findIndex((point) => point.warnedInTime === most),
    falling.findIndex(isInUse),
  );
  return falling
    .slice(0, end + 1)
    .filter((point, i, all) => isInUse(point) || !hasSameAlarms(point, all[i - 1]));
}

const hasSameAlarms = (point: EventCurvePoint, before: EventCurvePoint | undefined): boolean =>
  point.warnedInTime === before?.warnedInTime && point.falseAlarms === before.falseAlarms;

/** At most so many of the values, evenly, with the first and the last. */
function evenly(values: Float64Array, count: number): Float64Array {
  if (values.length <= count) return values;
  return Float64Array.from(
    { length: count },
    (_, i) => values[Math.round((i * (values.length - 1)) / (count - 1))] ?? 0,
  );
}
