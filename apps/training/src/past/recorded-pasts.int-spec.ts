import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AppError, trainingRunIdSchema, type OrganizationConfig } from '@eagle/contracts/domain';
import type { ScanHistory, Trainer } from '@eagle/learning';
import { HistoryStretches, type TimeRange } from '@eagle/telemetry';
import {
  firstDifference,
  RecordedPlant,
  recordedWorld,
  scansOf,
  type PlantSettings,
  type RecordedWorld,
} from './recorded-plant.fixture.js';
import { CombinedPast } from './combined-past.js';
import { HistorianHistory } from './historian-history.js';
import { planPieces } from './plan-pieces.js';
import { RecordedPasts } from './recorded-pasts.js';
import { ArtifactStore } from '../train-organization/artifact-store.js';
import { trainOrganization, type TrainingPorts } from '../train-organization/train-organization.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const PERIOD_MS = 60_000;
const ROWS = (3 * DAY_MS) / PERIOD_MS;
const COLUMNS = ['temperature', 'vibration', 'running', 'heaterfail'];

let world: RecordedWorld;
beforeAll(async () => {
  world = await recordedWorld();
});
afterAll(() => world.close());

/** Three days of a row a minute, written and followed live; the last row is a minute old. */
async function plantOf(
  table: string,
  change: Partial<PlantSettings> = {},
): Promise<{ plant: RecordedPlant; beginMs: number; nowMs: number }> {
  const nowMs = Math.floor(Date.now() / PERIOD_MS) * PERIOD_MS;
  const beginMs = nowMs - 3 * DAY_MS;
  await world.sql(
    `CREATE TABLE ${table} AS SELECT n AS id, 'line-1' AS asset,
       (to_timestamp($1) + (n - 1) * interval '1 minute') AT TIME ZONE '${change.timeZone ?? 'UTC'}' AS at,
       800 + sin(n) AS temperature, sqrt(n::float8) AS vibration, true AS running, n % 360 < 20 AS heaterfail
     FROM generate_series(1, $2::int) AS n`,
    [beginMs / 1_000, ROWS],
  );
  await world.sql(`ALTER TABLE ${table} ADD PRIMARY KEY (id)`);
  const plant = await RecordedPlant.open(world, { table, assets: ['line-1'], columns: COLUMNS, ...change });
  return { plant, beginMs, nowMs };
}

/** What the historian notes when it has taken over down to an instant. */
async function takenOver(plant: RecordedPlant, { fromMs, untilMs }: TimeRange): Promise<void> {
  const stretches = new HistoryStretches(world.database);
  await stretches.want(plant.organizationId, { fromMs: 0, untilMs, reason: 'begin' });
  const [{ id } = { id: '' }] = await stretches.all(plant.organizationId);
  await stretches.begin(plant.organizationId, id);
  await stretches.advance(plant.organizationId, id, { reachedMs: fromMs, rows: 0, rejected: {} });
}

const pastsOf = (source: ScanHistory): RecordedPasts =>
  new RecordedPasts({
    reader: () => Promise.resolve(world.reader),
    stretches: new HistoryStretches(world.prepared.openAs('training')),
    source,
    now: Date.now,
  });

const away: ScanHistory = {
  async *read() {
    throw await Promise.resolve(new AppError('FEED.UNREACHABLE', 'The source cannot be reached.'));
  },
};

const readAll = async (
  source: ScanHistory,
  config: OrganizationConfig,
  range: { fromMs: number; toMs: number },
) => {
  const past = await pastsOf(source).prepare(config, range);
  const scans = await scansOf(past, config, range);
  return { scans, text: past.account.text };
};

