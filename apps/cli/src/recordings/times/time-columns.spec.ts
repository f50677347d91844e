import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { fileLine, fileReadings } from '../form-words.js';
import { readFiles, testFolders } from '../made-files.fixture.js';
import { GUESSED, type ReadingOptions } from '../reading-options.js';
import { Telemetry } from '../telemetry.js';
import { findTimeColumns } from './time-columns.js';

const { testFolder, removeFolders } = testFolders();
afterEach(removeFolders);

const root = mkdtempSync(path.join(tmpdir(), 'eagle-time-columns-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A table of these columns, each with its cells. */
function found(columns: Readonly<Record<string, readonly string[]>>, wanted: ReadingOptions['time'] = null) {
  const header = Object.keys(columns);
  const length = Math.max(0, ...Object.values(columns).map((cells) => cells.length));
  const rows = Array.from({ length }, (_, row) => ({
    line: row + 2,
    cells: header.map((column) => columns[column]?.[row] ?? ''),
  }));
  return findTimeColumns({ name: 'telemetry.csv', header }, rows, wanted);
}

const dates = ['05.01.2026', '06.01.2026'];
const clocks = ['08:30:00,5', '17:05:00,5'];
const numbers = ['1.5', '20261130'];

describe('the times of a table are', () => {
  test('in "ts", also where other columns hold dates', () => {
    assert.deepEqual(found({ ts: ['1767571200'], Date: dates, Time: clocks }), ['ts']);
    assert.deepEqual(found({ ts: ['2026-01-05', '2026-01-06'], value: numbers }), ['ts'], 'a row a day');
  });

  test('in the only columns of dates and of times of day, with any names', () => {
    assert.deepEqual(found({ Uhrzeit: clocks, Datum: dates, T: numbers }), ['Datum', 'Uhrzeit']);
    assert.deepEqual(found({ a: ['20260105'], b: ['8:30 PM'] }), ['a', 'b']);
    assert.deepEqual(
      found({ a: ['05.01.2026 00:00:00'], b: ['30.12.1899 08:30:00'] }),
      ['a', 'b'],
      'as spreadsheets write them',
    );
    assert.deepEqual(found({ a: ['5-Jan-2026'], b: ['08:30'], count: ['17670105'] }), ['a', 'b']);
  });

  test('in the columns that the user gives, where they exist', () => {
    assert.deepEqual(found({ ts: ['2026-01-05T00:00:00Z'], when: dates }, ['when']), ['when']);
    assert.deepEqual(found({ ts: ['2026-01-05T00:00:00Z'] }, ['when']), ['ts']);
    assert.deepEqual(
      found({ Date: dates, Time: clocks }, ['Time', 'Date']),
      ['Date', 'Time'],
      'in any order',
    );
  });
});

describe('the columns of times are required from the user where several are possible', () => {
  const cases: readonly [
    what: string,
    columns: Readonly<Record<string, readonly string[]>>,
    message: RegExp,
  ][] = [
    [
      'two times of day',
      { Date: dates, Time: clocks, 'Shift start': ['06:00', '14:00'] },
      /column "Date" holds dates \(line 2: "05\.01\.2026"\), "Time" holds times of day \(line 2: "08:30:00,5"\), "Shift start" .*--time Date,Time\.$/,
    ],
    ['two dates', { Date: dates, Built: dates, Time: clocks }, /"Built" holds dates .*--time Date,Time/],
    [
      'a full time beside both',
      { stamp: ['2026-01-05 08:30'], Date: dates, Time: clocks },
      /"stamp" holds dates with a time of day .*--time stamp or --time Date,Time/,
    ],
    ['a full time of another name', { 'time stamp': ['2026-01-05 08:30'] }, /--time "time stamp"\.$/],
    ['a date of another name', { Day: dates, T: numbers }, /"Day" holds dates .*--time Day\.$/],
    [
      '"ts" without its time of day',
      { ts: ['2026-01-05', '2026-01-06'], Time: clocks },
      /the times of telemetry\.csv in "ts" are dates without a time of day; .*--time ts,Time or --time ts\.$/,
    ],
    [
      'what is a date or a time of day',
      { a: ['10.12.15'], b: ['08.30.10'] },
      /"a" holds dates or times of day .*--time a,b/,
    ],
    [
      'nothing like a time',
      { asset: ['m1'], T: numbers },
      /no other with dates or times .*it has asset, T: .*--time DATE,TIME/,
    ],
    ['no rows', { Date: [], Time: [] }, /telemetry\.csv has no rows/],
  ];
  for (const [what, columns, message] of cases)
    test(what, () => assert.throws(() => found(columns), { code: 'RECORDING.INVALID', message }));
});

/** How a program writes a date and a time of day. */
const ways = fc.record({
  date: fc.constantFrom('Y-M-D', 'YMD', 'D.M.Y', 'M/D/Y', 'D-b-Y'),
  decimal: fc.constantFrom('.', ','),
  halves: fc.boolean(),
  offset: fc.constantFrom('', 'Z', '+02:00'),
});
type Way = typeof ways extends fc.Arbitrary<infer T> ? T : never;
const two = (value: number): string => String(value).padStart(2, '0');

function dateText(at: Date, { date }: Way): string {
  const month = at.toLocaleString('en', { month: 'short', timeZone: 'UTC' });
  const [year, number, day] = [at.getUTCFullYear(), two(at.getUTCMonth() + 1), two(at.getUTCDate())];
  return {
    'Y-M-D': `${year}-${number}-${day}`,
    YMD: `${year}${number}${day}`,
    'D.M.Y': `${day}.${number}.${year}`,
    'M/D/Y': `${number}/${day}/${year}`,
    'D-b-Y': `${day}-${month}-${year}`,
  }[date];
}

function clockText(at: Date, { decimal, halves, offset }: Way): string {
  const hour = at.getUTCHours();
  const rest = `${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}${decimal}${String(at.getUTCMilliseconds()).padStart(3, '0')}`;
  return halves
    ? `${hour % 12 === 0 ? 12 : hour % 12}:${rest} ${hour < 12 ? 'AM' : 'PM'}${offset === '' ? '' : ` ${offset}`}`
    : `${two(hour)}:${rest}${offset}`;
}

test('a separate date and time of day give the same rows as together', async () => {
  let run = 0;
  const times = fc.array(fc.integer({ min: Date.UTC(2001, 0, 1), max: Date.UTC(2060, 0, 1) }), {
    maxLength: 30,
  });
  // A day beyond the twelfth settles which part is the month.
  const instants = times.map((ms) => [Date.UTC(2026, 5, 25, 8, 30), ...ms]);
  await fc.assert(
    fc.asyncProperty(instants, ways, fc.boolean(), async (all, way, isSaid) => {
      run += 1;
      const rows = all.map((ms, row) => ({
        ms,
        row,
        date: dateText(new Date(ms), way),
        clock: clockText(new Date(ms), way),
      }));
      const one = ['ts;asset;v', ...rows.map(({ date, clock, row }) => `${date} ${clock};m1;${row}`)];
      const apart = [
        'v;clock;asset;day',
        ...rows.map(({ date, clock, row }) => `${row};${clock};m1;${date}`),
      ];
      const together = await rowsOf(`one-${run}.csv`, one, null);
      assert.deepEqual(await rowsOf(`apart-${run}.csv`, apart, isSaid ? ['day', 'clock'] : null), together);
      const offsetMs = way.offset === '+02:00' ? 7_200_000 : 0;
      assert.deepEqual(
        together,
        all.map((ms, row) => [ms - offsetMs, row]),
      );
    }),
    { numRuns: 100 },
  );
});

async function rowsOf(name: string, lines: readonly string[], time: ReadingOptions['time']) {
  const file = path.join(root, name);
  writeFileSync(file, lines.join('\n'));
  const question = { ignored: new Set<string>(), runColumn: null, columns: null };
  const telemetry = await Telemetry.open([file], { ...question, options: { ...GUESSED, time } });
  const rows = [];
  for await (const page of telemetry.pages()) rows.push(...page.map(({ atMs, values }) => [atMs, values[0]]));
  return rows;
}

describe('a folder with date and time of day in separate columns', () => {
  const telemetry = 'Date;Time;asset;s1\n25.12.2025;08:30:00,25;m1;1\n25.12.2025;08:31:00,25;m1;2\n';

  test('is read, and the report says from which columns', async () => {
    const failures = 'asset;Datum;Uhrzeit\nm1;25.12.2025;09:00\n';
    const { recorded, rows } = await readFiles(testFolder(), {
      'telemetry.csv': telemetry,
      'failures.csv': failures,
    });
    assert.deepEqual(rows, ['25T08:30 m1 1', '25T08:31 m1 2']);
    assert.deepEqual(recorded.columns, ['s1']);
    assert.equal(recorded.failures[0]?.atMs, Date.UTC(2025, 11, 25, 9));
    const lines = fileReadings(recorded.read.telemetry, [recorded.read.failures], GUESSED).map(fileLine);
    assert.match(lines[0] ?? '', /telemetry\.csv: .*times in "Date" and "Time" as D\/M\/Y/);
    assert.match(lines[1] ?? '', /failures\.csv: .*times in "Datum" and "Uhrzeit" as D\/M\/Y/);
  });

  test('is read where a spreadsheet wrote a midnight and its first day into them', async () => {
    const spreadsheet = telemetry.replaceAll(/(\.2025);/g, '$1 0:00;').replaceAll(/;08:/g, ';30.12.1899 08:');
    const failures = 'asset,ts\nm1,2025-12-25 09:00\n';
    const { rows } = await readFiles(testFolder(), {
      'telemetry.csv': spreadsheet,
      'failures.csv': failures,
    });
    assert.deepEqual(rows, ['25T08:30 m1 1', '25T08:31 m1 2']);
  });

  test('names both columns where a cell is missing or wrong', async () => {
    const broken = `${telemetry}26.12.2025;;m1;3\n`;
    await assert.rejects(readFiles(testFolder(), { 'telemetry.csv': broken }), {
      message:
        /line 4 of telemetry\.csv has no readable time in "Date" and "Time": "26\.12\.2025 ", .*remove the line/,
    });
  });

  test('refuses given columns that no file has', async () => {
    const failures = 'asset,ts\nm1,2025-12-25 09:00\n';
    await assert.rejects(
      readFiles(
        testFolder(),
        { 'telemetry.csv': telemetry, 'failures.csv': failures },
        { time: ['Datum', 'Zeit'] },
      ),
      { message: /no file has columns "Datum" and "Zeit", which --time names/ },
    );
  });
});
