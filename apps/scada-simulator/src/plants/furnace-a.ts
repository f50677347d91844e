import { assetSchema, mappingSchema } from '@eagle/contracts/domain';
import { FURNACE_A, FURNACE_BITS, FURNACE_FLAGS, FURNACE_NUMBERS } from '../furnace/furnace-design.js';
import type { FurnaceScan } from '../furnace/furnace-line.js';
import { FurnaceSimulation, type FurnacePlant } from '../furnace/furnace-simulation.js';
import type { Cell } from '../scada/source-table.js';
import { wallClock } from '../scada/wall-clock.js';
import type { DemoPlant } from './demo-plant.js';
import { furnaceRules } from './furnace-rules.js';
import { furnaceSettings } from './furnace-settings.js';
import { furnaceTags } from './furnace-tags.js';
import { NOTIFY_CHANNEL, notifyTrigger } from './notify-trigger.js';

const ZONE = 'Asia/Kolkata';
const TABLE = 'furnace_line';
const MINUTE_MS = 60_000;
const TAGS = [...FURNACE_NUMBERS, ...FURNACE_BITS, ...FURNACE_FLAGS];
const SPARES = Array.from({ length: 20 }, (_, i) => `sp${String(i + 1)}`);

const wall = wallClock(ZONE);

function cellsOf(scan: FurnaceScan, stampMs: number): Cell[] {
  const cells: Cell[] = [wall(stampMs)];
  for (const tag of FURNACE_NUMBERS) cells.push(scan.numbers[tag] ?? null);
  for (const bit of FURNACE_BITS) cells.push(scan.flags[bit] === true ? 1 : 0);
  for (const flag of FURNACE_FLAGS) cells.push(scan.flags[flag] === true);
  return cells;
}

const plant: FurnacePlant = {
  design: FURNACE_A,
  habits: { jitterMs: 10, gapMeanMs: null, lateShare: 0, duplicateShare: 0 },
  // Well advanced when the first model is ready, but not over, and not so far that a rule has
  // raised an alert; on a fast machine and on a slow one.
  opening: {
    component: 'atmosphere',
    developedForMs: 12 * MINUTE_MS,
    tripInMs: 16 * MINUTE_MS,
    lingersForMs: 100 * MINUTE_MS,
  },
  cellsOf,
};

/** Plant A: a continuous hardening line whose SCADA writes one wide row a second. */
export const furnaceA: DemoPlant = {
  plant: 'a',
  slug: 'bharat-heat-treatment',
  name: 'Bharat Heat Treatment',
  shownAsset: FURNACE_A.asset,
  shownFault: 'atmosphere',
  config: {
    slug: 'bharat-heat-treatment',
    name: 'Bharat Heat Treatment',
    enabled: true,
    assets: [assetSchema.parse({ assetId: FURNACE_A.asset, name: 'Furnace line 1', kind: 'furnace-line' })],
    tags: furnaceTags,
    mapping: mappingSchema.parse({
      revision: 1,
      table: TABLE,
      keyColumn: 'id',
      timeColumn: 'created_timestamp',
      timeZone: ZONE,
      source: {
        layout: 'wide',
        asset: { assetId: FURNACE_A.asset },
        columns: TAGS.map((tag) => ({ column: tag, tag })),
      },
    }),
    rules: furnaceRules,
    settings: furnaceSettings(ZONE, FURNACE_A.periodMs),
  },
  feed: {
    kind: 'postgres',
    enabled: true,
    tls: false,
    pollIntervalMs: 1_000,
    statementTimeoutMs: 5_000,
    notifyChannel: NOTIFY_CHANNEL,
    lateCommitToleranceMs: 120_000,
    futureToleranceMs: 60_000,
    lateToleranceMs: 3_600_000,
    clock: 'wall',
  },
  database: 'scada_bharat',
  writerUser: 'bharat_scada',
  readerUser: 'bharat_readonly',
  table: {
    name: TABLE,
    create: [
      `CREATE TABLE IF NOT EXISTS ${TABLE} (
         id serial PRIMARY KEY,
         created_timestamp timestamp without time zone,
         ${[...FURNACE_NUMBERS, ...FURNACE_BITS].map((tag) => `${tag} double precision`).join(', ')},
         ${FURNACE_FLAGS.map((flag) => `${flag} boolean`).join(', ')},
         ${SPARES.map((spare) => `${spare} double precision`).join(', ')})`,
      ...notifyTrigger(TABLE),
    ],
    columns: ['created_timestamp', ...TAGS],
    newestScan: `SELECT max(extract(epoch FROM created_timestamp AT TIME ZONE '${ZONE}') * 1000)::float8 AS at
                 FROM (SELECT created_timestamp FROM ${TABLE} ORDER BY id DESC LIMIT 500) AS newest`,
  },
  historyHours: 72,
  create: (seed, startMs, liveAtMs) => FurnaceSimulation.create(plant, seed, startMs, liveAtMs),
  resume: (saved) => FurnaceSimulation.resume(plant, saved),
};
