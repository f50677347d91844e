import type { DayQuality, TagCounts } from './quality-cells.js';

export const countsOf = (tag: string, change: Partial<TagCounts> = {}): TagCounts => ({
  ...{ tag, good: 0, missing: 0, frozen: 0, outOfRange: 0, stale: 0 },
  ...change,
});

/** A day of a clock that is right. */
export const dayOf = (day: string, change: Partial<DayQuality> = {}): DayQuality => ({
  day,
  fromMs: Date.parse(`${day}T00:00:00Z`),
  toMs: Date.parse(`${day}T00:00:00Z`) + 86_400_000,
  rows: 1_000,
  conflicts: 0,
  takenOver: 0,
  gaps: { count: 0, ms: 0, longestMs: 0 },
  late: 0,
  future: 0,
  delayMs: { min: 14, median: 20, p95: 80, max: 400 },
  clockBack: { count: 0, first: [] },
  tags: [],
  ...change,
});
