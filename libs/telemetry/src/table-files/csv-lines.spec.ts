import fc from 'fast-check';
import { csvField, csvNumber } from '../table-text/csv-field.js';
import { zonedTimes } from '../table-text/zoned-time.js';
import { csvHeader, csvLines } from './csv-lines.js';
import { distinctNames, textsOf } from './table-rows.js';

/** The obvious parser of RFC 4180: records of fields, quotes doubled within quotes. */
function parsed(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let field = '';
  let isQuoted = false;
  for (let place = 0; place < text.length; place += 1) {
    const sign = text[place] ?? '';
    if (isQuoted) {
      if (sign !== '"') field += sign;
      else if (text[place + 1] === '"') {
        field += '"';
        place += 1;
      } else isQuoted = false;
    } else if (sign === '"') isQuoted = true;
    else if (sign === ',') {
      record.push(field);
      field = '';
    } else if (sign === '\r' && text[place + 1] === '\n') {
      records.push([...record, field]);
      [record, field] = [[], ''];
      place += 1;
    } else field += sign;
  }
  return records;
}

const COLUMNS = [
  { name: 'time', type: 'instant' },
  { name: 'state', type: 'text' },
  { name: 'a', type: 'number' },
] as const;
const utc = { instant: zonedTimes('UTC'), number: csvNumber, text: csvField };

test('a parser of CSV finds every text, number and instant again', () => {
  const row = fc.record({
    timeMs: fc.integer({ min: 0, max: 4e12 }),
    state: fc.string({ unit: 'binary' }),
    a: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(Number.NaN)),
  });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 20 }), (rows) => {
      const table = {
        rows: rows.length,
        cells: [
          Float64Array.from(rows, ({ timeMs }) => timeMs),
          textsOf(rows.map(({ state }) => state)),
          Float64Array.from(rows, ({ a }) => a),
        ],
      };
      const [header, ...records] = parsed(csvHeader(COLUMNS) + csvLines(COLUMNS, table, 0, rows.length, utc));
      expect(header).toEqual(['time', 'state', 'a']);
      const found = records.map(([time = '', state = '', a = '']) => [
        Date.parse(time),
        state,
        a === '' ? Number.NaN : Number(a),
      ]);
      const harmless = (text: string): string => (/^\s*[=+\-@]|^[\t\r\n]/.test(text) ? `'${text}` : text);
      expect(found).toEqual(rows.map(({ timeMs, state, a }) => [timeMs, harmless(state), a]));
    }),
  );
});

test('negative numbers stay numbers', () => {
  const table = { rows: 1, cells: [Float64Array.of(-1.5e-7)] };
  expect(csvLines([{ name: 'a', type: 'number' }], table, 0, 1, utc)).toBe('-1.5e-7\r\n');
});

test('names that differ by capitals alone are told apart', () => {
  expect(distinctNames(['time', 'Time', 'a', 'TIME'])).toEqual(['time', 'Time (2)', 'a', 'TIME (3)']);
});
