import path from 'node:path';
import { fileReadings, type FileReading } from '../recordings/form-words.js';
import type { RowOrder } from '../recordings/ordered-table.js';
import { alikeNames, Spellings } from '../recordings/names.js';
import type { RecordedFailure } from '../recordings/recorded-failures.js';
import type { Lane, RecordedFolder } from '../recordings/recorded-folder.js';
import type { SkippedColumn } from '../recordings/telemetry-columns.js';
import type { NumberForm } from '../recordings/text/number-reader.js';
import { hoursApart } from './hours-apart.js';
import type { PlacedFailures } from './recorded-failures-of-lanes.js';

/** An asset that other files name but the telemetry has no rows of. */
export interface UnknownAsset {
  readonly file: string;
  readonly asset: string;
  readonly lines: number;
  /** The asset that is probably meant; null where no name is similar. */
  readonly meant: string | null;
}

/** What was read from one folder, how, and which names match nothing. */
export interface ReadingReport {
  readonly folder: string;
  readonly files: readonly FileReading[];
  readonly decimal: NumberForm['decimal'];
  readonly thousands: NumberForm['thousands'];
  /** Columns of words for on and off that were read as 1 and 0: these words, in small letters. */
  readonly switches: readonly { readonly column: string; readonly off: string; readonly on: string }[];
  /** Columns of no row with a reading. */
  readonly emptyColumns: readonly string[];
  /** Columns that hold no numbers and were left out. */
  readonly skippedColumns: readonly SkippedColumn[];
  readonly rowsGiven: number;
  readonly rows: number;
  readonly first: string;
  readonly last: string;
  readonly gaps: { readonly count: number; readonly longestMs: number };
  readonly rowsOutOfOrder: number;
  /** How the rows were sorted; null: they stay in the given order. */
  readonly sorted: RowOrder | null;
  readonly duplicates: number;
  readonly duplicatesThatDiffer: number;
  /** Left-out rows that lie farther from all others than the record is long. */
  readonly farOff: readonly { readonly rows: number; readonly from: string; readonly to: string }[];
  /** Cells without a reading, by their word. */
  readonly badWords: Readonly<Record<string, number>>;
  readonly timesOfTwoMeanings: number;
  readonly assets: {
    readonly telemetry: number;
    readonly failures: number;
    readonly errors: number;
    readonly maintenance: number;
    readonly machines: number;
  };
  readonly failures: {
    readonly given: number;
    readonly used: number;
    readonly ofUnknownAssets: number;
    readonly beforeTheRecord: number;
    readonly afterTheRecord: number;
    readonly repeated: number;
    /** By how many hours they seem later than the telemetry; null where nothing shows a shift. */
    readonly hoursApart: number | null;
  };
  readonly unknownAssets: readonly UnknownAsset[];
  /**
   * Assets of the telemetry with names that differ only in capitals, blanks and invisible
   * characters.
   */
  readonly alikeAssets: readonly (readonly string[])[];
  /** Files of the folder that look like tables but do not have a name that is read. */
  readonly filesNotRead: readonly string[];
}

const instant = (ms: number): string => new Date(ms).toISOString();

/** @param used  Failures of this folder that can be learned from or judged. */
export function readingReport(
  folderPath: string,
  folder: RecordedFolder,
  lanes: readonly Lane[],
  placed: PlacedFailures,
): ReadingReport {
  const { read } = folder;
  const { options, telemetry, rows } = read;
  const distinct = new Set(placed.failures.map((f) => `${f.assetId}\n${f.component}\n${f.atMs}`)).size;
  return {
    folder: path.basename(path.resolve(folderPath)),
    files: fileReadings(telemetry, [read.failures, ...read.logs], options),
    decimal: telemetry.numbers.decimal,
    thousands: telemetry.numbers.thousands,
    switches: [...telemetry.switches].map(([column, [off, on]]) => ({ column, off, on })),
    emptyColumns: telemetry.emptyColumns,
    skippedColumns: folder.skippedColumns,
    rowsGiven: read.rowsGiven,
    rows: folder.lanes.reduce((sum, lane) => sum + lane.rows, 0),
    first: instant(folder.lanes.reduce((ms, lane) => Math.min(ms, lane.firstMs), Infinity)),
    last: instant(folder.lanes.reduce((ms, lane) => Math.max(ms, lane.lastMs), -Infinity)),
    gaps: read.gaps,
    rowsOutOfOrder: read.rowsOutOfOrder,
    sorted: rows.sorted,
    duplicates: rows.duplicates,
    duplicatesThatDiffer: rows.duplicatesThatDiffer,
    farOff: read.farOff.map(({ rows: count, fromMs, toMs }) => ({
      rows: count,
      from: instant(fromMs),
      to: instant(toMs),
    })),
    badWords: Object.fromEntries(telemetry.wordsMet),
    timesOfTwoMeanings: [telemetry, read.failures, ...read.logs].reduce(
      (sum, one) => sum + one.timesOfTwoMeanings,
      0,
    ),
    assets: {
      telemetry: new Set(folder.lanes.map(({ asset }) => asset)).size,
      failures: assetsOf(folder.failures).size,
      errors: assetsOf(folder.errors).size,
      maintenance: assetsOf(folder.maintenance).size,
      machines: folder.machines?.ofAsset.size ?? 0,
    },
    failures: {
      given: folder.failures.length,
      used: distinct,
      ofUnknownAssets: placed.ofUnknownAssets.length,
      beforeTheRecord: placed.tooEarly.length,
      afterTheRecord: placed.tooLate.length,
      repeated: placed.failures.length - distinct,
      hoursApart: hoursApart(lanes, folder.failures),
    },
    unknownAssets: unknownAssets(folder, lanes),
    alikeAssets: alikeNames(new Set(folder.lanes.map(({ asset }) => asset))),
    filesNotRead: read.filesNotRead,
  };
}

const assetsOf = (named: readonly { readonly asset: string }[]): Set<string> =>
  new Set(named.map(({ asset }) => asset));

/** Names in other files that no row has. */
function unknownAssets(folder: RecordedFolder, lanes: readonly Lane[]): UnknownAsset[] {
  const known = new Set(lanes.map(({ asset }) => asset));
  const spellings = new Spellings(known);
  const machines = [...(folder.machines?.ofAsset.keys() ?? [])].map((asset) => ({ asset }));
  const failures: readonly Pick<RecordedFailure, 'asset'>[] = folder.failures;
  const files = [
    { file: folder.read.failures.file, named: failures },
    ...folder.read.logs.map(({ file }, at) => ({
      file,
      named: (at === 0 ? folder.errors : folder.maintenance) satisfies readonly { readonly asset: string }[],
    })),
    { file: 'machines.csv', named: machines },
  ];
  return files.flatMap(({ file, named }) => {
    const lines = new Map<string, number>();
    for (const { asset } of named) if (!known.has(asset)) lines.set(asset, (lines.get(asset) ?? 0) + 1);
    return [...lines].map(([asset, count]) => ({ file, asset, lines: count, meant: spellings.meant(asset) }));
  });
}
