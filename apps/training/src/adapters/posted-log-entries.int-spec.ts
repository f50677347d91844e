import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { assetIdSchema, organizationConfigSchema, type OrganizationConfig } from '@eagle/contracts/domain';
import { AssetFeatures, defineFeatureSet, tagTable, type AssetLogEntry } from '@eagle/features';
import { madeOrganization } from '@eagle/learning/fixtures';
import type { Database } from '@eagle/persistence';
import { testDatabase, type TestDatabase } from '@eagle/testing';
import type { LogHistory } from '../ports.js';
import { PostedLogEntries } from './posted-log-entries.js';
import { MergedLogs } from './merged-logs.js';

const T0 = Date.UTC(2026, 0, 5);
const HOUR_MS = 3_600_000;
const line = assetIdSchema.parse('line-1');
const range = { fromMs: T0, toMs: T0 + 10 * HOUR_MS };
const going = new AbortController().signal;
let prepared: TestDatabase;
let database: Database;

beforeAll(async () => {
  prepared = await testDatabase();
  database = prepared.open();
});
afterAll(() => prepared.close());

/** Features that use the error `e1` within the hour and work on the pump. */
async function organization(): Promise<OrganizationConfig> {
  const made = madeOrganization({ organizationId: randomUUID() });
  const features = {
    ...made.settings.features,
    events: { codes: ['e1'], windowsMs: [HOUR_MS] },
    maintenance: { components: ['pump'] },
  };
  const config = organizationConfigSchema.parse({ ...made, settings: { ...made.settings, features } });
  await database.forPlatform((tx) =>
    tx.query('INSERT INTO organizations (id, slug, name) VALUES ($1, $2, $3)', [
      config.organizationId,
      randomUUID(),
      'Plant',
    ]),
  );
  return config;
}

async function give(
  { organizationId }: OrganizationConfig,
  kind: string,
  code: string,
  atMs: readonly number[],
  assetId: string = line,
): Promise<void> {
  await database.forOrganization(organizationId, (tx) =>
    tx.query(
      `INSERT INTO log_entries (organization_id, asset_id, kind, code, at, source)
       SELECT $1, $2, $3, $4, t, 'test' FROM UNNEST($5::timestamptz[]) AS t`,
      [organizationId, assetId, kind, code, atMs.map((ms) => new Date(ms))],
    ),
  );
}

const read = (config: OrganizationConfig, logs: LogHistory = new PostedLogEntries(database)) =>
  logs.read(config, defineFeatureSet(config), range, going);

test('posted entries are read as far as features use them and look back, and never those of another organization', async () => {
  const [ours, theirs] = [await organization(), await organization()];
  const { eventMsMax, maintenanceMsMax } = defineFeatureSet(ours);
  const earliestMs = T0 - Math.max(eventMsMax, maintenanceMsMax);
  await give(ours, 'error', 'e1', [T0 + HOUR_MS, T0 - HOUR_MS, range.toMs, range.toMs - 1]);
  await give(ours, 'maintenance', 'pump', [earliestMs, earliestMs - 1]);
  await give(ours, 'error', 'e2', [T0]);
  await give(ours, 'error', 'pump', [T0]);
  await give(ours, 'maintenance', 'e1', [T0]);
  await give(ours, 'error', 'e1', [T0], 'scrapped');
  await give(theirs, 'error', 'e1', [T0 + 2 * HOUR_MS]);
  assert.deepEqual(
    [...(await read(ours))],
    [
      [
        line,
        [
          { kind: 'maintenance', code: 'pump', atMs: earliestMs },
          { kind: 'error', code: 'e1', atMs: T0 - HOUR_MS },
          { kind: 'error', code: 'e1', atMs: T0 + HOUR_MS },
          { kind: 'error', code: 'e1', atMs: range.toMs - 1 },
        ],
      ],
    ],
  );
  assert.deepEqual((await read(theirs)).get(line), [{ kind: 'error', code: 'e1', atMs: T0 + 2 * HOUR_MS }]);
});

test('many entries are read page by page, each once, and too many are refused with a clear message', async () => {
  const config = await organization();
  const many = Array.from({ length: 20_000 }, (_, n) => T0 + n * 1_000);
  await give(config, 'error', 'e1', many);
  await give(config, 'maintenance', 'pump', many);
  const events = (await read(config)).get(line) ?? [];
  assert.equal(new Set(events.map(({ kind, atMs }) => `${kind} ${atMs}`)).size, 40_000);
  assert.equal(events.length, 40_000);
  await assert.rejects(read(config, new PostedLogEntries(database, 39_999)), {
    code: 'TRAINING.LOGS_TOO_LONG',
    message: /historyDaysMax/,
  });
});

test('with the logs of the feed they are one log; nothing counts twice or at its own instant', async () => {
  const config = await organization();
  await give(config, 'error', 'e1', [T0 + 2_000, T0 + 4_000]);
  const ofFeed: AssetLogEntry[] = [
    { kind: 'error', code: 'e1', atMs: T0 + 3_000 },
    { kind: 'error', code: 'e1', atMs: T0 + 2_000 },
    { kind: 'maintenance', code: 'pump', atMs: T0 + 2_000 },
  ];
  const feed: LogHistory = { read: () => Promise.resolve(new Map([[line, ofFeed]])) };
  const events = (await read(config, new MergedLogs([feed, new PostedLogEntries(database)]))).get(line) ?? [];
  assert.deepEqual(
    events.map(({ kind, atMs }) => `${kind} ${atMs - T0}`),
    ['error 2000', 'maintenance 2000', 'error 3000', 'error 4000'],
  );
  const set = defineFeatureSet(config);
  const table = tagTable(config);
  const asset = new AssetFeatures(set, table, config.settings, config.assets[0] ?? null, null);
  for (const event of events) asset.addLogEntry(event);
  const counted = (atMs: number): number | undefined => {
    const out = new Float32Array(set.width);
    asset.push(atMs, new Float64Array(table.tags.length), 0, out, 0);
    return out[set.names.indexOf('event.e1.count_3600s')];
  };
  assert.deepEqual([T0 + 2_000, T0 + 2_001, T0 + 4_000, T0 + 4_001].map(counted), [0, 1, 2, 3]);
});
