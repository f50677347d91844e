import {
  assetSchema,
  mappingSchema,
  organizationSettingsSchema,
  ruleSchema,
  tagSchema,
  type Rule,
} from '@eagle/contracts/domain';
import { z } from 'zod';
import { PUMP_FLAGS, STATION_C } from '../pumps/pump-design.js';
import { StationSimulation } from '../pumps/station-simulation.js';
import type { DemoPlant } from './demo-plant.js';
import { NOTIFY_CHANNEL, notifyTrigger } from './notify-trigger.js';

const ZONE = 'Europe/Berlin';
const TABLE = 'measurements';
const RUNNING = ['running'];

const NUMBERS = [
  { sourceTag: 'FLOW', tag: 'flow', label: 'Flow', unit: 'm3/h', high: 1_000 },
  { sourceTag: 'SUCT.P', tag: 'suction_pressure', label: 'Suction pressure', unit: 'bar', high: 20 },
  { sourceTag: 'DISCH.P', tag: 'discharge_pressure', label: 'Discharge pressure', unit: 'bar', high: 40 },
  { sourceTag: 'MTR.I', tag: 'motor_current', label: 'Motor current', unit: 'A', high: 400 },
  { sourceTag: 'BRG.T', tag: 'bearing_temperature', label: 'Bearing temperature', unit: '°C', high: 200 },
  { sourceTag: 'VIB', tag: 'vibration', label: 'Vibration', unit: 'mm/s', high: 50 },
  { sourceTag: 'WDG.T', tag: 'winding_temperature', label: 'Winding temperature', unit: '°C', high: 250 },
] as const;

const FLAGS = [
  {
    component: 'bearing',
    tag: 'bearing_trip',
    title: 'Bearing protection tripped',
    action: 'Change over to the spare pump, replace the bearing.',
  },
  {
    component: 'hydraulics',
    tag: 'cavitation_trip',
    title: 'Tripped by cavitation',
    action: 'Check suction strainer and basin level before restarting.',
  },
  {
    component: 'seal',
    tag: 'seal_leak',
    title: 'Mechanical seal leaks',
    action: 'Change over to the spare pump, replace the seal.',
  },
  {
    component: 'motor-winding',
    tag: 'motor_trip',
    title: 'Motor protection tripped',
    action: 'Measure the winding insulation before restarting.',
  },
] as const;

const SOURCE_TAGS = [
  ...NUMBERS.map(({ sourceTag, tag }) => ({ sourceTag, tag })),
  ...FLAGS.map(({ component, tag }) => ({ sourceTag: PUMP_FLAGS[component], tag })),
];

const LIMITS = [
  { tag: 'vibration', component: 'bearing', title: 'Vibration is high', medium: 5, high: 7.1 },
  { tag: 'bearing_temperature', component: 'bearing', title: 'Bearing is hot', medium: 82, high: 95 },
  { tag: 'winding_temperature', component: 'motor-winding', title: 'Winding is hot', medium: 115, high: 130 },
] as const;

const rules: Rule[] = z.array(ruleSchema).parse([
  ...LIMITS.map(({ tag, component, title, medium, high }) => ({
    id: `${tag}-high`,
    type: 'limit',
    title,
    component,
    kind: 'limit',
    tag,
    side: 'high',
    bands: [
      { severity: 'medium', from: medium },
      { severity: 'high', from: high },
    ],
    deadband: 0.05 * medium,
    onDelayMs: 30_000,
    offDelayMs: 60_000,
    states: RUNNING,
    recommendedAction: 'Plan a change-over to the spare pump.',
  })),
  {
    id: 'suction-low',
    type: 'limit',
    title: 'Suction pressure is low',
    component: 'hydraulics',
    kind: 'limit',
    tag: 'suction_pressure',
    side: 'low',
    bands: [
      { severity: 'medium', from: 0.75 },
      { severity: 'high', from: 0.5 },
    ],
    deadband: 0.05,
    onDelayMs: 30_000,
    offDelayMs: 60_000,
    states: RUNNING,
    recommendedAction: 'Check suction strainer and basin level.',
  },
  ...FLAGS.map(({ component, tag, title, action }) => ({
    id: tag,
    type: 'flag',
    title,
    component,
    kind: 'failure',
    tag,
    severity: component === 'seal' ? 'high' : 'critical',
    offDelayMs: 10_000,
    standingAfterMs: 12 * 3_600_000,
    recommendedAction: action,
  })),
  {
    id: 'no-data',
    type: 'no-data',
    title: 'No data from the pump',
    component: 'scada-feed',
    kind: 'no-data',
    severity: 'high',
    afterMs: 30_000,
    recommendedAction: 'Check the SCADA server and its network.',
  },
]);

