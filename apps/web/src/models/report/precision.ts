import type { Contender, Judgement } from '../model-types.js';

/** Alarms at one threshold. */
export interface PrecisionPoint {
  /** Null for rules, which have none. */
  readonly probabilityMin: number | null;
  readonly warned: number;
  readonly falseAlarms: number;
  /** Share of the failures that were warned of in time. */
  readonly recall: number;
  /** Share of the alarms that were true, each failure counted once; null where nothing alarmed. */
  readonly precision: number | null;
}

export type CurveKind = 'model' | 'champion' | 'clock';

export interface PrecisionCurve {
  readonly kind: CurveKind;
  /** From the highest threshold down. */
  readonly points: readonly PrecisionPoint[];
  /** Place of the threshold in use; -1 where the curve has no point at it. */
  readonly inUse: number;
}

export interface Precision {
  readonly failures: number;
  /** The model first. */
  readonly curves: readonly PrecisionCurve[];
  /** The model at its threshold in use, as every other figure of the report has it. */
  readonly judged: PrecisionPoint;
  /** Null: the organization has none. */
  readonly rules: PrecisionPoint | null;
  /** Precision of alarms at random moments; null where it is not known. */
  readonly chance: number | null;
  /**
   * Whether the model was judged in parts, and this changed its figures: then its point does not lie
   * on its curve.
   */
  readonly isOfParts: boolean;
}

/** Null: nothing failed, or the judgement is older than curves. */
export function precisionOf(judgement: Judgement): Precision | null {
  const { model, champion, clock, rules, chancePrecision } = judgement;
  const own = curveOf('model', model);
  if (own === null || model.event.events === 0) return null;
  const others = [champion === null ? null : curveOf('champion', champion), curveOf('clock', clock)];
  const judged = pointOf(model);
  const onCurve = own.points[own.inUse];
  return {
    failures: model.event.events,
    curves: [own, ...others].filter((curve) => curve !== null),
    judged,
    rules: rules === null ? null : pointOf(rules),
    chance: chancePrecision,
    isOfParts:
      onCurve !== undefined &&
      (onCurve.warned !== judged.warned || onCurve.falseAlarms !== judged.falseAlarms),
  };
}

function curveOf(kind: CurveKind, { eventCurve, probabilityMin, event }: Contender): PrecisionCurve | null {
  if (eventCurve === null) return null;
  const points = eventCurve.map((point) =>
    pointAt(point.probabilityMin, point.warnedInTime, point.falseAlarms, event.events),
  );
  return { kind, points, inUse: points.findIndex((point) => point.probabilityMin === probabilityMin) };
}

const pointOf = ({ probabilityMin, event }: Contender): PrecisionPoint =>
  pointAt(probabilityMin, event.warnedInTime, event.falseAlarms, event.events);

function pointAt(
  probabilityMin: number | null,
  warned: number,
  falseAlarms: number,
  failures: number,
): PrecisionPoint {
  const alarms = warned + falseAlarms;
  return {
    probabilityMin,
    warned,
    falseAlarms,
    recall: failures > 0 ? warned / failures : 0,
    precision: alarms > 0 ? warned / alarms : null,
  };
}

/** So many points around one: what a little more or less would do. */
export function pointsAround(
  points: readonly PrecisionPoint[],
  place: number,
  count: number,
): readonly PrecisionPoint[] {
  const last = Math.max(0, points.length - count);
  const first = Math.min(last, Math.max(0, place - Math.floor(count / 2)));
  return points.slice(first, first + count);
}

/**
 * The line of a curve. Between two thresholds the model reaches nothing on a straight line: the
 * precision of the lower one holds from the recall of the higher one on. Empty where nothing alarmed.
 * @param place  Where a point lies on the drawing.
 */
export function stepsOf(
  points: readonly PrecisionPoint[],
  place: (recall: number, precision: number) => readonly [x: number, y: number],
): string {
  const drawn = points.flatMap(({ recall, precision }) =>
    precision === null ? [] : [{ recall, precision }],
  );
  const [first] = drawn;
  if (first === undefined) return '';
  const [x, y] = place(0, first.precision);
  return drawn.reduce(
    (path, { recall, precision }) => {
      const [nextX, nextY] = place(recall, precision);
      return `${path}V${rounded(nextY)}H${rounded(nextX)}`;
    },
    `M${rounded(x)},${rounded(y)}`,
  );
}

const rounded = (value: number): number => Math.round(value * 10) / 10;

/**
 * Moves labels apart that would lie on one another, in their order from above; the last ones are
 * pushed back up where there is no room below.
 * @param wanted  Where each label would stand.
 */
export function spreadLabels(wanted: readonly number[], gap: number, end: number): readonly number[] {
  const order = wanted.map((_, index) => index).toSorted((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const placed = wanted.slice();
  let above = -Infinity;
  for (const index of order) {
    above = Math.max(above + gap, wanted[index] ?? 0);
    placed[index] = above;
  }
  let below = end + gap;
  for (const index of order.toReversed()) {
    below = Math.min(below - gap, placed[index] ?? 0);
    placed[index] = below;
  }
  return placed;
}
