import assert from 'node:assert/strict';
import { fileLine, fileReadings } from './form-words.js';
import { readFiles, testFolders } from './made-files.fixture.js';
import { GUESSED } from './reading-options.js';

const { testFolder, removeFolders } = testFolders();
afterEach(removeFolders);

const plain = 'ts,asset,s1,s2\n2026-01-05T00:00:00Z,m1,-0.5,10.421\n2026-01-05T00:02:00Z,m1,1,20\n';
const at = (minute: number): string => new Date(Date.UTC(2026, 0, 5, 0, minute)).toISOString();
const RIGHT = ['05T00:00 m1 -0.5 10.421', '05T00:02 m1 1 20'];

describe('lines that are no rows are left out, and the report names them', () => {
  const cases: readonly [what: string, telemetry: string, said: RegExp][] = [
    ['comments above the header', `# plant A\n# 2026, "export\n${plain}`, /2 lines above the header/],
    [
      'a title and settings above it',
      `Report,Plant A\n\nFrom,2026-01-05\nasset,\n${plain}`,
      /3 lines above the header/,
    ],
    ['a title in a table of semicolons', `A, B; C\n${plain.replaceAll(',', ';')}`, /1 line above the header/],
    [
      'units below the header',
      plain.replace('s2\n', 's2\n,,m3/h,10^3 kg\n'),
      /"m3\/h, 10\^3 kg" below the header/,
    ],
    [
      'units and how they were averaged',
      plain.replace('s2\n', 's2\nTS,RN,°C,%\n,,Smp,Avg\n'),
      /"TS, RN, °C, %" below the header, "Smp, Avg" below the header/,
    ],
    ['the header again', plain.replace('10.421\n', '10.421\nts,asset,s1,s2\n'), /the header 1 time again/],
    [
      'comments between the rows',
      plain.replace('10.421\n', '10.421\n# stopped, for lunch\n'),
      /1 line that begins with "#"/,
    ],
  ];
  for (const [what, telemetry, said] of cases) {
    test(what, async () => {
      const { rows, recorded } = await readFiles(testFolder(), { 'telemetry.csv': telemetry });
      assert.deepEqual(rows, RIGHT);
      const [line = ''] = fileReadings(recorded.read.telemetry, [], GUESSED).map(fileLine);
      assert.match(line, new RegExp(`left out, as no rows: ${said.source}`));
    });
  }

  test('but never a row without readings, nor a row that names columns', async () => {
    const bad = plain
      .replace('s2\n', 's2\n"Jan 4, 2026 00:00 Z",m1,Bad,Bad\n')
      .replaceAll(/2026-01-(..)T(..):(..):00Z/g, '"Jan $1, 2026 $2:$3 Z"');
    const { rows } = await readFiles(testFolder(), { 'telemetry.csv': bad });
    assert.deepEqual(rows, ['04T00:00 m1 NaN NaN', ...RIGHT]);
    const failures = 'machine,ts,component\nm1,2026-01-05T00:30:00Z,asset\n';
    await assert.rejects(readFiles(testFolder(), { 'telemetry.csv': plain, 'failures.csv': failures }), {
      message:
        /failures\.csv has no column "asset"; it has machine, ts, component: name the machine of each row/,
    });
  });
});

describe('lines that cannot be rows are refused with what to do', () => {
  const cases: readonly [what: string, telemetry: string, message: RegExp][] = [
    [
      'a sum below the rows',
      `${plain}Rows: 2\n`,
      /line 4 has 1 cell, the header has 4; it begins with "Rows: 2"\. .*remove it where it is no row/,
    ],
    ['a file of JSON', '[{"ts":"2026-01-05T00:00:00Z"}]', /it is JSON; export the table as CSV/],
    ['a page of a portal', '<!DOCTYPE html>\n<html>Sign in</html>', /it is a web page or XML/],
    ['two columns of one name', plain.replace('s2', 's1'), /two columns "s1": rename one of them/],
    [
      'values with their units',
      plain.replaceAll(/(\d),(\d+\.?\d*)\n/g, '$1 bar,$2 °C\n'),
      /"s1" holds "-0\.5 bar"; "s2" holds "10\.421 °C"\. .*without units/,
    ],
  ];
  for (const [what, telemetry, message] of cases)
    test(what, () =>
      assert.rejects(readFiles(testFolder(), { 'telemetry.csv': telemetry }), {
        code: 'RECORDING.INVALID',
        message,
      }),
    );

  test('a failure of no asset', () =>
    assert.rejects(
      readFiles(testFolder(), {
        'telemetry.csv': plain,
        'failures.csv': 'asset,ts\n,2026-01-05T00:30:00Z\n',
      }),
      {
        message: /line 2 of failures\.csv names no asset in column "asset": write the asset/,
      },
    ));

  test('more columns than an asset may have signals', () => {
    const columns = Array.from({ length: 1_601 }, (_, at) => `c${at}`);
    const telemetry = `ts,asset,${columns.join(',')}\n${at(0)},m1,${columns.map(() => '1').join(',')}\n`;
    return assert.rejects(readFiles(testFolder(), { 'telemetry.csv': telemetry }), {
      message: /telemetry\.csv has 1601 columns of numbers; at most 1600 .*--ignore-columns/,
    });
  });

  test('files of one record must have the same columns, in any order', async () => {
    const later = 's2,asset,s1,ts\n3,m1,2,2026-01-05T00:04:00Z\n';
    const { rows } = await readFiles(testFolder(), { 'telemetry-1.csv': plain, 'telemetry-2.csv': later });
    assert.deepEqual(rows, [...RIGHT, '05T00:04 m1 2 3']);
    await assert.rejects(
      readFiles(testFolder(), { 'telemetry-1.csv': plain, 'telemetry-2.csv': later.replace('s2', 's3') }),
      {
        message: /telemetry-1\.csv and telemetry-2\.csv have different columns: telemetry-2\.csv has no "s2"/,
      },
    );
  });

  test('files with other names are reported', async () => {
    await assert.rejects(readFiles(testFolder(), { 'Telemetry.CSV': plain, 'telemetry.xlsx': 'x' }), {
      message:
        /has no telemetry\*\.csv or telemetry\*\.csv\.gz; it has Telemetry\.CSV, failures\.csv, telemetry\.xlsx/,
    });
    const { recorded } = await readFiles(testFolder(), {
      'telemetry.csv': plain,
      'Errors.csv': 'asset,ts,error\n',
    });
    assert.deepEqual(recorded.read.filesNotRead, ['Errors.csv']);
  });
});
