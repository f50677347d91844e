import type { DecodedSeries, DecodedTexts } from './decode-series.js';

/** One column of a file. */
export type TableColumn = { readonly name: string; readonly unit: string } & (
  | { readonly kind: 'numbers'; readonly numbers: Float64Array }
  | { readonly kind: 'texts'; readonly texts: DecodedTexts }
);

const MEASURES = ['min', 'max', 'mean', 'last', 'goodShare'] as const;

/**
 * The columns of a series beside its times, as files have them. Of rows as they are: the labels,
 * then each tag with its quality by name. Of buckets: the measures of each tag, then the
 * milliseconds in each state.
 */
export const tableOf = (series: DecodedSeries): TableColumn[] =>
  series.widthMs === 0 ? rowColumns(series) : bucketColumns(series);

const numberColumn = (name: string, unit: string, numbers: Float64Array): TableColumn => ({
  kind: 'numbers',
  name,
  unit,
  numbers,
});

const textColumn = (name: string, texts: DecodedTexts): TableColumn => ({
  kind: 'texts',
  name,
  unit: '',
  texts,
});

const rowColumns = ({ columns, labels }: DecodedSeries): TableColumn[] => [
  ...[...labels].map(([name, texts]) => textColumn(name, texts)),
  ...columns.flatMap(({ name, unit, last, quality }) => [
    numberColumn(name, unit, last),
    ...(quality === null ? [] : [textColumn(`${name}.quality`, quality)]),
  ]),
];

const bucketColumns = ({ columns, stateMs }: DecodedSeries): TableColumn[] => [
  ...columns.flatMap((column) =>
    MEASURES.map((measure) =>
      numberColumn(`${column.name}.${measure}`, measure === 'goodShare' ? '' : column.unit, column[measure]),
    ),
  ),
  ...[...stateMs].map(([state, ms]) => numberColumn(`state.${state}`, 'ms', ms)),
];
