import assert from 'node:assert/strict';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AppError } from '@eagle/contracts/domain';
import { z } from 'zod';
import { runEvaluate } from './evaluate.command.js';
import { FLEET_STARTS_MS, writeFleet } from './made-fleet.fixture.js';

const HOUR_MS = 3_600_000;
const HORIZON_MINUTES = 24 * 60;
/** The fleet's longest window: the rows of the first turn have not seen the whole of it. */
const TURN_MS = 72 * HOUR_MS;

/** Whether a line that begins with its time belongs to the held-out turn. */
const isOfTest = (line: string): boolean =>
  Math.floor((Date.parse(line.split(',')[0] ?? '') - FLEET_STARTS_MS) / TURN_MS) % 2 === 1;

/**
 * Divides the rows of a folder by time, in turns, into one folder that trains and one that is held
 * out.
 */
function inTurns(folder: string, sorted: boolean): { train: string; test: string; rowsOfTest: number } {
  const [header = '', ...lines] = readFileSync(path.join(folder, 'telemetry.csv'), 'utf8').trim().split('\n');
  if (sorted) lines.sort();
  const parts = { train: lines.filter((line) => !isOfTest(line)), test: lines.filter(isOfTest) };
  for (const [name, rows] of Object.entries(parts)) {
    mkdirSync(path.join(folder, name), { recursive: true });
    writeFileSync(path.join(folder, name, 'telemetry.csv'), `${[header, ...rows].join('\n')}\n`);
    copyFileSync(path.join(folder, 'failures.csv'), path.join(folder, name, 'failures.csv'));
  }
  return {
    train: path.join(folder, 'train'),
    test: path.join(folder, 'test'),
    rowsOfTest: parts.test.length,
  };
}

/** The part of the report that the tests read. */
const reportSchema = z.object({
  failures: z.number(),
  split: z.string(),
  refused: z.string().nullable(),
  skippedColumns: z.array(z.string()),
  reading: z.array(
    z.object({
      decimal: z.string(),
      rowsOutOfOrder: z.number(),
      sorted: z.string().nullable(),
      unknownAssets: z.array(z.object({ asset: z.string(), meant: z.string().nullable() })),
    }),
  ),
  targets: z.array(
    z.object({
      verdict: z.object({ promote: z.boolean(), reason: z.string() }),
      importance: z.array(z.object({ feature: z.string() })),
      judgement: z.object({
        heldBack: z.object({ rows: z.number() }),
        answers: z.object({ assets: z.number(), assetsAnswered: z.number() }).nullable(),
        eventsNotJudged: z.number(),
        model: z.object({ event: z.object({ events: z.number(), warnedInTime: z.number() }) }),
      }),
    }),
  ),
});

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'eagle-evaluate-spec-'));
  folders.push(folder);
  return folder;
}

async function evaluated(
  folder: string,
  more: { train?: string; test?: string; predictions?: string; config?: string; horizon?: number } = {},
) {
  let printed = '';
  const options = { train: folder, horizon: 24 * HOUR_MS, lead: 4 * HOUR_MS, json: true, tempParent: folder };
  await runEvaluate(
    { ...options, ...more },
    () => undefined,
    (text) => (printed += text),
  );
  return reportSchema.parse(JSON.parse(printed));
}

