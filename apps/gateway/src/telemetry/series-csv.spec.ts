import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import type { DecodedTexts } from './decode-series.js';
import { csvOfSeries } from './series-csv.js';
import { anySeries } from './series.fixture.js';
import { tableOf } from './series-table.js';

const linesOf = (csv: string): string[][] =>
  parse(csv, { record_delimiter: '\r\n', skip_empty_lines: false });

const textsOf = ({ names, codes }: DecodedTexts): string[] =>
  Array.from(codes, (code) => names[code] ?? '').map((text) =>
    /^\s*[=+\-@]|^[\t\r\n]/.test(text) ? `'${text}` : text,
  );
const numberOf = (field: string): number | null => (field === '' ? null : Number(field));
const usable = (value: number): number | null => (Number.isFinite(value) ? value : null);

test('reading a file gives every number and text that was written', () => {
  fc.assert(
    fc.property(anySeries, (series) => {
      const [header = [], ...lines] = linesOf(csvOfSeries(series, 'UTC'));
      const columns = tableOf(series);
      expect(header).toHaveLength(columns.length + 1);
      expect(lines).toHaveLength(series.timesMs.length);
      const times = lines.map(([time = '']) => Date.parse(time));
      expect(times).toEqual(Array.from(series.timesMs, Math.floor));
      columns.forEach((column, place) => {
        const fields = lines.map((line) => line[place + 1] ?? '');
        if (column.kind === 'texts') expect(fields).toEqual(textsOf(column.texts));
        else expect(fields.map(numberOf)).toEqual(Array.from(column.numbers, usable));
      });
    }),
  );
});

test('the header names units, and a line of a gap has nothing but its time', () => {
  const nothing = Float64Array.of(1.5, Number.NaN);
  const quality = { names: ['missing', ''] as const, codes: Uint16Array.of(0, 1) };
  const flow = { min: nothing, max: nothing, mean: nothing, last: nothing, goodShare: nothing, quality };
  const csv = csvOfSeries(
    {
      ...fc.sample(anySeries, 1)[0]!,
      widthMs: 0,
      timesMs: Float64Array.of(0, 1_000.25),
      columns: [{ name: 'flow', unit: 'm³/h', ...flow }],
      labels: new Map([['state', { names: ['', 'running'], codes: Uint16Array.of(1, 0) }]]),
    },
    'Asia/Kolkata',
  );
  expect(csv.split('\r\n')).toEqual([
    'time,state,flow [m³/h],flow.quality',
    '1970-01-01T05:30:00.000+05:30,running,1.5,missing',
    '1970-01-01T05:30:01.000250+05:30,,,',
    '',
  ]);
});
