import type { Reply } from '../api/index.js';
import type { TimeRange } from './time-range.js';

export type Series = Reply<'/api/v1/telemetry', 'get'>;
export type SeriesColumn = Series['columns'][number];
export type BadQuality = SeriesColumn['notGood'][number]['quality'];

export interface QualityRun extends TimeRange {
  readonly quality: BadQuality;
}

/** When a point ends: where the next one begins, or after its bucket. */
function endOf({ timesMs, widthMs }: Pick<Series, 'timesMs' | 'widthMs'>, point: number): number {
  const at = timesMs[point] ?? 0;
  const next = timesMs[point + 1];
  if (widthMs > 0) return Math.min(at + widthMs, next ?? Infinity);
  return next ?? at;
}

/**
 * Where the values of a tag are not good. Rows say how; a bucket says only that it has no usable
 * value, and is then missing. Gaps in all tags are missing too.
 */
export function qualityRuns(series: Series, column: SeriesColumn): QualityRun[] {
  const named = column.notGood.map(({ point, points, quality }) => ({
    fromMs: series.timesMs[point] ?? 0,
    toMs: endOf(series, point + points - 1),
    quality,
  }));
  const gaps = series.gaps.map(({ fromMs, toMs }) => ({ fromMs, toMs, quality: 'missing' as const }));
  const empty = series.widthMs > 0 ? emptyBuckets(series, column) : [];
  return joinRuns([...named, ...gaps, ...empty]);
}

function emptyBuckets(series: Series, { goodShare, last }: SeriesColumn): QualityRun[] {
  return series.timesMs.flatMap((fromMs, point) => {
    const share = goodShare[point];
    // Null: the tag was not recorded, or a gap begins here.
    if (share == null || share > 0 || last[point] != null) return [];
    return [{ fromMs, toMs: endOf(series, point), quality: 'missing' as const }];
  });
}

/** Runs of one quality that touch or overlap become one. */
export function joinRuns<Run extends QualityRun>(runs: readonly Run[]): Run[] {
  const joined: Run[] = [];
  const latest = new Map<BadQuality, number>();
  for (const run of runs.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const index = latest.get(run.quality);
    const former = index === undefined ? undefined : joined[index];
    if (index !== undefined && former !== undefined && run.fromMs <= former.toMs) {
      joined[index] = { ...former, toMs: Math.max(former.toMs, run.toMs) };
    } else {
      latest.set(run.quality, joined.length);
      joined.push(run);
    }
  }
  return joined;
}

export interface StateRun extends TimeRange {
  readonly state: string;
}

/** Operating states one after the other: of rows as they are, of buckets the one that held longest. */
export function stateRuns(series: Series): StateRun[] {
  const runs: StateRun[] = [];
  for (const [point, fromMs] of series.timesMs.entries()) {
    const state = stateAt(series, point);
    if (state === null) continue;
    const toMs = endOf(series, point);
    const former = runs.at(-1);
    if (former?.state === state && fromMs <= former.toMs) runs[runs.length - 1] = { ...former, toMs };
    else runs.push({ state, fromMs, toMs });
  }
  return runs;
}

function stateAt({ labels, stateMs }: Series, point: number): string | null {
  const label = labels['state']?.[point];
  if (label !== undefined) return label === '' ? null : label;
  let [longest, longestMs]: [string | null, number] = [null, 0];
  for (const [state, durations] of Object.entries(stateMs)) {
    const ms = durations[point] ?? 0;
    if (ms > longestMs) [longest, longestMs] = [state, ms];
  }
  return longest;
}

/** Index of the point that covers an instant; null in a gap, before the first and after the last. */
export function pointAt(series: Series, atMs: number): number | null {
  const { timesMs } = series;
  if (series.gaps.some(({ fromMs, toMs }) => atMs > fromMs && atMs < toMs)) return null;
  let [low, high] = [0, timesMs.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((timesMs[middle] ?? 0) <= atMs) low = middle;
    else high = middle - 1;
  }
  const first = timesMs[low];
  if (first === undefined || first > atMs) return null;
  return low === timesMs.length - 1 && atMs > first + Math.max(series.widthMs, typicalMs(timesMs))
    ? null
    : low;
}

const typicalMs = (timesMs: readonly number[]): number => {
  const [first, last] = [timesMs.at(0) ?? 0, timesMs.at(-1) ?? 0];
  return (2 * (last - first)) / Math.max(1, timesMs.length - 1);
};
