/** What a feed reported within a slot of two minutes. */
export interface CoursePoint {
  /** Slots since the process began to count. */
  readonly slot: number;
  /** As of its last report; null: not known. */
  readonly rowsPerSecond: number | null;
  /** The largest of its reports; null: none had one. */
  readonly lagMs: number | null;
}

export const SLOT_MS = 120_000;
/** An hour. */
export const SLOTS_KEPT = 30;

export const slotAt = (nowMs: number): number => Math.floor(nowMs / SLOT_MS);

/** Adds a report, and forgets what is older than an hour. */
export function withReport(course: readonly CoursePoint[], next: CoursePoint): readonly CoursePoint[] {
  const last = course.at(-1);
  const kept = course.filter(({ slot }) => slot > next.slot - SLOTS_KEPT && slot !== next.slot);
  const lagMs = last?.slot === next.slot ? largest(last.lagMs, next.lagMs) : next.lagMs;
  return [...kept, { ...next, lagMs }];
}

const largest = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.max(a, b);

/** A value for each slot of the last hour, oldest first; null where the feed did not report. */
export function lastHourOf(course: readonly CoursePoint[], nowSlot: number) {
  const bySlot = new Map(course.map((point) => [point.slot, point]));
  const points = Array.from({ length: SLOTS_KEPT }, (_, at) => bySlot.get(nowSlot - SLOTS_KEPT + 1 + at));
  return {
    rowsPerSecond: points.map((point) => rounded(point?.rowsPerSecond ?? null)),
    lagMs: points.map((point) => rounded(point?.lagMs ?? null)),
  };
}

/** Three digits are more than a small line shows. */
const rounded = (value: number | null): number | null =>
  value === null ? null : Number(value.toPrecision(3));
