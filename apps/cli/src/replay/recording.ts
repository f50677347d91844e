import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { assetIdSchema } from '@eagle/contracts/domain';
import { counted } from '@eagle/models';
import { badRecording, shown } from '../recordings/bad-recording.js';
import {
  emptyColumnLines,
  farOffLines,
  fileLine,
  fileReadings,
  numbersLine,
  skippedLines,
  switchLines,
} from '../recordings/form-words.js';
import { LaneTimes } from '../recordings/lanes.js';
import { NameTable } from '../recordings/names.js';
import { readFailures, type RecordedFailure } from '../recordings/recorded-failures.js';
import { isFarOff, RowsByHour, type FarOff } from '../recordings/far-off-rows.js';
import { Telemetry, type RecordedRow } from '../recordings/telemetry.js';
import { assertOneClock } from '../recordings/times/one-clock.js';
import { assertTimesThere } from '../recordings/times/time-columns.js';
import type { ReplayConfig } from './replay-config.js';

/** A folder of recorded data in the shape of `docs/replays.md`. */
export interface Recording {
  /** Every row of the record, in any order; can be read repeatedly. */
  readonly rows: () => AsyncGenerator<readonly RecordedRow[]>;
  /** Column names of the tags, in the order of the cells. */
  readonly columns: readonly string[];
  /** How the files were read, and what was left out, in lines for the user. */
  readonly readingLines: readonly string[];
  readonly assets: readonly string[];
  readonly rowCount: number;
  /** Failures of recorded assets within the record. */
  readonly failures: readonly RecordedFailure[];
  /** Failures with an asset or time that the telemetry does not cover. */
  readonly failuresElsewhere: number;
  /** Instant that divides the older rows from the played ones. */
  readonly splitAtMs: number;
  readonly lastAtMs: number;
  readonly scanPeriodMs: number;
}

interface Survey {
  /** Rows with far-off times, which are not played. */
  readonly farOff: readonly FarOff[];
  /** Rows of an asset with the time of its row before. */
  readonly rowsRepeated: number;
  readonly times: Float64Array;
  readonly assets: ReadonlyMap<string, { firstMs: number; lastMs: number }>;
  readonly scanPeriodMs: number;
}

/**
 * Reads the whole recording once for the facts that a replay needs before it begins, and checks
 * that it can be played.
 * @throws AppError `RECORDING.INVALID` (invalid) that says which file, column or row is wrong and,
 * where it helps, what to do.
 */
export async function openRecording(
  folder: string,
  config: ReplayConfig,
  trainShare: number,
): Promise<Recording> {
  const telemetryFile = findTelemetry(folder, config);
  const options = config.reading;
  const telemetry = await Telemetry.open([telemetryFile], {
    ignored: new Set(config.ignoreColumns),
    runColumn: null,
    columns: null,
    options,
  });
  const { columns } = telemetry;
  if (columns.length === 0) {
    throw badRecording(`${path.basename(telemetryFile)} has no column beside ts, asset and those left out`);
  }
  const names = new NameTable('columns');
  for (const column of columns) names.add(column);
  const read = await readFailures(folder, config.failures, options);
  const named = read.failures;
  assertTimesThere(options.time, [telemetry.timeColumns, ...read.timeColumns]);
  assertOneClock([telemetry.clock], [read], options);
  const { times, assets, scanPeriodMs, farOff, rowsRepeated } = await survey(telemetryFile, telemetry);
  const failures = named.filter(({ asset, atMs }) => {
    const of = assets.get(asset);
    return of !== undefined && atMs >= of.firstMs && atMs <= of.lastMs + scanPeriodMs;
  });
  const splitAtMs = times[Math.floor(times.length * trainShare)] ?? 0;
  assertLearnable(failures, named.length, splitAtMs);
  return {
    rows: () => rowsOfRecord(telemetry, farOff),
    columns,
    readingLines: [
      ...fileReadings(telemetry.form(), [read], options).map(fileLine),
      numbersLine(telemetry.form()),
      ...switchLines(telemetry.form().switches),
      ...emptyColumnLines(telemetry.form().emptyColumns),
      ...skippedLines(telemetry.skipped),
      ...farOffLines(farOff),
      ...(rowsRepeated === 0
        ? []
        : [`duplicates: ${counted(rowsRepeated, 'row')} at the time of the row before`]),
    ],
    assets: [...assets.keys()].sort(),
    rowCount: times.length,
    failures,
    failuresElsewhere: named.length - failures.length,
    splitAtMs,
    lastAtMs: times.at(-1) ?? 0,
    scanPeriodMs,
  };
}

function assertLearnable(failures: readonly RecordedFailure[], named: number, splitAtMs: number): void {
  if (failures.length === 0) {
    throw badRecording(
      named === 0
        ? 'it names no failure'
        : `none of its ${counted(named, 'failure')} is of a recorded asset within the recorded time`,
    );
  }
  if (!failures.some(({ atMs }) => atMs < splitAtMs)) {
    throw badRecording(
      `no failure lies in the older part, before ${new Date(splitAtMs).toISOString()}, so that nothing can be learned; raise --train-share`,
    );
  }
}

async function* rowsOfRecord(
  telemetry: Telemetry,
  farOff: readonly FarOff[],
): AsyncGenerator<readonly RecordedRow[]> {
  for await (const page of telemetry.pages())
    yield farOff.length === 0 ? page : page.filter(({ atMs }) => !isFarOff(farOff, atMs));
}

/** Reads the rows once to find far-off ones, and once more without them. */
async function survey(file: string, telemetry: Telemetry): Promise<Survey> {
  const hours = new RowsByHour();
  for await (const page of telemetry.pages()) for (const { atMs } of page) hours.add(atMs);
  const farOff = hours.farOff();
  return { ...(await surveyRows(file, rowsOfRecord(telemetry, farOff))), farOff };
}

async function surveyRows(
  file: string,
  pages: AsyncGenerator<readonly RecordedRow[]>,
): Promise<Omit<Survey, 'farOff'>> {
  const times: number[] = [];
  const assets = new Map<string, { firstMs: number; lastMs: number }>();
  const numbers = new Map<string, number>();
  const lanes = new LaneTimes();
  for await (const page of pages) {
    for (const { atMs, asset } of page) {
      times.push(atMs);
      const of = assets.get(asset);
      if (of === undefined) {
        if (!assetIdSchema.safeParse(asset).success) {
          throw badRecording(
            `${shown(asset)} cannot name an asset; use letters, digits, "-" and "_", at most 64 of them`,
          );
        }
        assets.set(asset, { firstMs: atMs, lastMs: atMs });
        numbers.set(asset, numbers.size);
      } else {
        of.firstMs = Math.min(of.firstMs, atMs);
        of.lastMs = Math.max(of.lastMs, atMs);
      }
      lanes.add(numbers.get(asset) ?? 0, atMs);
    }
  }
  if (times.length === 0) throw badRecording(`${path.basename(file)} has no rows`);
  return {
    times: Float64Array.from(times).sort(),
    assets,
    scanPeriodMs: lanes.scanPeriodMs(),
    rowsRepeated: lanes.rowsRepeated,
  };
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
