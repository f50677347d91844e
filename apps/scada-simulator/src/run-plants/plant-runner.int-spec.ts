import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '@eagle/contracts/domain';
import { eventually } from '@eagle/testing';
import pg from 'pg';
import { demoPlants, type DemoPlant } from '../plants/index.js';
import { PlantDatabase } from '../scada/plant-database.js';
import type { PreparedPlant } from '../scada/prepare-scada.js';
import { scadaServer, type ScadaServer } from '../scada/scada-server.fixture.js';
import { TruthFile } from '../truth/truth-file.js';
import { PlantRunner } from './plant-runner.js';
import { StateFile } from './state-file.js';

const MINUTE_MS = 60_000;
const HISTORY_MS = 30 * MINUTE_MS;
const SEED = 9;

let server: ScadaServer;
beforeAll(async () => {
  server = await scadaServer();
});
afterAll(() => server.close());

function demo(key: string): DemoPlant {
  return demoPlants.find(({ plant }) => plant === key) ?? assert.fail(`no plant ${key}`);
}

interface Clock {
  /** Added to the wall clock: the pause of a plant that was switched off. */
  aheadMs: number;
  /** The present time that a runner used when it was created. */
  first: number | null;
}

function runnerOf(plant: DemoPlant, prepared: PreparedPlant, folder: string, clock: Clock) {
  const problems: string[] = [];
  const runner = new PlantRunner({
    plant,
    seed: SEED,
    historyMs: HISTORY_MS,
    database: new PlantDatabase(prepared.writerUrl, plant.table, (reason) => problems.push(reason)),
    truth: new TruthFile(folder, plant.plant),
    state: new StateFile(folder, plant.plant, SEED),
    now: () => {
      const now = Date.now() + clock.aheadMs;
      clock.first ??= now;
      return now;
    },
    onWritten: () => undefined,
    onProblem: (reason) => problems.push(reason),
  });
  return { runner, problems };
}

const live = (runner: PlantRunner) => eventually(() => runner.isLive, { deadlineMs: 20_000 });

async function moreRows(runner: PlantRunner, count: number): Promise<void> {
  const wanted = runner.rows + count;
  await eventually(() => runner.rows >= wanted, { deadlineMs: 20_000 });
}

interface ScanRow {
  id: number;
  scan: number;
  hz1pv: number | null;
  oilpv: number | null;
}

const scansOfA = (prepared: PreparedPlant): Promise<ScanRow[]> =>
  server.query<ScanRow>(
    prepared.readerUrl,
    `SELECT id, hz1pv, oilpv,
       round(extract(epoch FROM created_timestamp AT TIME ZONE 'Asia/Kolkata'))::float8 AS scan
     FROM furnace_line ORDER BY id`,
  );

function assertNoHoleNorRepeat(rows: readonly ScanRow[]): void {
  rows.forEach((row, i) => assert.equal(row.scan - (rows[0]?.scan ?? 0), i, `row ${String(i)}`));
}

