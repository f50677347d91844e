import {
  Dictionary,
  Field,
  Float64,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  tableToIPC,
  TimestampMicrosecond,
  Uint16,
  Utf8,
  vectorFromArray,
  type Data,
} from 'apache-arrow';
import type { DecodedSeries, DecodedTexts } from './decode-series.js';
import { tableOf, type TableColumn } from './series-table.js';

const MICROSECONDS = 1_000n;

interface ArrowColumn {
  readonly field: Field;
  readonly data: Data;
}

/**
 * A series as a stream of Arrow IPC: the columns of a CSV file, times in UTC. What belongs to no
 * row stands in the metadata of the schema (lists as JSON), the unit of a column in that of its
 * field.
 * @param zone  IANA time zone that the client asked for.
 */
export function arrowOfSeries(series: DecodedSeries, zone: string): Uint8Array {
  const { asset, widthMs, gaps, missing, conflicts, timesMs } = series;
  const metadata = new Map([
    ['asset', asset],
    ['zone', zone],
    ['widthMs', String(widthMs)],
    ['gaps', JSON.stringify(gaps)],
    ['missing', JSON.stringify(missing)],
    ['conflicts', JSON.stringify(conflicts)],
  ]);
  const columns = [timeColumn(timesMs), ...tableOf(series).map(columnOf)];
  const schema = new Schema(
    columns.map(({ field }) => field),
    metadata,
  );
  const children = columns.map(({ data }) => data);
  const type = new Struct(schema.fields);
  const data = makeData({ type, length: timesMs.length, nullCount: 0, children });
  return tableToIPC(new Table(schema, new RecordBatch(schema, data)), 'stream');
}

function timeColumn(timesMs: Float64Array): ArrowColumn {
  const type = new TimestampMicrosecond('UTC');
  const data = BigInt64Array.from(timesMs, microsecondsOf);
  return {
    field: new Field('time', type, false),
    data: makeData({ type, length: data.length, nullCount: 0, data }),
  };
}

function microsecondsOf(timeMs: number): bigint {
  const wholeMs = Math.floor(timeMs);
  return BigInt(wholeMs) * MICROSECONDS + BigInt(Math.round((timeMs - wholeMs) * Number(MICROSECONDS)));
}

function columnOf(column: TableColumn): ArrowColumn {
  const { name, unit } = column;
  const data = column.kind === 'numbers' ? numbersOf(column.numbers) : textsOf(column.texts);
  const metadata = unit === '' ? null : new Map([['unit', unit]]);
  return { field: new Field(name, data.type, true, metadata), data };
}

const numbersOf = (numbers: Float64Array): Data =>
  makeData({
    type: new Float64(),
    length: numbers.length,
    data: numbers,
    ...nulls(numbers.length, (point) => Number.isNaN(numbers[point])),
  });

const textsOf = ({ names, codes }: DecodedTexts): Data =>
  makeData({
    type: new Dictionary(new Utf8(), new Uint16()),
    length: codes.length,
    data: codes,
    dictionary: vectorFromArray(names, new Utf8()),
    ...nulls(codes.length, (point) => names[codes[point] ?? 0] === ''),
  });

/** One bit a point, unset where it is null. */
function nulls(
  points: number,
  isNull: (point: number) => boolean,
): { readonly nullCount: number; readonly nullBitmap: Uint8Array } {
  const nullBitmap = new Uint8Array(Math.ceil(points / 8));
  let nullCount = points;
  for (let point = 0; point < points; point += 1) {
    if (isNull(point)) continue;
    nullBitmap[point >>> 3] = (nullBitmap[point >>> 3] ?? 0) | (1 << (point & 7));
    nullCount -= 1;
  }
  return { nullCount, nullBitmap };
}
