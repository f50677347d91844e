const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** At which rows lie in the store: as they came, or as one row a minute or hour. */
export const RESOLUTIONS = ['raw', 'minute', 'hour'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];
export type AggregateResolution = Exclude<Resolution, 'raw'>;

/** Milliseconds that one row of an aggregate stands for. */
export const AGGREGATE_MS: Readonly<Record<AggregateResolution, number>> = {
  minute: MINUTE_MS,
  hour: HOUR_MS,
};

/**
 * Each divides a day or is a number of days, and all from a minute on are whole minutes, from an
 * hour on whole hours.
 */
const WIDTHS_MS: readonly number[] = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND_MS),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE_MS),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR_MS),
  ...[1, 2, 5, 10, 20, 50, 100].map((days) => days * DAY_MS),
];

const WIDEST_MS = 100 * DAY_MS;

/**
 * How a range is answered: its rows as they are, or in buckets of one width, aligned to the epoch.
 */
export type Rendering = { readonly kind: 'rows' } | { readonly kind: 'buckets'; readonly widthMs: number };

/**
 * Rows where no more than `points` are expected, else the narrowest width that gives no more
 * buckets than that.
 * @param points  Two or more: a range may lie across the border of two buckets of any width.
 * @param rowsMax  Rows that lie in the range, at most.
 */
export function renderingOf(fromMs: number, toMs: number, points: number, rowsMax: number): Rendering {
  if (rowsMax <= points) return { kind: 'rows' };
  const fits = (widthMs: number): boolean =>
    Math.ceil(toMs / widthMs) - Math.floor(fromMs / widthMs) <= points;
  let widthMs = WIDTHS_MS.find(fits) ?? WIDEST_MS;
  while (!fits(widthMs)) widthMs *= 2;
  return { kind: 'buckets', widthMs };
}

/** The coarsest rows of the store that make up buckets of this width. */
export function resolutionFor(widthMs: number): Resolution {
  if (widthMs % HOUR_MS === 0) return 'hour';
  return widthMs % MINUTE_MS === 0 ? 'minute' : 'raw';
}
