import type { TailUpdate } from '@eagle/contracts/socket';
import type { BadQuality, Series, SeriesColumn } from './series-runs.js';

type UpdateColumn = TailUpdate['columns'][number];

/**
 * Adds rows of the live tail behind a series, as they are. Rows that the series has already, and
 * late ones, are left to the next reading of the range.
 * @returns the same series where nothing is new.
 */
export function appendRows(series: Series, update: Omit<TailUpdate, 'assetId'>): Series {
  const end = series.timesMs.at(-1) ?? -Infinity;
  const lastMs = end + Math.max(0, series.widthMs - 1);
  const fresh: number[] = [];
  let newest = lastMs;
  for (const [row, timeMs] of update.timesMs.entries()) {
    if (timeMs <= newest) continue;
    newest = timeMs;
    fresh.push(row);
  }
  if (fresh.length === 0) return series;
  const first = series.timesMs.length;
  const byTag = new Map(update.columns.map((column) => [String(column.tag), column]));
  const states = series.labels['state'];
  return {
    ...series,
    timesMs: [...series.timesMs, ...fresh.map((row) => update.timesMs[row] ?? 0)],
    columns: series.columns.map((column) => appendColumn(column, byTag.get(column.name), fresh, first)),
    labels:
      states === undefined
        ? series.labels
        : { ...series.labels, state: [...states, ...fresh.map((row) => update.states[row] ?? '')] },
  };
}

function appendColumn(
  column: SeriesColumn,
  update: UpdateColumn | undefined,
  rows: readonly number[],
  first: number,
): SeriesColumn {
  const values = rows.map((row) => update?.values[row] ?? null);
  const qualities = rows.map((row) => update?.quality?.[row] ?? 'good');
  return {
    ...column,
    min: [...column.min, ...values],
    max: [...column.max, ...values],
    mean: [...column.mean, ...values],
    last: [...column.last, ...values],
    goodShare: [...column.goodShare, ...qualities.map((quality) => (quality === 'good' ? 1 : 0))],
    notGood: [
      ...column.notGood,
      ...qualities.flatMap((quality, at) =>
        isBad(quality) ? [{ point: first + at, points: 1, quality }] : [],
      ),
    ],
  };
}

const isBad = (quality: string): quality is BadQuality => quality !== 'good' && quality !== 'notRecorded';
