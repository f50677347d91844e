/** Where an estimate lies on the axis of its whisker, as shares of 0 to 1. */
export interface TimeWhisker {
  readonly low: number;
  readonly at: number;
  readonly high: number;
}

/** Ends of the axis, minutes: rows are compared by eye, so that most of them have the same axis. */
const AXES_MINUTES = [20, 60, 240, 1_440, 10_080] as const;

/** @returns null for an interval that no axis holds. */
export function timeWhiskerOf(minutes: number, [low, high]: readonly [number, number]): TimeWhisker | null {
  const end = AXES_MINUTES.find((each) => high <= each && minutes <= each);
  return end === undefined ? null : { low: low / end, at: minutes / end, high: high / end };
}