describe('plant A in a real database', () => {
  let plant: DemoPlant;
  let prepared: PreparedPlant;
  let folder: string;
  const clock: Clock = { aheadMs: 0, first: null };

  beforeAll(async () => {
    ({ plant, prepared } = await server.prepare(demo('a')));
    folder = path.join(server.folder, randomUUID());
  });

  test('fills its history, continues live, and after a pause resumes the same process without a gap or a repeated row', async () => {
    const { runner } = runnerOf(plant, prepared, folder, clock);
    runner.start();
    await runner.filledOrFailed;
    assert.equal(runner.isLive, true);
    await moreRows(runner, 2);
    await runner.stop();
    const startedAtMs = clock.first ?? 0;
    clock.aheadMs = 10 * MINUTE_MS;
    const again = runnerOf(plant, prepared, folder, clock).runner;
    again.start();
    await live(again);
    await moreRows(again, 1);
    await again.stop();
    const rows = await scansOfA(prepared);
    assert.ok(rows.length > (HISTORY_MS + 10 * MINUTE_MS) / 1_000);
    assertNoHoleNorRepeat(rows);
    const alone = plant.create(SEED, startedAtMs - HISTORY_MS, startedAtMs);
    const at = (column: string): number => plant.table.columns.indexOf(column);
    for (const row of rows) {
      const [expected] = alone.advance();
      assert.equal(row.hz1pv, expected?.cells[at('hz1pv')]);
      assert.equal(row.oilpv, expected?.cells[at('oilpv')]);
    }
  });

  test('writes every row exactly once when its connections are cut', async () => {
    const { runner, problems } = runnerOf(plant, prepared, folder, clock);
    runner.start();
    await live(runner);
    await server.query(
      server.adminOf(prepared),
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '${plant.writerUser}'`,
    );
    await moreRows(runner, 3);
    await runner.stop();
    assert.ok(problems.length <= 2);
    assertNoHoleNorRepeat(await scansOfA(prepared));
  });

  test('continues after the last row when its state is lost, and leaves a long pause as a gap', async () => {
    await rm(path.join(folder, 'a.state.json'));
    const { runner } = runnerOf(plant, prepared, folder, clock);
    runner.start();
    await live(runner);
    await runner.stop();
    assertNoHoleNorRepeat(await scansOfA(prepared));
    const before = (await scansOfA(prepared)).length;
    clock.aheadMs += 30 * 60 * MINUTE_MS;
    const late = runnerOf(plant, prepared, folder, clock).runner;
    late.start();
    await live(late);
    await late.stop();
    const added = (await scansOfA(prepared)).slice(before);
    assert.ok(Math.abs(added.length - 6 * 3_600) < 30, `${String(added.length)} rows after the pause`);
    assertNoHoleNorRepeat(added);
  });

  test('accepts fault orders once live, and writes the truth only to its file', async () => {
    const { runner } = runnerOf(plant, prepared, folder, clock);
    const order = { component: 'oil-system', tripInMs: 2_000, developedForMs: 0 };
    assert.throws(
      () => runner.order(null, order),
      (e) => e instanceof AppError && e.kind === 'unavailable',
    );
    runner.start();
    await live(runner);
    assert.throws(
      () => runner.order(null, { ...order, component: 'rotor' }),
      (e) => e instanceof AppError && e.code === 'SIMULATOR.COMPONENT_UNKNOWN',
    );
    const { faultId } = runner.order(null, order);
    const truth = () => readFile(path.join(folder, 'a.jsonl'), 'utf8');
    await eventually(
      async () => {
        const entries = (await truth()).split('\n').filter((line) => line.includes(`"${faultId}"`));
        assert.match(entries.join('\n'), /"what":"tripped"/);
      },
      { deadlineMs: 10_000 },
    );
    assert.throws(
      () => runner.order(null, order),
      (e) => e instanceof AppError && e.kind === 'conflict',
    );
    await runner.stop();
    const [newest] = await server.query<{ oiltemphigh: boolean }>(
      prepared.readerUrl,
      'SELECT oiltemphigh FROM furnace_line ORDER BY id DESC LIMIT 1',
    );
    assert.equal(newest?.oiltemphigh, true);
    const keys = (await truth()).match(/"key":"[^"]+"/g) ?? [];
    assert.equal(new Set(keys).size, keys.length);
  });
});

test('a plant with an unavailable database does not delay the history of the others', async () => {
  const { prepared } = await server.prepare(demo('a'));
  const away = new URL(prepared.writerUrl);
  away.pathname = '/no-such-database';
  const folder = path.join(server.folder, randomUUID());
  const clock = { aheadMs: 0, first: null };
  const { runner, problems } = runnerOf(demo('a'), { ...prepared, writerUrl: away.href }, folder, clock);
  runner.start();
  await runner.filledOrFailed;
  assert.deepEqual([runner.isLive, problems.length], [false, 1]);
  await runner.stop();
});

describe('the read-only user', () => {
  test('can read and listen, and nothing else', async () => {
    const { plant, prepared } = await server.prepare(demo('a'));
    const reader = new pg.Client({ connectionString: prepared.readerUrl });
    await reader.connect();
    try {
      let announced = 0;
      reader.on('notification', () => (announced += 1));
      await reader.query('LISTEN scada_rows');
      const refused = [
        ['INSERT INTO furnace_line DEFAULT VALUES', '25006'],
        ['CREATE TABLE mine (id int)', '25006'],
        ['SET default_transaction_read_only = off', null],
        ['INSERT INTO furnace_line DEFAULT VALUES', '42501'],
        ['DELETE FROM furnace_line', '42501'],
        ['CREATE TABLE mine (id int)', '42501'],
        ['CREATE TEMP TABLE mine (id int)', '42501'],
      ] as const;
      for (const [sql, code] of refused) {
        if (code === null) await reader.query(sql);
        else await assert.rejects(reader.query(sql), { code }, sql);
      }
      const database = new PlantDatabase(prepared.writerUrl, plant.table, () => undefined);
      const simulation = plant.create(SEED, Date.now() - MINUTE_MS, Date.now());
      await database.write(simulation.advance());
      await database.close();
      await eventually(() => announced === 1);
      const { rows } = await reader.query<{ count: string }>('SELECT count(*) FROM furnace_line');
      assert.equal(rows[0]?.count, '1');
    } finally {
      await reader.end();
    }
  });
});

describe('plant B in a real database', () => {
  test('stores text, and shows a slow transaction’s row after rows with higher keys', async () => {
    const { plant, prepared } = await server.prepare(demo('b'));
    const database = new PlantDatabase(prepared.writerUrl, plant.table, (reason) => assert.fail(reason));
    const simulation = plant.create(SEED, Date.now() - MINUTE_MS, Date.now());
    const [slow] = simulation.advance();
    const [quick] = simulation.advance();
    assert.ok(slow !== undefined && quick !== undefined);
    await database.writeLate({ ...slow, holdMs: MINUTE_MS });
    await database.write([quick]);
    const ids = () =>
      server.query<{ LogId: string; Harden_Z1_Act: string }>(
        prepared.readerUrl,
        'SELECT "LogId", "Harden_Z1_Act" FROM historian.line7_log ORDER BY 1',
      );
    const early = await ids();
    assert.deepEqual(
      early.map((row) => row.LogId),
      ['2'],
    );
    assert.match(early[0]?.Harden_Z1_Act ?? '', /^8\d\d\.0$/);
    assert.equal(Math.abs(((await database.newestScanMs()) ?? 0) - quick.scanMs) <= 40, true);
    await database.close();
    assert.deepEqual(
      (await ids()).map((row) => row.LogId),
      ['1', '2'],
    );
  });
});

describe('plant C in a real database', () => {
  test('writes one row for each measurement of each pump', async () => {
    const { plant, prepared } = await server.prepare(demo('c'));
    const folder = path.join(server.folder, randomUUID());
    const { runner } = runnerOf(plant, prepared, folder, { aheadMs: 0, first: null });
    runner.start();
    await live(runner);
    await runner.stop();
    const [counts] = await server.query<{ rows: number; scans: number; assets: number; tags: number }>(
      prepared.readerUrl,
      `SELECT count(*)::int AS rows, count(DISTINCT ts)::int AS scans, count(DISTINCT asset)::int AS assets,
         count(DISTINCT tag)::int AS tags FROM measurements`,
    );
    assert.ok(counts !== undefined);
    assert.deepEqual([counts.assets, counts.tags], [6, 11]);
    assert.ok(counts.scans >= HISTORY_MS / 10_000);
    assert.equal(counts.rows, counts.scans * 66);
  });
});
