import path from 'node:path';
import { ZoneClock } from '@eagle/feeds';
import { badRecording, shown } from './bad-recording.js';
import type { FileForm } from './read-csv.js';
import type { ReadingOptions } from './reading-options.js';
import { openTelemetryTable, timeReaderOf, type TelemetryTable } from './telemetry-table.js';
import {
  chooseColumns,
  notANumber,
  standsIn,
  type SkippedColumn,
  type TelemetryColumns,
} from './telemetry-columns.js';
import { NumberReader, type NumberForm } from './text/number-reader.js';
import { StandInWatch } from './text/stand-ins.js';
import { SwitchReader } from './text/switch-reader.js';
import type { TextRow } from './text/split-rows.js';
import type { FileClock } from './times/one-clock.js';
import { InstantReader } from './times/instant-reader.js';
import { timeColumnsInWords, type TimeColumns } from './times/time-columns.js';
import { TimeColumnGuess, type TimeColumn } from './times/time-column.js';

/** One recorded row. */
export interface RecordedRow {
  /** Index into the files, and the line in that file. */
  readonly file: number;
  readonly line: number;
  readonly atMs: number;
  readonly asset: string;
  /** Empty where the asset's rows are not divided into runs. */
  readonly run: string;
  /** One for each tag column; NaN for no reading. */
  readonly values: readonly number[];
}

/** The detected format of telemetry; complete when its rows have been read. */
export interface TelemetryForm {
  readonly files: readonly (FileForm & Pick<TelemetryTable, 'unitLines'>)[];
  readonly numbers: NumberForm;
  readonly time: TimeColumn;
  readonly timeColumns: TimeColumns;
  readonly switches: TelemetryColumns['switches'];
  /** Columns of no row with a reading. */
  readonly emptyColumns: readonly string[];
  readonly wordsMet: ReadonlyMap<string, number>;
  /** Times of an hour that a clock showed twice. */
  readonly timesOfTwoMeanings: number;
}

export interface TelemetryQuestion {
  readonly ignored: ReadonlySet<string>;
  /** Null where runs are ignored. */
  readonly runColumn: string | null;
  /** Tags to read, where another folder decides them; null detects them. */
  readonly columns: readonly string[] | null;
  readonly options: ReadingOptions;
}

/** How many rows are inspected before reading begins. */
const SAMPLED_ROWS = 10_000;

type FoundTelemetry = TelemetryColumns & Pick<TelemetryTable, 'time'>;

/** Telemetry files with one header; their format is known, their rows are not read yet. */
export class Telemetry {
  private readonly forms: (FileForm & Pick<TelemetryTable, 'unitLines'>)[] = [];
  private readonly numbers: NumberReader;
  /** Of each column. */
  private readonly readers: readonly (NumberReader | SwitchReader)[];
  private readonly instants: InstantReader;
  private emptyColumns: readonly string[] = [];
  /** Newest instant of each asset, needed where a zone's clock may go back. */
  private readonly newest: Map<string, number> | null;

  private constructor(
    private readonly files: readonly string[],
    private readonly question: TelemetryQuestion,
    private readonly found: FoundTelemetry,
    private readonly time: TimeColumn,
  ) {
    const { zone, badWords } = question.options;
    this.numbers = new NumberReader(found.numbers, badWords);
    this.readers = found.columns.map((column) => {
      const words = found.switches.get(column);
      return words === undefined ? this.numbers : new SwitchReader(words, this.numbers);
    });
    this.newest = zone === null ? null : new Map<string, number>();
    this.instants = new InstantReader(time, zone === null ? null : new ZoneClock(zone));
  }

