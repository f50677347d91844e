import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { AppError } from '@eagle/contracts/domain';
import { demoPlants, type DemoPlant } from '@eagle/scada-simulator/plants';
import type { z } from 'zod';
import type { replayConfigSchema } from '../replay/replay-config.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Default beginning of recordings, so that the same seed gives the same file. */
export const STARTS = '2026-01-05';
/**
 * Shown faults and quiet spans of a live plant are near the moment when it goes live: far enough
 * after the end.
 */
const LIVE_AFTER_MS = 2 * DAY_MS;
const ASSET_DAYS_PER_FALSE_ALARM = 7;
const PROGRESS_EVERY_ROWS = 100_000;
const LINES_AT_ONCE = 500;

export interface SimulateOptions {
  readonly plant: string;
  readonly days: number;
  readonly seed: number;
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly out: string;
}

interface TrueFailure {
  readonly asset: string;
  readonly component: string;
  readonly atMs: number;
  readonly endsMs: number;
}

/**
 * `eagle simulate`: a recording of a demonstration plant as a folder that `eagle evaluate` and
 * `eagle replay` read: telemetry, the actual failures, and how to read it.
 */
export async function runSimulate(options: SimulateOptions, say: (text: string) => void): Promise<void> {
  const plant = demoPlants.find(({ plant: key }) => key === options.plant);
  if (plant === undefined) {
    const known = demoPlants.map(({ plant: key }) => key).join(', ');
    throw new AppError('SIMULATE.PLANT_UNKNOWN', `There is no plant ${options.plant}; there are ${known}.`);
  }
  if (plant.config.mapping?.source.layout !== 'wide' || !('assetId' in plant.config.mapping.source.asset)) {
    throw new AppError(
      'SIMULATE.PLANT_NOT_WIDE',
      `Plant ${options.plant} writes one row per tag; recordings have one column per tag. Choose plant a or b.`,
    );
  }
  await mkdir(options.out, { recursive: true });
  const failures: TrueFailure[] = [];
  await pipeline(
    Readable.from(telemetryOf(plant, plant.config.mapping.source.asset.assetId, options, failures, say)),
    createGzip({ level: 1 }),
    createWriteStream(path.join(options.out, 'telemetry.csv.gz')),
  );
  const events = failures.map(
    ({ asset, component, atMs, endsMs }) => `${asset},${iso(atMs)},${iso(endsMs)},${component}\n`,
  );
  await writeFile(path.join(options.out, 'events.csv'), `asset,start,end,component\n${events.join('')}`);
  const configs = { 'evaluate.json': evaluateConfigOf(plant), 'replay.json': replayConfigOf(plant) };
  for (const [file, config] of Object.entries(configs))
    await writeFile(path.join(options.out, file), JSON.stringify(config, null, 2));
  say(`${failures.length} failures in ${options.days} days`);
}

async function* telemetryOf(
  plant: DemoPlant,
  assetId: string,
  { days, seed, from }: SimulateOptions,
  failures: TrueFailure[],
  say: (text: string) => void,
): AsyncGenerator<string> {
  const endMs = from + days * DAY_MS;
  const simulation = plant.create(seed, from, endMs + LIVE_AFTER_MS);
  const [, ...columns] = plant.table.columns;
  yield `ts,asset,${columns.join(',')}\n`;
  let lines: string[] = [];
  let rows = 0;
  while (simulation.nextMs < endMs) {
    for (const { scanMs, cells } of simulation.advance()) {
      lines.push(`${iso(scanMs)},${assetId},${cells.slice(1).map(textOf).join(',')}\n`);
      rows += 1;
      if (rows % PROGRESS_EVERY_ROWS === 0) say(`${rows} rows`);
    }
    for (const entry of simulation.takeTruth()) {
      if (entry.what !== 'tripped') continue;
      failures.push({
        asset: entry.asset,
        component: entry.component,
        atMs: entry.atMs,
        endsMs: entry.repairedAtMs ?? entry.atMs,
      });
    }
    if (lines.length < LINES_AT_ONCE) continue;
    yield lines.join('');
    lines = [];
  }
  yield lines.join('');
}

const iso = (timeMs: number): string => new Date(timeMs).toISOString();

const textOf = (cell: string | number | boolean | null): string =>
  cell === null ? '' : typeof cell === 'boolean' ? String(Number(cell)) : String(cell);

/**
 * As the platform would read the plant: its settings, without tags that are no input of its model.
 */
function readAs({ name, config }: DemoPlant) {
  const { scanPeriodMs, features, operatingStates, predictInStates, prediction, alerts } = config.settings;
  const inputsOrStates = new Set([
    ...config.tags.filter(({ modelInput }) => modelInput).map(({ tag }) => tag),
    ...operatingStates.flatMap(({ all }) => all.flatMap(({ tag, minusTag }) => [tag, minusTag])),
  ]);
  return {
    name,
    ignoreColumns: config.tags.map(({ tag }) => tag).filter((tag) => !inputsOrStates.has(tag)),
    failures: { file: 'events.csv', componentColumn: 'component' },
    settings: { scanPeriodMs, features, operatingStates, predictInStates, prediction, alerts },
  };
}

function evaluateConfigOf(plant: DemoPlant): object {
  const { horizonMs, leadMsMin } = plant.config.settings.prediction;
  return { ...readAs(plant), horizonMs, leadMsMin, assetDaysPerFalseAlarm: ASSET_DAYS_PER_FALSE_ALARM };
}

/** Trains from the actual failures, as `evaluate` does, not from the plant's flags. */
function replayConfigOf(plant: DemoPlant): z.input<typeof replayConfigSchema> {
  const read = readAs(plant);
  const training = { assetDaysPerFalseAlarm: ASSET_DAYS_PER_FALSE_ALARM };
  return { ...read, settings: { ...read.settings, failures: { records: true }, training } };
}