/** The rows that a training of three days hands to its trainer. */
async function datasetOf(
  plant: RecordedPlant,
  pasts: RecordedPasts,
): Promise<{ bytes: Buffer; text: string }> {
  const root = await mkdtemp(path.join(tmpdir(), 'eagle-dataset-'));
  let bytes = Buffer.alloc(0);
  const texts: string[] = [];
  const reached = new AppError('TRAINING.TRAINER_FAILED', 'The data set is read.');
  const trainer: Trainer = {
    train: async ({ datasetFolder }) => {
      bytes = await readFile(path.join(datasetFolder, 'rows.arrow'));
      throw reached;
    },
  };
  const none = () => Promise.resolve(null);
  const ports: TrainingPorts = {
    ...{ pasts, trainer, codeRevision: '', now: Date.now },
    logs: { read: () => Promise.resolve(new Map()) },
    champions: { championOf: none },
    artifacts: new ArtifactStore(root, { handOver: () => Promise.reject(reached), newestVersion: none }),
    records: {
      ...{ failureRecords: () => Promise.resolve([]), registerModel: () => Promise.resolve() },
      ...{ newestVersion: none, lastVersionGiven: none },
    },
  };
  const runId = trainingRunIdSchema.parse(randomUUID());
  const onStage = (_: unknown, __: number, text: string): unknown => texts.push(text);
  const { signal } = new AbortController();
  try {
    await expect(trainOrganization({ runId, config: plant.config, signal, onStage }, ports)).rejects.toBe(
      reached,
    );
  } finally {
    await rm(root, { recursive: true, force: true });
  }
  return { bytes, text: texts.find((text) => text.includes('scans read: ')) ?? '' };
}

test('what is covered comes from the historian and the rest from the source: each scan once, in order, with their numbers in the account', async () => {
  const { plant, beginMs, nowMs } = await plantOf('seams');
  await plant.follow();
  await takenOver(plant, { fromMs: beginMs + 30 * HOUR_MS, untilMs: nowMs });
  const range = { fromMs: beginMs - HOUR_MS, toMs: nowMs };
  const { scans, text } = await readAll(plant.sourceHistory(), plant.config, range);
  const source = await scansOf(plant.sourceHistory(), plant.config, range);
  expect(source).toHaveLength(ROWS);
  expect(firstDifference(plant.config, [scans, source])).toBeNull();
  expect(text).toBe(`${ROWS} scans read: ${ROWS - 1_800} from the historian, 1800 from the source.`);
});

test('the data set that a model learns from is the same to the last byte, whichever way it was read', async () => {
  const { plant, nowMs } = await plantOf('dataset', {
    settings: { scanPeriodMs: PERIOD_MS, failures: { tags: [{ tag: 'heaterfail', component: 'heater' }] } },
  });
  await plant.follow();
  const notTakenOver = await datasetOf(plant, pastsOf(plant.sourceHistory()));
  await takenOver(plant, { fromMs: 0, untilMs: nowMs });
  const covered = await datasetOf(plant, pastsOf(away));
  expect(notTakenOver.text).toMatch(/ 0 from the historian/);
  expect(covered.text).toMatch(/ 0 from the source/);
  expect(covered.bytes.length).toBeGreaterThan(100_000);
  expect(covered.bytes.equals(notTakenOver.bytes)).toBe(true);
});

test('a source that is away stops no training whose range is covered, and one whose range is not', async () => {
  const { plant, beginMs, nowMs } = await plantOf('away');
  await plant.follow();
  await takenOver(plant, { fromMs: beginMs, untilMs: nowMs });
  const range = { fromMs: beginMs, toMs: nowMs };
  const { scans, text } = await readAll(away, plant.config, range);
  expect(scans).toHaveLength(ROWS);
  expect(text).toBe(`${ROWS} scans read: ${ROWS} from the historian, 0 from the source.`);
  await expect(readAll(away, plant.config, { ...range, fromMs: beginMs - HOUR_MS })).rejects.toMatchObject({
    code: 'FEED.UNREACHABLE',
  });
});

test('scans that are newer than what is stored are left out where the source is away, and the account says so', async () => {
  const { plant, beginMs, nowMs } = await plantOf('newest');
  await plant.follow();
  await takenOver(plant, { fromMs: beginMs, untilMs: nowMs });
  const range = { fromMs: beginMs, toMs: nowMs + HOUR_MS };
  const { scans, text } = await readAll(away, plant.config, range);
  expect(scans).toHaveLength(ROWS);
  expect(text).toContain(`that are not stored were left out: The source cannot be reached.`);
});

