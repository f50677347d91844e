import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { assetIdSchema } from '@eagle/contracts';
import { badRecording } from '../recordings/bad-recording.js';
import { headerOf } from '../recordings/read-csv.js';
import { readTelemetry, tagIndexes } from '../recordings/telemetry.js';
import { readFailures, toName, type RecordedFailure } from '../recordings/recorded-failures.js';
import type { ReplayConfig } from './replay-config.js';

/** A folder of recorded data in the shape of `docs/replays.md`. */
export interface Recording {
  readonly telemetryFile: string;
  /** Column names of the tags, in the order of the cells. */
  readonly columns: readonly string[];
  readonly assets: readonly string[];
  readonly rowCount: number;
  /** Failures of recorded assets within the record. */
  readonly failures: readonly RecordedFailure[];
  /** Failures in the file whose asset or time the telemetry does not cover. */
  readonly failuresElsewhere: number;
  /** Instant that parts the older rows from those that are played. */
  readonly splitAtMs: number;
  readonly lastAtMs: number;
  readonly scanPeriodMs: number;
}

interface Survey {
  readonly times: Float64Array;
  readonly assets: ReadonlyMap<string, { firstMs: number; lastMs: number }>;
  readonly scanPeriodMs: number;
}

const PERIODS_MAX = 100_000;

/**
 * Reads the whole recording once: what a replay must know of it before it begins, and whether it can be played at all.
 * @throws AppError `RECORDING.INVALID` (invalid) that says which file, column or row is wrong and, where it helps, what to do.
 */
export async function openRecording(
  folder: string,
  config: ReplayConfig,
  trainShare: number,
): Promise<Recording> {
  const telemetryFile = findTelemetry(folder, config);
  const ignored = new Set(config.ignoreColumns);
  const header = await headerOf(telemetryFile, ['ts', 'asset']);
  const columns = tagIndexes(header, ignored).map((index) => header[index] ?? '');
  if (columns.length === 0) {
    throw badRecording(`${path.basename(telemetryFile)} has no column beside ts, asset and those left out`);
  }
  assertNameable(columns);
  const named = await readFailures(folder, config.failures);
  const { times, assets, scanPeriodMs } = await survey(telemetryFile, ignored);
  const failures = named.filter(({ asset, atMs }) => {
    const of = assets.get(asset);
    return of !== undefined && atMs >= of.firstMs && atMs <= of.lastMs + scanPeriodMs;
  });
  const splitAtMs = times[Math.floor(times.length * trainShare)] ?? 0;
  assertLearnable(failures, named.length, splitAtMs);
  return {
    telemetryFile,
    columns,
    assets: [...assets.keys()].sort(),
    rowCount: times.length,
    failures,
    failuresElsewhere: named.length - failures.length,
    splitAtMs,
    lastAtMs: times.at(-1) ?? 0,
    scanPeriodMs,
  };
}

function assertNameable(columns: readonly string[]): void {
  const names = columns.map(toName);
  const at = names.findIndex((name, index) => name === '' || names.indexOf(name) !== index);
  if (at === -1) return;
  throw badRecording(
    names[at] === ''
      ? `column "${columns[at] ?? ''}" has neither letter nor digit to name a signal by`
      : `columns "${columns[names.indexOf(names[at] ?? '')] ?? ''}" and "${columns[at] ?? ''}" would become one signal "${names[at] ?? ''}"`,
  );
}

function assertLearnable(failures: readonly RecordedFailure[], named: number, splitAtMs: number): void {
  if (failures.length === 0) {
    throw badRecording(
      named === 0
        ? 'it names no failure'
        : `none of its ${named} failures is of a recorded asset within the recorded time`,
    );
  }
  if (!failures.some(({ atMs }) => atMs < splitAtMs)) {
    throw badRecording(
      `no failure lies in the older part, before ${new Date(splitAtMs).toISOString()}, so that nothing can be learned; raise --train-share`,
    );
  }
}

async function survey(file: string, ignored: ReadonlySet<string>): Promise<Survey> {
  const times: number[] = [];
  const assets = new Map<string, { firstMs: number; lastMs: number }>();
  const periods: number[] = [];
  for await (const { atMs, asset } of readTelemetry(file, ignored)) {
    times.push(atMs);
    const of = assets.get(asset);
    if (of === undefined) {
      if (!assetIdSchema.safeParse(asset).success) {
        throw badRecording(
          `"${asset}" cannot name an asset; use letters, digits, "-" and "_", at most 64 of them`,
        );
      }
      assets.set(asset, { firstMs: atMs, lastMs: atMs });
    } else {
      if (periods.length < PERIODS_MAX && atMs > of.lastMs) periods.push(atMs - of.lastMs);
      of.firstMs = Math.min(of.firstMs, atMs);
      of.lastMs = Math.max(of.lastMs, atMs);
    }
  }
  if (times.length === 0) throw badRecording(`${path.basename(file)} has no rows`);
  const ordered = Float64Array.from(periods).sort();
  const scanPeriodMs = ordered[Math.floor(ordered.length / 2)] ?? 1_000;
  return { times: Float64Array.from(times).sort(), assets, scanPeriodMs };
}

function findTelemetry(folder: string, config: ReplayConfig): string {
  if (!existsSync(folder)) throw badRecording(`${folder} does not exist`);
  const name =
    config.telemetry ??
    readdirSync(folder)
      .sort()
      .find((file) => /^telemetry.*\.csv(\.gz)?$/.test(file));
  if (name === undefined || !existsSync(path.join(folder, name))) {
    throw badRecording(`${folder} has no ${config.telemetry ?? 'telemetry*.csv or telemetry*.csv.gz'}`);
  }
  return path.join(folder, name);
}
