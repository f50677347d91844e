import { csvField, csvNumber, zonedTimes } from '@eagle/telemetry/table-text';
import type { DecodedSeries } from './decode-series.js';
import { tableOf, type TableColumn } from './series-table.js';

/**
 * A series as a CSV file, a point a line; units stand in brackets in the header. An empty field is
 * no value; a line that has nothing but its time is the beginning of a gap.
 * @param zone  IANA time zone of the times, which carry their offset.
 */
export function csvOfSeries(series: DecodedSeries, zone: string): string {
  const columns = tableOf(series).map((column) => ({ header: headerOf(column), fieldAt: fieldsOf(column) }));
  const timeOf = zonedTimes(zone);
  const lines = [['time', ...columns.map(({ header }) => header)].join(',')];
  series.timesMs.forEach((timeMs, point) => {
    lines.push([timeOf(timeMs), ...columns.map(({ fieldAt }) => fieldAt(point))].join(','));
  });
  return `${lines.join('\r\n')}\r\n`;
}

const headerOf = ({ name, unit }: TableColumn): string => csvField(unit === '' ? name : `${name} [${unit}]`);

function fieldsOf(column: TableColumn): (point: number) => string {
  if (column.kind === 'numbers') {
    const { numbers } = column;
    return (point) => csvNumber(numbers[point] ?? Number.NaN);
  }
  const { names, codes } = column.texts;
  const fields = names.map(csvField);
  return (point) => fields[codes[point] ?? 0] ?? '';
}
