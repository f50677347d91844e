import fc from 'fast-check';
import { csvHeader, csvLines, csvText } from './csv-lines.js';
import { distinctNames, textsOf } from './table-rows.js';
import { zonedText, ZoneOffsets } from './zoned-time.js';

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
const utc = { instant: zonedText(new ZoneOffsets('UTC')), text: csvText };

test('a parser of CSV finds every text, number and instant again', () => {
  const row = fc.record({
    timeMs: fc.integer({ min: 0, max: 4e12 }),
    state: fc.string({ unit: 'binary' }),
    a: fc.oneof(fc.double({ noNaN: true }), fc.constant(Number.NaN)),
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
      // The sign of a zero is not kept.
      expect(found).toEqual(rows.map(({ timeMs, state, a }) => [timeMs, harmless(state), a === 0 ? 0 : a]));
    }),
  );
});

test.each(['=1+1', '+1', '-1', '@sum', '\tx', '\rx', ' =1', '"=1'])(
  '%j is no formula in a spreadsheet',
  (text) => {
    const [[field = '']] = parsed(`${csvText(text)}\r\n`) as [[string]];
    expect(field).not.toMatch(/^\s*[=+\-@]|^[\t\r\n]/);
  },
);

test('negative numbers stay numbers', () => {
  const table = { rows: 1, cells: [Float64Array.of(-1.5e-7)] };
  expect(csvLines([{ name: 'a', type: 'number' }], table, 0, 1, utc)).toBe('-1.5e-7\r\n');
});

test.each([
  ['UTC', Date.UTC(2026, 0, 5, 6), '2026-01-05T06:00:00.000Z'],
  ['Asia/Kolkata', Date.UTC(2026, 0, 5, 6), '2026-01-05T11:30:00.000+05:30'],
  ['America/St_Johns', Date.UTC(2026, 0, 5, 6), '2026-01-05T02:30:00.000-03:30'],
  ['Europe/Berlin', Date.UTC(2026, 2, 29, 0, 59, 59, 999), '2026-03-29T01:59:59.999+01:00'],
  ['Europe/Berlin', Date.UTC(2026, 2, 29, 1), '2026-03-29T03:00:00.000+02:00'],
  ['UTC', Date.UTC(2026, 0, 5, 6) + 0.25, '2026-01-05T06:00:00.000250Z'],
])('in %s %d is %s', (zone, timeMs, text) => {
  expect(zonedText(new ZoneOffsets(zone))(timeMs)).toBe(text);
});

test('a written instant is the same instant in every zone', () => {
  const zones = fc.constantFrom(
    'UTC',
    'Asia/Kathmandu',
    'Europe/Lisbon',
    'Australia/Lord_Howe',
    'America/Caracas',
  );
  fc.assert(
    fc.property(zones, fc.integer({ min: 0, max: 4e12 }), (zone, timeMs) => {
      expect(Date.parse(zonedText(new ZoneOffsets(zone))(timeMs))).toBe(timeMs);
    }),
  );
});

test('names that differ by capitals alone are told apart', () => {
  expect(distinctNames(['time', 'Time', 'a', 'TIME'])).toEqual(['time', 'Time (2)', 'a', 'TIME (3)']);
});
