import type { Series } from '@eagle/contracts/rest';

const MEASURES = ['min', 'max', 'mean', 'last', 'goodShare'] as const;

/** Leading characters that a spreadsheet takes for a formula. */
const FORMULA = /^[=+\-@\t\r]/;
const QUOTED = /[",\r\n]/;

/** A text as a field of a CSV file: quoted where it must be, and never a formula. */
export function csvField(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return QUOTED.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/**
 * A series as a CSV file, a point a line. Of rows as they are, a column a tag with the labels in front; of buckets, each measure of a tag and the
 * milliseconds in each state.
 * @param zone  IANA time zone of the times, which carry their offset.
 */
export function csvOfSeries(series: Series, zone: string): string {
  const isRaw = series.widthMs === 0;
  const columns = isRaw ? rawColumns(series) : bucketColumns(series);
  const timeOf = zonedTimes(zone);
  const lines = [['time', ...columns.map(({ name }) => csvField(name))].join(',')];
  series.timesMs.forEach((timeMs, point) => {
    lines.push([timeOf(timeMs), ...columns.map(({ valueAt }) => valueAt(point))].join(','));
  });
  return `${lines.join('\r\n')}\r\n`;
}

interface CsvColumn {
  readonly name: string;
  readonly valueAt: (point: number) => string;
}

const numberColumn = (name: string, numbers: readonly (number | null)[]): CsvColumn => ({
  name,
  valueAt: (point) => String(numbers[point] ?? ''),
});

const rawColumns = ({ columns, labels }: Series): CsvColumn[] => [
  ...Object.entries(labels).map(([name, texts]) => ({
    name,
    valueAt: (point: number) => csvField(texts[point] ?? ''),
  })),
  ...columns.flatMap(({ name, last, goodShare }) => [
    numberColumn(name, last),
    numberColumn(`${name}.good`, goodShare),
  ]),
];

const bucketColumns = ({ columns, stateMs }: Series): CsvColumn[] => [
  ...columns.flatMap((column) =>
    MEASURES.map((measure) => numberColumn(`${column.name}.${measure}`, column[measure])),
  ),
  ...Object.entries(stateMs).map(([state, ms]) => numberColumn(`state.${state}.ms`, ms)),
];

/** Writes instants as ISO 8601 with the offset that holds in a zone then, to the millisecond. */
export function zonedTimes(zone: string): (timeMs: number) => string {
  const offsets = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  return (timeMs) => {
    const name = offsets.formatToParts(timeMs).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
    const offset = /^GMT(?:([+-])(\d\d):(\d\d))?/.exec(name);
    const [, sign, hours = '00', minutes = '00'] = offset ?? [];
    if (sign === undefined) return new Date(timeMs).toISOString();
    const minutesAhead = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
    const local = new Date(timeMs + minutesAhead * 60_000).toISOString().slice(0, -1);
    return `${local}${sign}${hours}:${minutes}`;
  };
}