describe('eagle evaluate', () => {
  test('learns a fleet that runs to failure once, and writes its prediction for every held-out row', async () => {
    const folder = newFolder();
    writeFleet(folder, { units: 30, wearShows: true });
    const predictions = path.join(folder, 'predictions.csv');
    const report = await evaluated(folder, { predictions });
    const [target] = report.targets;
    assert.ok(target !== undefined);
    assert.match(report.split, /asset/i, 'whole units are held out');
    assert.deepEqual(report.skippedColumns, ['shift']);
    assert.equal(report.failures, 30, 'a failure after the last row counts');
    assert.ok(target.verdict.promote, target.verdict.reason);
    assert.match(
      target.verdict.reason,
      /9 of 9 assets and \d+ % of the rows held out were answered: .*Shorter windows/,
    );
    const { event } = target.judgement.model;
    assert.ok(event.warnedInTime >= 0.9 * event.events, JSON.stringify(event));
    const [header, ...lines] = readFileSync(predictions, 'utf8').trim().split('\n');
    assert.equal(header, 'ts,asset,component,probability,confidence,ttf_low,ttf_mid,ttf_high');
    assert.equal(lines.length, target.judgement.heldBack.rows);
    for (const line of lines) {
      const [ts, asset, component, ...numbers] = line.split(',');
      assert.ok(Number.isFinite(Date.parse(ts ?? '')) && /^unit-\d+$/.test(asset ?? ''), line);
      assert.equal(component, 'bearing');
      const [probability = NaN, confidence = NaN] = numbers.map(Number);
      assert.ok(probability >= 0 && probability <= 1 && confidence >= 0 && confidence <= 1, line);
      const quantiles = numbers
        .slice(2)
        .filter((text) => text !== '')
        .map(Number);
      assert.deepEqual(
        quantiles,
        quantiles.toSorted((a, b) => a - b),
        line,
      );
      assert.ok(
        quantiles.every((minutes) => minutes >= 0 && minutes <= HORIZON_MINUTES),
        line,
      );
    }
    assert.ok(
      lines.some((line) => line.endsWith(',')),
      'nothing beyond the horizon is shown as a remaining life',
    );
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith('eagle-evaluate-')),
      [],
      'nothing is left behind',
    );
  });

  test('judges a second folder, also where its rows alternate with those of the first', async () => {
    const folder = newFolder();
    writeFleet(folder, { units: 30, wearShows: true });
    const { train, test, rowsOfTest } = inTurns(folder, true);
    const predictions = path.join(folder, 'predictions.csv');
    const report = await evaluated(folder, { train, test, predictions });
    const [target] = report.targets;
    assert.ok(target !== undefined, report.refused ?? '');
    const { event } = target.judgement.model;
    assert.ok(event.warnedInTime > event.events / 2, JSON.stringify(event));
    const [, ...said] = readFileSync(predictions, 'utf8').trim().split('\n');
    assert.ok(said.every(isOfTest));
    assert.equal(said.length, rowsOfTest);
  });

  test('gives the same result for rows in another order and format, with names of another script', async () => {
    const folder = newFolder();
    writeFleet(folder, { units: 30, wearShows: true });
    const plain = await evaluated(folder);
    const other = path.join(folder, 'other');
    mkdirSync(other);
    for (const file of ['telemetry.csv', 'failures.csv']) {
      const [header = '', ...lines] = readFileSync(path.join(folder, file), 'utf8').trim().split('\n');
      const european = [header.replace('vibration', 'Вибрация'), ...lines.reverse()]
        .map((line) => line.replaceAll(',', ';').replaceAll(/(\d)\.(\d+)(?=;|$)/g, '$1,$2'))
        .map((line) => line.replaceAll(/;(\d+),000Z/g, ';$1.000Z').replaceAll('bearing', 'подшипник'));
      writeFileSync(path.join(other, file), `\ufeff${european.join('\r\n')}\r\n`);
    }
    const report = await evaluated(other);
    assert.deepEqual(report.targets[0]?.judgement, plain.targets[0]?.judgement);
    assert.deepEqual(report.targets[0]?.verdict, plain.targets[0]?.verdict);
    assert.ok(report.targets[0]?.importance.some(({ feature }) => feature.startsWith('Вибрация')));
    const [reading] = report.reading;
    assert.equal(reading?.decimal, ',');
    assert.ok((reading?.rowsOutOfOrder ?? 0) > 0 && reading?.sorted === 'by-asset');
  });

  test('says what to set where a horizon leaves no row of some part', async () => {
    const folder = newFolder();
    writeFleet(folder, { units: 6, wearShows: true });
    for (const hours of [200, 400]) {
      const { refused } = await evaluated(folder, { horizon: hours * HOUR_MS });
      assert.match(refused ?? '', /Set a shorter horizon/, `${hours} hours`);
    }
  });

  test('learns where three horizons would not fit into a run: no window outlasts half of one', async () => {
    const folder = newFolder();
    writeFleet(folder, { units: 6, wearShows: true });
    const { refused, targets } = await evaluated(folder, { horizon: 60 * HOUR_MS });
    assert.equal(refused, null);
    assert.equal(targets[0]?.judgement.answers?.assetsAnswered, 6);
  });

  test('takes logs and facts of machines in any script', async () => {
    const folder = newFolder();
    writeFleet(folder, { units: 6, wearShows: true });
    writeFileSync(path.join(folder, 'machines.csv'), 'asset;тип;2. Leistung\nunit-1;А;3,5\nunit-2;Б;4,25\n');
    writeFileSync(path.join(folder, 'errors.csv'), 'asset,ts,error\nunit-1,2024-01-02T00:00:00Z,Ошибка 1\n');
    const { refused } = await evaluated(folder, { horizon: 400 * HOUR_MS });
    assert.match(refused ?? '', /Set a shorter horizon/, 'and not an error of a name');
  });

  test('reports failures of unknown assets, and which asset was probably meant', async () => {
    const folder = newFolder();
    writeFleet(folder, { units: 3, wearShows: true });
    const failures = ['asset,ts,component'];
    for (const asset of ['Unit-1', 'unit 02', 'pump']) failures.push(`${asset},2024-01-02T00:00:00Z,bearing`);
    failures.push('unit-1,2031-01-01T00:00:00Z,bearing');
    writeFileSync(path.join(folder, 'failures.csv'), failures.join('\n'));
    const report = await evaluated(folder);
    assert.match(
      report.refused ?? '',
      /None of the 4 failures that are given can be used: 3 of assets without telemetry; 1 more than a horizon after/,
    );
    assert.deepEqual(
      report.reading[0]?.unknownAssets.map(({ asset, meant }) => [asset, meant]),
      [
        ['Unit-1', 'unit-1'],
        ['unit 02', 'unit-2'],
        ['pump', null],
      ],
    );
    writeFileSync(
      path.join(folder, 'failures.csv'),
      `asset,ts,component\nunit-1,${new Date(FLEET_STARTS_MS + 90 * HOUR_MS).toISOString()},bearing\n`,
    );
    assert.match((await evaluated(folder)).refused ?? '', /Only one/);
  });

  test('does not judge on rows that it trains on', async () => {
    const folder = newFolder();
    writeFleet(folder, { units: 3, wearShows: true });
    const { train } = inTurns(folder, true);
    await assert.rejects(evaluated(folder, { train, test: train }), { message: /cannot judge it/ });
  });

  test('refuses sensors without information, in one sentence', async () => {
    const folder = newFolder();
    writeFleet(folder, { units: 30, wearShows: false });
    const [target] = (await evaluated(folder)).targets;
    assert.ok(target !== undefined);
    assert.equal(target.verdict.promote, false);
    assert.match(target.verdict.reason, /^[^\n]+\.$/);
  });

  test('says what is wrong with settings that no organization may have', async () => {
    const folder = newFolder();
    writeFleet(folder, { units: 3, wearShows: true });
    const config = path.join(folder, 'config.json');
    for (const [training, complaint] of [
      [{ hyperparameters: { leaves: 3 } }, /there is no hyperparameter leaves/],
      [{ monotone: { heart: 'increasing' } }, /moves with heart, which is no model input/],
      [{ tuneSeconds: 1 }, /settings.training.tuneSeconds/],
    ] as const) {
      writeFileSync(config, JSON.stringify({ settings: { training } }));
      await assert.rejects(
        () => evaluated(folder, { config }),
        (error) => error instanceof AppError && complaint.test(error.message),
      );
    }
  });

  test('says what is missing where there is no failure, and what is wrong with a folder that cannot be read', async () => {
    const folder = newFolder();
    writeFleet(folder, { units: 3, wearShows: true });
    writeFileSync(path.join(folder, 'failures.csv'), 'asset,ts,component\n');
    assert.match((await evaluated(folder)).refused ?? '', /No failures are known/);
    writeFileSync(path.join(folder, 'failures.csv'), 'asset,ts,component\nunit-1,yesterday,bearing\n');
    await assert.rejects(
      () => evaluated(folder),
      (error) =>
        error instanceof AppError &&
        error.code === 'RECORDING.INVALID' &&
        /line 2 of failures.csv has no readable time/.test(error.message),
    );
  });
});