test('days on which a tag was not configured yet come from the source, which knows it', async () => {
  const { plant, beginMs, nowMs } = await plantOf('tags', {
    columns: ['temperature', 'running', 'heaterfail'],
  });
  await plant.follow(nowMs);
  await takenOver(plant, { fromMs: beginMs, untilMs: nowMs });
  plant.configure({ table: 'tags', assets: ['line-1'], columns: COLUMNS });
  const range = { fromMs: beginMs, toMs: nowMs };
  const { scans, text } = await readAll(plant.sourceHistory(), plant.config, range);
  const source = await scansOf(plant.sourceHistory(), plant.config, range);
  expect(firstDifference(plant.config, [scans, source])).toBeNull();
  expect(text).toBe(`${ROWS} scans read: 0 from the historian, ${ROWS} from the source.`);
});

test('a plant whose source keeps no past is learned from the historian alone, and the account names tags that came later', async () => {
  const { plant, beginMs, nowMs } = await plantOf('kafka', {
    columns: ['temperature', 'running', 'heaterfail'],
  });
  await plant.follow();
  plant.configure({ table: 'kafka', assets: ['line-1'], columns: COLUMNS });
  const range = { fromMs: beginMs, toMs: nowMs };
  const pieces = planPieces({ range, covered: [], clock: 'wall', hasSource: false });
  const past = new CombinedPast(
    { historian: (gaps) => new HistorianHistory(world.reader, gaps), source: away },
    pieces,
  );
  const scans = await scansOf(past, plant.config, range);
  expect(scans).toHaveLength(ROWS);
  expect(scans.every(({ values }) => Number.isNaN(values[1]))).toBe(true);
  expect(past.account.text).toMatch(/Tags that were configured later are missing in older scans: vibration/);
});

test('a damaged segment is left out, and the account names it', async () => {
  const { plant, beginMs, nowMs } = await plantOf('damaged');
  await plant.follow();
  await takenOver(plant, { fromMs: beginMs, untilMs: nowMs });
  const folder = path.join(world.folder, plant.organizationId);
  const [file = ''] = (await readdir(folder)).toSorted();
  await writeFile(path.join(folder, file), 'no Parquet');
  const { scans, text } = await readAll(away, plant.config, { fromMs: beginMs, toMs: nowMs });
  expect(scans.length).toBeLessThan(ROWS);
  expect(text).toContain(
    `Damaged segments of the historian were left out: ${plant.organizationId}/${file} with `,
  );
});

test('at a seam within a repeated hour each scan comes once', async () => {
  // Berlin repeats the hour before 01:00 UTC on 2026-10-25.
  const shiftMs = Date.UTC(2026, 9, 25, 1);
  const { plant } = await plantOf('repeated', { timeZone: 'Europe/Berlin', feed: { clock: 'source' } });
  await world.sql(
    `UPDATE repeated SET at = (to_timestamp($1) + (id - 2160) * interval '1 minute') AT TIME ZONE 'Europe/Berlin'`,
    [shiftMs / 1_000],
  );
  await plant.follow();
  const range = { fromMs: 0, toMs: Date.UTC(2100, 0) };
  const source = await scansOf(plant.sourceHistory(), plant.config, range);
  expect(source).toHaveLength(ROWS);
  await takenOver(plant, { fromMs: shiftMs - 30 * 60_000, untilMs: shiftMs + 20 * 60_000 });
  const { scans } = await readAll(plant.sourceHistory(), plant.config, range);
  expect(firstDifference(plant.config, [scans, source])).toBeNull();
});

test('another organization reads nothing of it', async () => {
  const { plant, beginMs, nowMs } = await plantOf('own');
  const { plant: other } = await plantOf('others');
  await plant.follow();
  await takenOver(plant, { fromMs: beginMs, untilMs: nowMs });
  await takenOver(other, { fromMs: beginMs, untilMs: nowMs });
  const range = { fromMs: beginMs, toMs: nowMs };
  await expect(readAll(away, other.config, range)).rejects.toMatchObject({ code: 'FEED.UNREACHABLE' });
  expect((await readAll(away, plant.config, range)).scans).toHaveLength(ROWS);
});
