import type { Series, SeriesColumn } from './series-runs.js';

type Values = readonly (number | null)[];

export const columnOf = (name: string, values: Values, more: Partial<SeriesColumn> = {}): SeriesColumn => ({
  name,
  unit: '°C',
  min: [...values],
  max: [...values],
  mean: [...values],
  last: [...values],
  goodShare: values.map((value) => (value === null ? null : 1)),
  notGood: [],
  ...more,
});

export const seriesOf = (timesMs: readonly number[], more: Partial<Series> = {}): Series => ({
  asset: 'line-1',
  widthMs: 0,
  timesMs: [...timesMs],
  columns: [],
  labels: {},
  stateMs: {},
  gaps: [],
  missing: [],
  conflicts: { count: 0, first: [] },
  ...more,
});
