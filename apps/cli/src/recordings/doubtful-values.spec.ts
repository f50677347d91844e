import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readFiles, testFolders } from './made-files.fixture.js';
import { switchWordsOf } from './text/switch-reader.js';
import { StandInWatch } from './text/stand-ins.js';

const { testFolder, removeFolders } = testFolders();
afterEach(removeFolders);

const at = (minute: number): string => new Date(Date.UTC(2026, 0, 5, 0, minute)).toISOString();
const table = (cells: readonly string[], header = 'ts,asset,s1'): string =>
  [header, ...cells.map((cell, minute) => `${at(minute)},m1,${cell}`)].join('\n');
const usual = Array.from({ length: 20 }, (_, i) => String(20 + (i % 7)));

describe('a number that may stand for no reading', () => {
  test('is refused with its place, anywhere', async () => {
    for (const cells of [
      ['-9999', ...usual],
      [...usual, '-9999'],
    ]) {
      await assert.rejects(readFiles(testFolder(), { 'telemetry.csv': table(cells) }), {
        message: new RegExp(
          `line ${cells.indexOf('-9999') + 2} of telemetry\\.csv has -9999 in column "s1", which is there 1 time while all its other values lie between 20 and 26: .*--bad-words -9999; .*--readings -9999`,
        ),
      });
    }
  });

  test('is no reading where the user says so, in any notation, and is counted', async () => {
    const cells = [...usual, '-9999', '-9999.0'];
    const { rows, recorded } = await readFiles(
      testFolder(),
      { 'telemetry.csv': table(cells) },
      { badWords: ['-9999'] },
    );
    assert.deepEqual(rows.slice(-2), ['05T00:20 m1 NaN', '05T00:21 m1 NaN']);
    assert.deepEqual(Object.fromEntries(recorded.read.telemetry.wordsMet), { '-9999': 1, '-9999.0': 1 });
  });

  test('is a reading where the user says so', async () => {
    const { rows } = await readFiles(
      testFolder(),
      { 'telemetry.csv': table([...usual, '-9999']) },
      { readings: [-9999] },
    );
    assert.equal(rows.at(-1), '05T00:20 m1 -9999');
  });

  test('is a number like others where it lies near them, or is of no usual form', () => {
    const found = (values: readonly number[]): number[] => {
      const watch = new StandInWatch(1, new Set());
      values.forEach((value, row) => watch.add(0, value, 0, row));
      return watch.found().map(({ value }) => value);
    };
    const some = Array.from({ length: 12 }, (_, i) => i);
    assert.deepEqual(found([...some, -9999, 32767]), [-9999, 32767]);
    assert.deepEqual(found([...some, 999, 700]), [], '700 is as far away as 999');
    assert.deepEqual(found([...some, 1234]), []);
    assert.deepEqual(found([-9999, 1, 2]), [], 'too few others to know what is usual');
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...some, -9999, 65535, NaN, 5], { minLength: 16, maxLength: 16 }),
        (values) => {
          assert.deepEqual(found(values).sort(), [-9999, 65535]);
        },
      ),
    );
  });
});

describe('a column of words for on and off', () => {
  test('is a signal of 0 and 1, and the report says which word is which', async () => {
    const cells = ['TRUE,on,1,', 'false,Off,0,ja', 'True,,TRUE,nein', ',ON,FALSE,ja'];
    const { rows, recorded } = await readFiles(testFolder(), {
      'telemetry.csv': table(cells, 'ts,asset,a,b,c,d'),
    });
    assert.deepEqual(
      rows.map((row) => row.slice('05T00:00 m1 '.length)),
      ['1 1 1 NaN', '0 0 0 1', '1 NaN 1 0', 'NaN 1 0 1'],
    );
    const { switches } = recorded.read.telemetry;
    assert.deepEqual(Object.fromEntries(switches), {
      a: ['false', 'true'],
      b: ['off', 'on'],
      c: ['false', 'true'],
      d: ['nein', 'ja'],
    });
  });

  test('is no signal with other words or numbers in it', async () => {
    const cells = ['1,on,day', '2,off,night', '3,broken,day'];
    const { recorded } = await readFiles(testFolder(), { 'telemetry.csv': table(cells, 'ts,asset,v,a,b') });
    assert.deepEqual(
      recorded.skippedColumns.map(({ column }) => column),
      ['a', 'b'],
    );
    await assert.rejects(
      readFiles(testFolder(), { 'telemetry.csv': table(['on', '5', '6'], 'ts,asset,v') }),
      { message: /line 2 of telemetry\.csv has "on" in column "v" where a number is expected/ },
    );
  });

  test('uses one pair of words', () => {
    assert.deepEqual(switchWordsOf(new Set(['Yes', 'NO'])), ['no', 'yes']);
    assert.deepEqual(switchWordsOf(new Set(['no'])), ['no', 'yes'], 'off, whatever the other word is');
    assert.equal(switchWordsOf(new Set(['yes', 'off'])), null);
    assert.equal(switchWordsOf(new Set()), null);
  });
});

test('a column without any reading is reported', async () => {
  const { recorded } = await readFiles(testFolder(), {
    'telemetry.csv': table(['1,,Bad', '2,,'], 'ts,asset,a,b,c'),
  });
  assert.deepEqual(recorded.read.telemetry.emptyColumns, ['b', 'c']);
});

describe('rows that contradict each other', () => {
  test('are refused where they are most of the table: one reading for each row', async () => {
    const reading = (minute: number, tag: string, value: number): string =>
      `${at(minute)},m1,${tag},${value}`;
    const rows = Array.from({ length: 12 }, (_, i) => [
      reading(i, 'temperature', i),
      reading(i, 'pressure', i + 0.5),
    ]);
    for (const lines of [rows.flat(), [...rows.map(([one]) => one), ...rows.map(([, other]) => other)]]) {
      await assert.rejects(
        readFiles(testFolder(), { 'telemetry.csv': ['ts,asset,tag,value', ...lines].join('\n') }),
        {
          message:
            /12 rows of the telemetry have other values .*on line \d+ of telemetry\.csv, of "m1".* named in "tag" \("temperature"\), give each tag its own column/,
        },
      );
    }
  });

  test('are refused where times are truncated', () =>
    assert.rejects(
      readFiles(testFolder(), {
        'telemetry.csv': ['ts,asset,s1', ...usual.map((value) => `2026-01-05T08:30Z,m1,${value}`)].join('\n'),
      }),
      { message: /if times are truncated, export them with their seconds/ },
    ));
});
