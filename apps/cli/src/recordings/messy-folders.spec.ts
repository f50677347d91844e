import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { readFiles, type Files } from './made-files.fixture.js';

const root = mkdtempSync(path.join(tmpdir(), 'eagle-messy-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const read = (files: Files, options: Readonly<Record<string, unknown>> = {}, compares = true) =>
  readFiles(root, files, options, compares);

const plain = 'ts,asset,s1,s2\n2026-01-05T00:00:00Z,m1,-0.5,10.421\n2026-01-05T00:02:00Z,m1,1,20\n';
const RIGHT = ['05T00:00 m1 -0.5 10.421', '05T00:02 m1 1 20'];

describe('a table in another dialect gives the same rows as the plain one', () => {
  const cases: readonly [what: string, telemetry: string | Buffer, options?: Record<string, unknown>][] = [
    ['plain', plain],
    ['semicolons and decimal commas', plain.replaceAll(',', ';').replaceAll('.', ',')],
    ['tabs', plain.replaceAll(',', '\t')],
    ['pipes', plain.replaceAll(',', '|')],
    ['every line ends in a separator', plain.replaceAll('\n', ',\n')],
    ['only the rows end in one', plain.replaceAll('\n', ',\n').replace(',\n', '\n')],
    ['a spreadsheet names the separator', `sep=;\n${plain.replaceAll(',', ';')}`],
    ['blank lines before the header', `\n\n${plain}`],
    ['a byte order mark', `\ufeff${plain}`],
    ['UTF-16', Buffer.from(`\ufeff${plain}`, 'utf16le')],
    ['UTF-16 without mark', Buffer.from(plain, 'utf16le')],
    ['packed twice', gzipSync(gzipSync(plain))],
    ['local times with their zone', plain.replace(/T(\d\d:\d\d:\d\d)Z/g, ' $1'), { zone: 'UTC' }],
    [
      'seconds since 1970',
      plain.replace(/2026-01-05T00:00:00Z/, '1767571200').replace(/2026-01-05T00:02:00Z/, '1767571320'),
    ],
    ['American dates', plain.replaceAll('2026-01-05T', '01/05/2026 '), { timeFormat: 'M/D/Y' }],
  ];
  for (const [what, telemetry, options] of cases) {
    test(what, async () => {
      const { rows, recorded } = await read({ 'telemetry.csv': telemetry }, options);
      assert.deepEqual(rows, RIGHT);
      assert.deepEqual(recorded.columns, ['s1', 's2']);
    });
  }

  test('thousands in points', async () => {
    const telemetry = 'ts;asset;s1\n2026-01-05T00:00:00Z;m1;1.234,5\n2026-01-05T00:02:00Z;m1;1.250\n';
    const { rows, recorded } = await read({ 'telemetry.csv': telemetry });
    assert.deepEqual(rows, ['05T00:00 m1 1234.5', '05T00:02 m1 1250']);
    assert.deepEqual(recorded.read.telemetry.numbers, { decimal: ',', thousands: '.', isSettled: true });
  });

  test('Latin-1 names', async () => {
    const telemetry = 'ts,asset,T °C\n2026-01-05T00:00:00Z,Pumpe Süd,1\n';
    const { rows, recorded } = await read({ 'telemetry.csv': Buffer.from(telemetry, 'latin1') });
    assert.deepEqual([rows, recorded.columns], [['05T00:00 Pumpe Süd 1'], ['T °C']]);
    assert.equal(recorded.read.telemetry.files[0]?.encoding, 'Windows-1252');
  });

  test('another encoding that a person names', async () => {
    const cyrillic = Buffer.concat([
      Buffer.from('ts,asset,'),
      Buffer.from([0xd2]),
      Buffer.from('\n2026-01-05T00:00:00Z,m1,1\n'),
    ]);
    const { recorded } = await read({ 'telemetry.csv': cyrillic }, { encoding: 'windows-1251' });
    assert.deepEqual(recorded.columns, ['Т']);
  });
});

describe('words for no reading', () => {
  test('are no reading in any column, and are counted', async () => {
    const line = (at: number, s1: string): string =>
      `${new Date(Date.UTC(2026, 0, 5, 0, at)).toISOString()},m1,${s1}`;
    for (const first of [0, 15_000]) {
      const rows = Array.from({ length: 15_002 }, (_, at) => line(at, String(at)));
      rows[first] = line(first, 'Bad');
      rows[first + 1] = line(first + 1, '#N/A');
      const { recorded } = await read({ 'telemetry.csv': `ts,asset,s1\n${rows.join('\n')}\n` });
      assert.deepEqual(recorded.columns, ['s1']);
      assert.deepEqual(Object.fromEntries(recorded.read.telemetry.wordsMet), { Bad: 1, '#N/A': 1 });
    }
  });

  test('include those that the user names; a column of text is left out', async () => {
    const telemetry =
      'ts,asset,s1,s2,shift\n2026-01-05T00:00:00Z,m1,1,2,day\n2026-01-05T00:02:00Z,m1,Kaputt,3,night\n2026-01-05T00:04:00Z,m1,4,5,day\n';
    await assert.rejects(read({ 'telemetry.csv': telemetry }), {
      message:
        /line 3 of telemetry\.csv has "Kaputt" in column "s1" where a number is expected; .*--bad-words "Kaputt".*--ignore-columns/,
    });
    const { rows, recorded } = await read({ 'telemetry.csv': telemetry }, { badWords: ['kaputt'] });
    assert.equal(rows[1], '05T00:02 m1 NaN 3');
    assert.deepEqual(recorded.skippedColumns, [{ column: 'shift', example: 'day' }]);
  });
});

describe('unreadable content is refused with its place and what to do', () => {
  const cases: readonly [what: string, files: Files, message: RegExp][] = [
    [
      'a number of two readings',
      { 'telemetry.csv': 'ts;asset;s1\n2026-01-05T00:00:00Z;m1;1,234\n' },
      /has "1,234" in column "s1" on line 2.*--decimal , or --decimal \./,
    ],
    [
      'a point of two readings',
      { 'telemetry.csv': 'ts;asset;s1\n2026-01-05T00:00:00Z;m1;1.234\n' },
      /has "1\.234" in column "s1" on line 2.*--decimal , or --decimal \./,
    ],
    [
      'both decimal signs',
      { 'telemetry.csv': 'ts;asset;s1\n2026-01-05T00:00:00Z;m1;3,14\n2026-01-05T00:02:00Z;m1;2.5\n' },
      /line 3, but has "3,14" in column "s1" on line 2/,
    ],
    [
      'a cell with a separator',
      { 'telemetry.csv': `${plain}2026-01-05T00:04:00Z,m1,1,5,2\n` },
      /line 4 has 5 cells, the header has 4; the first without a column is "2"/,
    ],
    [
      'a quote that is never closed',
      { 'telemetry.csv': `${plain}"2026-01-05T00:04:00Z,m1,1,5\n` },
      /line 4 has a quote that is never closed/,
    ],
    [
      'an Excel workbook',
      { 'telemetry.csv': Buffer.from([0x50, 0x4b, 3, 4, 0, 1]) },
      /it is an Excel workbook or another ZIP archive; export the table as CSV/,
    ],
    [
      'bytes that are no text',
      { 'telemetry.csv': Buffer.from([1, 2, 0, 3, 0, 0, 0]) },
      /it is no text; export/,
    ],
    [
      'bytes of another encoding behind UTF-8',
      {
        'telemetry.csv': Buffer.concat([
          Buffer.from(`ts,asset,Насос\n2026-01-05T00:00:00Z,m1,1\n`),
          Buffer.from([0xff, 0x0a]),
        ]),
      },
      /it is no UTF-8; give its encoding, for example --encoding/,
    ],
    [
      'a header in capitals',
      { 'telemetry.csv': 'TS,Asset,s1\n' },
      /has no column "asset"; it has TS, Asset, s1 \(is "Asset" meant\? Then rename it\)/,
    ],
    [
      'names that clash',
      { 'telemetry.csv': 'ts,asset,T[1],T(1)\n2026-01-05T00:00:00Z,m1,1,2\n' },
      /columns "T\[1\]" and "T\(1\)" would become one signal "T-1"/,
    ],
    [
      'assets that clash',
      { 'telemetry.csv': 'ts,asset,s1\n2026-01-05T00:00:00Z,m 1,1\n2026-01-05T00:00:00Z,m.1,1\n' },
      /assets "m 1" and "m\.1" would become one/,
    ],
    [
      'naive telemetry beside failures with offset',
      { 'telemetry.csv': plain.replaceAll('Z', '') },
      /times of telemetry\.csv carry no offset from UTC, those of failures\.csv do.*--zone/,
    ],
    [
      'an event that ends before it begins',
      {
        'telemetry.csv': plain,
        'failures.csv': 'asset,start,end\nm1,2026-01-05T00:30:00Z,2026-01-05T00:20:00Z\n',
      },
      /line 2 of failures\.csv ends before it begins/,
    ],
    [
      'a control character is not let through',
      { 'telemetry.csv': 'ts,asset,s1\n\u001b[31m,m1,1\n' },
      /"\\u001b\[31m"/,
    ],
  ];
  for (const [what, files, message] of cases)
    test(what, () => assert.rejects(read(files), { code: 'RECORDING.INVALID', message }));
});

describe('rows', () => {
  test('give the same record in any order', async () => {
    const lines = Array.from({ length: 90 }, (_, i) => {
      const at = new Date(Date.UTC(2026, 0, 5, 0, Math.floor(i / 3))).toISOString();
      return `${at},m${(i % 3) + 1},${i}`;
    });
    const inOrder = await read({ 'telemetry.csv': ['ts,asset,s1', ...lines].join('\n') });
    assert.equal(inOrder.recorded.read.rows.sorted, null);
    const orders = fc.oneof(
      fc.shuffledSubarray(lines, { minLength: 90, maxLength: 90 }),
      fc.constant(lines.toReversed()),
      fc.constant([0, 1, 2].flatMap((asset) => lines.filter((_, i) => i % 3 === asset))),
    );
    await fc.assert(
      fc.asyncProperty(orders, async (other) => {
        const { rows, recorded } = await read({ 'telemetry.csv': ['ts,asset,s1', ...other].join('\n') });
        assert.deepEqual(rows, inOrder.rows);
        assert.deepEqual(recorded.lanes, inOrder.recorded.lanes);
        assert.equal(recorded.scanPeriodMs, inOrder.recorded.scanPeriodMs);
        assert.equal(recorded.isFleet, true);
      }),
      { numRuns: 20 },
    );
  });

  test('of assets that are not compared stay in order of assets, or are sorted by asset', async () => {
    const lines = ['m1', 'm2', 'm10'].flatMap((asset) =>
      [0, 1, 2].map((minute) => `2026-01-05T00:0${minute}:00Z,${asset},${minute}`),
    );
    const table = (rows: readonly string[]): Files => ({
      'telemetry.csv': ['ts,asset,s1', ...rows].join('\n'),
    });
    const asTheyAre = await read(table(lines), {}, false);
    assert.equal(asTheyAre.recorded.read.rows.sorted, null);
    const reversed = await read(table(lines.toReversed()), {}, false);
    assert.equal(reversed.recorded.read.rows.sorted, 'by-asset');
    assert.deepEqual(reversed.rows, asTheyAre.rows);
  });

  test('with a repeated asset and time are counted; the first is kept', async () => {
    const twice = `${plain}2026-01-05T00:02:00Z,m1,1,20\n2026-01-05T00:02:00Z,m1,7,20\n`;
    const { rows, recorded } = await read({ 'telemetry.csv': twice });
    assert.deepEqual(rows, RIGHT);
    const { duplicates, duplicatesThatDiffer } = recorded.read.rows;
    assert.deepEqual([duplicates, duplicatesThatDiffer], [2, 1]);
  });

  test('of a clock that was never set, or far off, are left out and reported', async () => {
    const many = Array.from(
      { length: 50 },
      (_, at) => `2026-01-05T00:${String(at).padStart(2, '0')}:00Z,m1,${at}`,
    );
    const strays = ['1970-01-01T00:00:10Z,m1,1', '2031-01-01T00:00:00Z,m1,2'];
    const { rows, recorded } = await read({
      'telemetry.csv': ['ts,asset,s1', ...strays, ...many].join('\n'),
    });
    assert.equal(rows.length, 50);
    assert.equal(
      recorded.read.farOff.reduce((sum, one) => sum + one.rows, 0),
      2,
    );
    assert.equal(recorded.lanes[0]?.firstMs, Date.UTC(2026, 0, 5));
    assert.equal(recorded.scanPeriodMs, 60_000);
  });
});

test('names of any script stay unchanged, and different names stay different', async () => {
  const telemetry =
    'ts,asset,Сумки,温度,"T [°C], left:""A"""\n2026-01-05T00:00:00Z,Печь 1,1,2,3\n2026-01-05T00:00:00Z,Насос 1,4,5,6\n';
  const { recorded } = await read({
    'telemetry.csv': telemetry,
    'failures.csv':
      'asset,ts,component\nПечь 1,2026-01-05T00:30:00Z,подшипник\nПечь 1,2026-01-05T00:40:00Z,мотор\n',
  });
  assert.deepEqual(recorded.columns, ['Сумки', '温度', 'T [°C], left:"A"']);
  assert.deepEqual(
    recorded.lanes.map(({ asset }) => asset),
    ['Печь 1', 'Насос 1'],
  );
  assert.equal(new Set(recorded.lanes.map(({ laneId }) => laneId)).size, 2);
  assert.deepEqual([...recorded.read.failures.componentNames.values()], ['подшипник', 'мотор']);
});