  /**
   * Reads as much of the files as it needs to detect their format.
   * @throws AppError `RECORDING.INVALID` (invalid) that names the file, line, column and value, and
   * what to do.
   */
  static async open(files: readonly string[], question: TelemetryQuestion): Promise<Telemetry> {
    const { ignored, columns, options } = question;
    const guess = new TimeColumnGuess(options.timeFormat);
    let found: FoundTelemetry | null = null;
    for (const file of files) {
      const table = await openTelemetryTable(file, columns ?? [], options, found?.time ?? null);
      const { name, pages, time } = table;
      const timeOf = timeReaderOf(table);
      const inWords = timeColumnsInWords(time);
      const sample: TextRow[] = [];
      for await (const page of pages) {
        for (const { line, cells } of page) {
          if (guess.isDecided && sample.length >= SAMPLED_ROWS) break;
          guess.add({ file: name, line, columns: inWords, text: timeOf(cells) });
        }
        if (found === null && sample.length < SAMPLED_ROWS)
          sample.push(...page.slice(0, SAMPLED_ROWS - sample.length));
        if (guess.isDecided && (found !== null || sample.length >= SAMPLED_ROWS)) break;
      }
      found ??= {
        ...chooseColumns(table, sample, new Set([...ignored, ...time]), columns, options),
        time,
      };
    }
    if (found === null) throw badRecording('no telemetry file was given');
    return new Telemetry(files, question, found, guess.finish());
  }

  get columns(): readonly string[] {
    return this.found.columns;
  }

  /** Where its times stand. */
  get timeColumns(): TimeColumns {
    return this.found.time;
  }

  get skipped(): readonly SkippedColumn[] {
    return this.found.skipped;
  }

  /** @param file  Index into the files. */
  nameOf(file: number): string {
    return path.basename(this.files[file] ?? '');
  }

  /** How its times lie to UTC. */
  get clock(): FileClock {
    return { file: this.nameOf(0), time: this.time };
  }

  form(): TelemetryForm {
    return {
      files: this.forms,
      numbers: this.found.numbers,
      time: this.time,
      timeColumns: this.found.time,
      switches: this.found.switches,
      emptyColumns: this.emptyColumns,
      wordsMet: this.numbers.wordsMet,
      timesOfTwoMeanings: this.instants.timesOfTwoMeanings,
    };
  }

  /** Every row of every file, page by page. @throws AppError `RECORDING.INVALID` (invalid) */
  async *pages(): AsyncGenerator<readonly RecordedRow[]> {
    const { columns, time } = this.found;
    const standIns = new StandInWatch(columns.length, new Set(this.question.options.readings));
    for (const [file, where] of this.files.entries()) {
      const table = await openTelemetryTable(where, columns, this.question.options, time);
      const places = this.placesOf(table);
      for await (const page of table.pages)
        yield page.map((row) => this.rowOf(row, file, table.name, places, standIns));
      this.forms[file] = { ...table.form(), unitLines: table.unitLines };
    }
    this.emptyColumns = columns.filter((_, column) => !standIns.hasReadings(column));
    const [doubtful] = standIns.found();
    if (doubtful !== undefined)
      throw standsIn(this.nameOf(doubtful.file), columns[doubtful.column] ?? '', doubtful);
  }

  private placesOf(table: Pick<TelemetryTable, 'header' | 'time'>) {
    const { runColumn } = this.question;
    const { header } = table;
    return {
      timeOf: timeReaderOf(table),
      asset: header.indexOf('asset'),
      run: runColumn === null ? -1 : header.indexOf(runColumn),
      tags: this.found.columns.map((column) => header.indexOf(column)),
    };
  }

  private rowOf(
    { line, cells }: TextRow,
    file: number,
    name: string,
    places: ReturnType<Telemetry['placesOf']>,
    standIns: StandInWatch,
  ): RecordedRow {
    const asset = cells[places.asset] ?? '';
    if (asset === '')
      throw badRecording(
        `line ${line} of ${name} names no asset in column "asset": write the asset, or remove the line`,
      );
    const text = places.timeOf(cells);
    const atMs = this.instants.read(text, this.newest?.get(asset) ?? NaN);
    if (typeof atMs === 'string')
      throw badRecording(
        `line ${line} of ${name} has no readable time in ${timeColumnsInWords(this.found.time)}: ${shown(text)} ${atMs}`,
      );
    this.newest?.set(asset, atMs);
    const values: number[] = [];
    for (const [at, place] of places.tags.entries()) {
      const cell = cells[place] ?? '';
      const value = (this.readers[at] ?? this.numbers).read(cell);
      if (value === undefined) throw notANumber(name, line, this.found.columns[at] ?? '', cell);
      standIns.add(at, value, file, line);
      values.push(value);
    }
    return { file, line, atMs, asset, run: places.run === -1 ? '' : (cells[places.run] ?? ''), values };
  }
}
