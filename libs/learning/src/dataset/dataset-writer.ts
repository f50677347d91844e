import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, type AssetId } from '@eagle/contracts/domain';
import type { Tuning } from '../tuning.js';
import { ArrowRowsFile, emptyColumns, type RowColumns, type RowFacts } from './arrow-rows.js';
import type { Labelling } from './interval-labeller.js';
import { HoldOutCollector, type HoldOutRows } from './hold-out-rows.js';

const BUFFER_ROWS = 4_096;

/** `dataset.json`, as the trainer reads it. */
export interface DatasetAbout extends Tuning {
  readonly v: 1;
  readonly names: readonly string[];
  readonly components: readonly string[];
  readonly seed: number;
  readonly horizonMs: number;
  /** Features that are a tag's present value. */
  readonly presentValues: readonly string[];
  /** What a positive row is. */
  readonly labelling: Labelling;
  /** Rows of one asset that are nearer than this share data, in their windows or their labels. */
  readonly gapMs: number;
}

export interface DatasetCounts {
  readonly rowsTrain: number;
  readonly rowsTest: number;
  readonly positivesTrain: number;
  readonly positivesTest: number;
}

/**
 * Writes one data set folder; holds a buffer of rows and the small facts of held-out rows in
 * memory, nothing else.
 */
export class DatasetWriter {
  private readonly columns: RowColumns = emptyColumns(BUFFER_ROWS);
  private readonly holdOutRows = new HoldOutCollector();
  private readonly buffer: Float32Array;
  private buffered = 0;
  private kept = 0;
  private readonly counters = { rowsTrain: 0, rowsTest: 0, positivesTrain: 0, positivesTest: 0 };

  private constructor(
    private readonly folder: string,
    private readonly file: ArrowRowsFile,
    private readonly width: number,
    private readonly rowsMax: number,
    private readonly folds: number,
  ) {
    this.buffer = new Float32Array(BUFFER_ROWS * width);
  }

  /**
   * @param rowsMax  More rows than this are refused.
   * @param folds  With several, held-out rows also train, each in all folds but the one that
   * holds it out.
   */
  static async create(folder: string, width: number, rowsMax: number, folds: number): Promise<DatasetWriter> {
    const file = await ArrowRowsFile.create(join(folder, 'rows.arrow'), width);
    return new DatasetWriter(folder, file, width, rowsMax, folds);
  }

  /**
   * Memory for the next row's features: write there, then `keep` the row or let the next one
   * overwrite it. Call `flush` where `full`.
   */
  get slot(): { readonly out: Float32Array; readonly offset: number } {
    return { out: this.buffer, offset: this.buffered * this.width };
  }

  get full(): boolean {
    return this.buffered === BUFFER_ROWS;
  }

  /**
   * @throws AppError `TRAINING.TOO_MANY_ROWS` (exhausted) above `rowsMax`: the survey estimated far
   * too few.
   */
  keep(row: RowFacts): void {
    if (this.kept >= this.rowsMax) {
      throw new AppError(
        'TRAINING.TOO_MANY_ROWS',
        `More than ${this.rowsMax} rows would be needed for one training; choose a shorter history.`,
      );
    }
    const { columns, buffered: at } = this;
    columns.asset[at] = row.asset;
    columns.time[at] = row.timeMs;
    columns.label[at] = row.label;
    columns.component[at] = row.component;
    columns.minutesToFailure[at] = row.minutesToFailure;
    columns.fold[at] = row.fold;
    columns.early[at] = row.early ? 1 : 0;
    columns.weight[at] = row.weight;
    columns.sinceStart[at] = row.sinceStartMs;
    columns.sinceFailure[at] = row.sinceFailureMs;
    this.buffered += 1;
    this.kept += 1;
    this.count(row);
  }

  async flush(): Promise<void> {
    const rows = this.buffered;
    this.buffered = 0;
    await this.file.append(this.buffer, this.columns, rows);
  }

  async finish(about: DatasetAbout): Promise<void> {
    await this.flush();
    await this.file.finish();
    await writeFile(join(this.folder, 'dataset.json'), JSON.stringify(about));
  }

  /** Frees the file of a run that failed. */
  abandon(): Promise<void> {
    return this.file.abandon();
  }

  counts(): DatasetCounts {
    return { ...this.counters };
  }

  holdOut(assetIds: readonly AssetId[]): HoldOutRows {
    return this.holdOutRows.finish(assetIds);
  }

  private count(row: RowFacts): void {
    if (row.fold >= 0) {
      this.holdOutRows.push(row);
      this.counters.rowsTest += 1;
      this.counters.positivesTest += row.label;
    }
    if ((row.fold < 0 || this.folds > 1) && !row.early) {
      this.counters.rowsTrain += 1;
      this.counters.positivesTrain += row.label;
    }
  }
}