/** Plant C: a pumping station of six pumps whose logger writes one row per measurement. */
export const pumpsC: DemoPlant = {
  plant: 'c',
  slug: 'rhein-waterworks',
  name: 'Rhein Waterworks',
  shownAsset: 'pump-1',
  shownFault: 'bearing',
  config: {
    slug: 'rhein-waterworks',
    name: 'Rhein Waterworks',
    enabled: true,
    assets: STATION_C.assets.map((assetId, i) =>
      assetSchema.parse({ assetId, name: `Pump ${String(i + 1)}`, kind: 'pump' }),
    ),
    tags: z.array(tagSchema).parse([
      ...NUMBERS.map(({ tag, label, unit, high }) => ({
        tag,
        label,
        unit,
        type: 'number',
        role: 'present-value',
        range: { low: 0, high },
      })),
      ...FLAGS.map(({ tag, title, component }) => ({
        tag,
        label: title,
        type: 'boolean',
        role: 'flag',
        component,
      })),
    ]),
    mapping: mappingSchema.parse({
      revision: 1,
      table: TABLE,
      keyColumn: 'id',
      timeColumn: 'ts',
      timeZone: ZONE,
      source: {
        layout: 'long',
        assetColumn: 'asset',
        tagColumn: 'tag',
        valueColumn: 'value',
        qualityColumn: 'quality',
        tags: SOURCE_TAGS,
        groupWaitMs: 1_000,
      },
    }),
    rules,
    settings: organizationSettingsSchema.parse({
      timeZone: ZONE,
      scanPeriodMs: STATION_C.periodMs,
      features: { lagsMs: [60_000, 120_000], windowsMs: [300_000] },
      operatingStates: [
        { state: 'running', all: [{ tag: 'motor_current', op: '>=', value: 20 }] },
        { state: 'stopped', all: [{ tag: 'motor_current', op: '<', value: 20 }] },
      ],
      predictInStates: RUNNING,
      failures: { tags: FLAGS.map(({ tag, component }) => ({ tag, component, debounceMs: 3_000 })) },
      prediction: { horizonMs: 600_000, leadMsMin: 300_000 },
      training: { assetDaysPerFalseAlarm: 7 },
    }),
  },
  feed: {
    kind: 'postgres',
    enabled: true,
    tls: false,
    pollIntervalMs: 2_000,
    statementTimeoutMs: 5_000,
    notifyChannel: NOTIFY_CHANNEL,
    lateCommitToleranceMs: 60_000,
    futureToleranceMs: 60_000,
    lateToleranceMs: 3_600_000,
    clock: 'wall',
  },
  database: 'scada_rhein',
  writerUser: 'rhein_scada',
  readerUser: 'rhein_readonly',
  table: {
    name: TABLE,
    create: [
      `CREATE TABLE IF NOT EXISTS ${TABLE} (
         id bigserial PRIMARY KEY,
         asset text NOT NULL,
         tag text NOT NULL,
         value double precision,
         quality smallint,
         ts timestamptz NOT NULL)`,
      `CREATE INDEX IF NOT EXISTS measurements_time ON ${TABLE} (ts)`,
      ...notifyTrigger(TABLE),
    ],
    columns: ['asset', 'tag', 'value', 'quality', 'ts'],
    newestScan: `SELECT (extract(epoch FROM max(ts)) * 1000)::float8 AS at FROM ${TABLE}`,
  },
  historyHours: 48,
  create: (seed, startMs) => StationSimulation.create(STATION_C, seed, startMs),
  resume: (saved) => StationSimulation.resume(STATION_C, saved),
};
