import { assetSchema, mappingSchema } from '@eagle/contracts/domain';
import { FURNACE_B, FURNACE_BITS, FURNACE_FLAGS, FURNACE_NUMBERS } from '../furnace/furnace-design.js';
import type { FurnaceScan } from '../furnace/furnace-line.js';
import { FurnaceSimulation, type FurnacePlant } from '../furnace/furnace-simulation.js';
import type { Cell } from '../scada/source-table.js';
import { wallClock } from '../scada/wall-clock.js';
import type { DemoPlant } from './demo-plant.js';
import { furnaceRules } from './furnace-rules.js';
import { furnaceSettings } from './furnace-settings.js';
import { furnaceTags } from './furnace-tags.js';

const ZONE = 'America/Chicago';
const TABLE = 'historian.line7_log';
const MINUTE_MS = 60_000;

const PREFIXES: Readonly<Record<string, string>> = {
  hz: 'Harden_Z',
  tz: 'Temper_Z',
  cp: 'Carbon',
  oil: 'Oil',
  dep: 'Phos',
  post: 'Rinse',
  hard: 'Harden',
  temp: 'Temper',
};
const SUFFIXES: Readonly<Record<string, string>> = {
  sv: 'SP',
  pv: 'Act',
  hz: 'Speed',
  ht: 'HiAlm',
  lt: 'LoAlm',
  h: 'HiAlm',
  l: 'LoAlm',
  temphigh: 'OverTemp',
  levelhigh: 'LevelHi',
  levellow: 'LevelLo',
  hfail: 'HeaterFail',
  confail: 'ConvFail',
  contraip: 'ConvTrip',
  fanfail: 'FanFail',
  fantrip: 'FanTrip',
};

/** The tag names of this plant, for example `Harden_Z1_Act` where plant A says `hz1pv`. */
function columnOf(tag: string): string {
  const [, prefix = '', zone = '', suffix = ''] =
    /^(hz|tz|cp|oil|dep|post|hard|temp)(\d?)(.*)$/.exec(tag) ?? [];
  return `${PREFIXES[prefix] ?? prefix}${zone}_${SUFFIXES[suffix] ?? suffix}`;
}

const TAGS = [...FURNACE_NUMBERS, ...FURNACE_BITS, ...FURNACE_FLAGS];
const wall = wallClock(ZONE);

function cellsOf(scan: FurnaceScan, stampMs: number): Cell[] {
  const cells: Cell[] = [wall(stampMs)];
  for (const tag of FURNACE_NUMBERS) {
    const value = scan.numbers[tag] ?? null;
    cells.push(value === null ? null : value.toFixed(tag.startsWith('cp') ? 2 : 1));
  }
  for (const flag of [...FURNACE_BITS, ...FURNACE_FLAGS]) cells.push(scan.flags[flag] === true ? '1' : '0');
  return cells;
}

const plant: FurnacePlant = {
  design: FURNACE_B,
  habits: { jitterMs: 40, gapMeanMs: 45 * MINUTE_MS, lateShare: 0.003, duplicateShare: 0.003 },
  opening: null,
  cellsOf,
};

/**
 * Plant B: a second furnace line; all values stored as text, naive Chicago time, gaps, late and
 * repeated rows.
 */
export const furnaceB: DemoPlant = {
  plant: 'b',
  slug: 'lakeshore-hardening',
  name: 'Lakeshore Hardening',
  shownAsset: FURNACE_B.asset,
  shownFault: 'oil-system',
  config: {
    slug: 'lakeshore-hardening',
    name: 'Lakeshore Hardening',
    enabled: true,
    assets: [assetSchema.parse({ assetId: FURNACE_B.asset, name: 'Line 7', kind: 'furnace-line' })],
    tags: furnaceTags,
    mapping: mappingSchema.parse({
      revision: 1,
      table: TABLE,
      keyColumn: 'LogId',
      timeColumn: 'LoggedAt',
      timeZone: ZONE,
      source: {
        layout: 'wide',
        asset: { assetId: FURNACE_B.asset },
        columns: TAGS.map((tag) => ({ column: columnOf(tag), tag })),
      },
    }),
    rules: furnaceRules,
    settings: furnaceSettings(ZONE, FURNACE_B.periodMs),
  },
  feed: {
    kind: 'postgres',
    enabled: true,
    tls: false,
    pollIntervalMs: 1_000,
    statementTimeoutMs: 5_000,
    notifyChannel: null,
    lateCommitToleranceMs: 60_000,
    futureToleranceMs: 60_000,
    lateToleranceMs: 3_600_000,
    clock: 'wall',
  },
  database: 'scada_lakeshore',
  writerUser: 'lakeshore_scada',
  readerUser: 'lakeshore_readonly',
  table: {
    name: TABLE,
    create: [
      'CREATE SCHEMA IF NOT EXISTS historian',
      `CREATE TABLE IF NOT EXISTS ${TABLE} (
         "LogId" bigserial PRIMARY KEY,
         "LoggedAt" timestamp without time zone,
         ${TAGS.map((tag) => `"${columnOf(tag)}" text`).join(', ')})`,
      `CREATE INDEX IF NOT EXISTS line7_log_time ON ${TABLE} ("LoggedAt")`,
    ],
    columns: ['LoggedAt', ...TAGS.map(columnOf)],
    newestScan: `SELECT max(extract(epoch FROM "LoggedAt" AT TIME ZONE '${ZONE}') * 1000)::float8 AS at
                 FROM (SELECT "LoggedAt" FROM ${TABLE} ORDER BY "LogId" DESC LIMIT 500) AS newest`,
  },
  historyHours: 72,
  create: (seed, startMs, liveAtMs) => FurnaceSimulation.create(plant, seed, startMs, liveAtMs),
  resume: (saved) => FurnaceSimulation.resume(plant, saved),
};
