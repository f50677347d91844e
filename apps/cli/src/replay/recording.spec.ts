import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { toName } from '../recordings/names.js';
import { GUESSED } from '../recordings/reading-options.js';
import { Telemetry } from '../recordings/telemetry.js';
import { openRecording } from './recording.js';
import { readReplayConfig, replayConfigSchema } from './replay-config.js';

const folder = mkdtempSync(path.join(tmpdir(), 'eagle-recording-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const rows = Array.from(
  { length: 10 },
  (_, i) => `2024-01-01T00:00:${String(i).padStart(2, '0')}Z,M1,r1,${i},`,
);
writeFileSync(path.join(folder, 'telemetry.csv.gz'), gzipSync(`ts,asset,run,P-1,T 2\n${rows.join('\n')}\n`));
writeFileSync(
  path.join(folder, 'events.csv'),
  'asset,start,end,kind,phase\nM1,2024-01-01T00:00:03Z,2024-01-01T00:00:08Z,pump leak,developing\nM1,2024-01-01T00:00:09Z,2024-01-01T00:00:09Z,pump leak,established\n',
);

const instant = (second: string): string => `2024-01-01T00:00:${second}Z`;
const at = (second: string): number => Date.parse(instant(second));

async function valuesOf(file: string): Promise<(readonly number[])[]> {
  const question = { ignored: new Set(['run']), runColumn: null, columns: null, options: GUESSED };
  const telemetry = await Telemetry.open([path.join(folder, file)], question);
  const seen = [];
  for await (const page of telemetry.pages()) for (const { values } of page) seen.push(values);
  return seen;
}

describe('a recording', () => {
  test('gives tag columns without the bookkeeping, the split by rows and the scan period', async () => {
    const recording = await openRecording(folder, replayConfigSchema.parse({}), 0.5);
    assert.deepEqual(recording.columns, ['P-1', 'T 2']);
    assert.equal(recording.rowCount, 10);
    assert.equal(recording.scanPeriodMs, 1_000);
    assert.equal(recording.splitAtMs, at('05'));
    assert.equal(recording.lastAtMs, at('09'));
  });

  test('takes the configured end of the selected intervals as failures, with their development and duration', async () => {
    const failures = { where: { phase: 'developing' }, at: 'end', standing: { phase: 'established' } };
    const config = replayConfigSchema.parse({ failures });
    const recording = await openRecording(folder, config, 0.95);
    assert.deepEqual(recording.failures, [
      { asset: 'M1', component: 'pump-leak', atMs: at('08'), developsFromMs: at('03'), endsMs: at('09') },
    ]);
  });

  test('keeps empty cells empty', async () => {
    assert.deepEqual((await valuesOf('telemetry.csv.gz'))[3], [3, NaN]);
  });

  test('reads every row of a file with different line ends', async () => {
    const file = path.join(folder, 'mixed.csv');
    writeFileSync(
      file,
      `ts,asset,P-1\r\n${instant('01')},M1,1\n${instant('02')},M1,2\r\n${instant('03')},M1,3`,
    );
    assert.deepEqual(await valuesOf('mixed.csv'), [[1], [2], [3]]);
  });

  test('says which file is missing', async () => {
    const config = replayConfigSchema.parse({ telemetry: 'other.csv' });
    await assert.rejects(openRecording(folder, config, 0.5), /has no other\.csv/);
  });

  test('makes names fit for identifiers', () => {
    assert.equal(toName(' cooler close to total failure '), 'cooler-close-to-total-failure');
  });
});

describe('a recording that cannot be replayed says why', () => {
  const good = 'ts,asset,p\n2024-01-01T00:00:00Z,M1,1\n2024-01-01T00:00:01Z,M1,2\n';
  const failures = 'asset,ts,component\nM1,2024-01-01T00:00:00Z,pump\n';
  const cases: readonly [what: string, files: Record<string, string | Buffer>, message: RegExp][] = [
    ['no telemetry', { 'failures.csv': failures }, /has no telemetry\*\.csv or telemetry\*\.csv\.gz/],
    ['no labels', { 'telemetry.csv': good }, /has no failures\.csv or events\.csv/],
    [
      'no asset column',
      { 'telemetry.csv': 'ts,machine,p\n', 'failures.csv': failures },
      /telemetry\.csv has no column "asset"; it has ts, machine, p/,
    ],
    ['no signal', { 'telemetry.csv': 'ts,asset,run\n', 'failures.csv': failures }, /has no column beside/],
    ['no rows', { 'telemetry.csv': 'ts,asset,p\n', 'failures.csv': failures }, /telemetry\.csv has no rows/],
    ['an empty file', { 'telemetry.csv': '', 'failures.csv': failures }, /telemetry\.csv is empty/],
    [
      'a time that is none',
      { 'telemetry.csv': `${good}yesterday,M1,3\n`, 'failures.csv': failures },
      /line 4 of telemetry\.csv has no readable time in "ts": "yesterday"/,
    ],
    [
      'text where a number is expected',
      { 'telemetry.csv': `${good}2024-01-01T00:00:02Z,M1,off\n`, 'failures.csv': failures },
      /line 4 of telemetry\.csv has "off" in column "p" where a number is expected; .*name the column in ignoreColumns/,
    ],
    [
      'a row of other length',
      { 'telemetry.csv': `${good}2024-01-01T00:00:02Z,M1\n`, 'failures.csv': failures },
      /telemetry\.csv cannot be read: .*line 4/,
    ],
    [
      'an archive that is none',
      { 'telemetry.csv.gz': Buffer.from('no gzip'), 'failures.csv': failures },
      /telemetry\.csv\.gz cannot be read: /,
    ],
    [
      'two columns of one name',
      { 'telemetry.csv': 'ts,asset,p,p\n', 'failures.csv': failures },
      /has two columns "p"/,
    ],
    [
      'columns that become one signal',
      { 'telemetry.csv': 'ts,asset,p 1,p-1\n', 'failures.csv': failures },
      /columns "p 1" and "p-1" would become one signal/,
    ],
    [
      'an asset that cannot be named',
      { 'telemetry.csv': 'ts,asset,p\n2024-01-01T00:00:00Z,line.1,1\n', 'failures.csv': failures },
      /"line\.1" cannot name an asset/,
    ],
    ['no failure', { 'telemetry.csv': good, 'failures.csv': 'asset,ts,component\n' }, /it names no failure/],
    [
      'failures of others only',
      { 'telemetry.csv': good, 'failures.csv': 'asset,ts,component\nM2,2024-01-01T00:00:00Z,pump\n' },
      /none of its 1 failure is of a recorded asset within the recorded time/,
    ],
    [
      'nothing to learn from',
      { 'telemetry.csv': good, 'failures.csv': 'asset,ts,component\nM1,2024-01-01T00:00:01Z,pump\n' },
      /no failure lies in the older part.*raise --train-share/,
    ],
    [
      'a failure without time',
      { 'telemetry.csv': good, 'failures.csv': 'asset,ts,component\nM1,soon,pump\n' },
      /line 2 of failures\.csv has no readable time/,
    ],
    [
      'failures without a column',
      { 'telemetry.csv': good, 'events.csv': 'asset,begin,end\n' },
      /events\.csv has no column "start"/,
    ],
  ];
  for (const [index, [what, files, message]] of cases.entries()) {
    test(what, async () => {
      const bad = path.join(folder, `bad-${index}`);
      mkdirSync(bad);
      for (const [name, content] of Object.entries(files)) writeFileSync(path.join(bad, name), content);
      await assert.rejects(openRecording(bad, replayConfigSchema.parse({}), 0.5), {
        code: 'RECORDING.INVALID',
        message,
      });
    });
  }

  test('an entry of the configuration that is none', () => {
    const file = path.join(folder, 'config.json');
    writeFileSync(file, '{"settings": {"prediction": {"horizonMs": "a day"}}, "spede": 3}');
    assert.throws(() => readReplayConfig(file), { code: 'REPLAY.BAD_CONFIG', message: /spede/ });
    writeFileSync(file, '{');
    assert.throws(() => readReplayConfig(file), {
      code: 'REPLAY.BAD_CONFIG',
      message: /config\.json cannot be used/,
    });
  });
});
