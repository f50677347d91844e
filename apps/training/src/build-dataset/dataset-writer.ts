import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, type AssetId } from '@eagle/contracts';
import { NpyMatrix, writeNpy } from '../adapters/npy.js';
import { RowColumns, type RowFacts } from './row-columns.js';

/** `early`: of the training part, shortly before a horizon; teaches when and what, not whether. */
export const SPLIT = { train: 0, test: 1, early: 2 } as const;
const BUFFER_ROWS = 1_024;

/** `dataset.json`, as the trainer reads it. */
export interface DatasetAbout {
  readonly names: readonly string[];
  readonly components: readonly string[];
  readonly seed: number;
  readonly horizonMs: number;
  readonly gapMs: number;
}

/** The held-back rows in the order in which the trainer scores them. */
export interface HeldBackRows {
  readonly assetIds: readonly AssetId[];
  /** Index into `assetIds`. */
  readonly asset: Uint32Array;
  readonly timesMs: Float64Array;
  readonly labels: Uint8Array;
  /** 1 where the row is quiet but its failure comes shortly after the horizon. */
  readonly early: Uint8Array;
}

export interface DatasetCounts {
  readonly rowsTrain: number;
  readonly rowsTest: number;
  readonly positivesTrain: number;
  readonly positivesTest: number;
}

/** Writes one data set folder; holds a buffer of features and the small facts of each row in memory, nothing else. */
export class DatasetWriter {
  private readonly facts = new RowColumns();
  private readonly buffer: Float32Array;
  private buffered = 0;

  private constructor(
    private readonly folder: string,
    private readonly matrix: NpyMatrix,
    private readonly width: number,
    private readonly rowsMax: number,
  ) {
    this.buffer = new Float32Array(BUFFER_ROWS * width);
  }

  static async create(folder: string, width: number, rowsMax: number): Promise<DatasetWriter> {
    return new DatasetWriter(
      folder,
      await NpyMatrix.create(join(folder, 'features.npy'), width),
      width,
      rowsMax,
    );
  }

  /** Where the next row's features go: write there, then `keep` it or let the next row overwrite it. Never full after `flushIfFull`. */
  get slot(): { readonly out: Float32Array; readonly offset: number } {
    return { out: this.buffer, offset: this.buffered * this.width };
  }

  get full(): boolean {
    return this.buffered === BUFFER_ROWS;
  }

  /** @throws AppError `TRAINING.TOO_MANY_ROWS` (exhausted) past the bound given: the survey was far off. */
  keep(row: RowFacts): void {
    if (this.facts.length >= this.rowsMax) {
      throw new AppError(
        'TRAINING.TOO_MANY_ROWS',
        'exhausted',
        `More than ${this.rowsMax} rows would be needed for one training; choose a shorter history.`,
      );
    }
    this.facts.push(row);
    this.buffered += 1;
  }

  async flush(): Promise<void> {
    await this.matrix.append(this.buffer.subarray(0, this.buffered * this.width));
    this.buffered = 0;
  }

  async finish(about: DatasetAbout): Promise<void> {
    await this.flush();
    await this.matrix.close();
    const { label, component, minutesToFailure, split, weight, time } = this.facts.columns();
    const path = (name: string): string => join(this.folder, name);
    await writeNpy(path('label.npy'), label);
    await writeNpy(path('component.npy'), component);
    await writeNpy(path('time_to_failure.npy'), minutesToFailure);
    await writeNpy(path('split.npy'), split);
    await writeNpy(path('weight.npy'), weight);
    await writeNpy(path('time.npy'), time);
    await writeFile(path('dataset.json'), JSON.stringify(about));
  }

  /** Frees the file of a run that failed. */
  async abandon(): Promise<void> {
    await this.matrix.close().catch(() => undefined);
  }

  counts(): DatasetCounts {
    const { label, split } = this.facts.columns();
    const counts = { rowsTrain: 0, rowsTest: 0, positivesTrain: 0, positivesTest: 0 };
    label.forEach((positive, row) => {
      if (split[row] === SPLIT.early) return;
      const test = split[row] === SPLIT.test;
      counts[test ? 'rowsTest' : 'rowsTrain'] += 1;
      counts[test ? 'positivesTest' : 'positivesTrain'] += positive;
    });
    return counts;
  }

  heldBack(assetIds: readonly AssetId[]): HeldBackRows {
    const { asset, time, label, split, early } = this.facts.columns();
    const chosen = Uint32Array.from(split.keys()).filter((row) => split[row] === SPLIT.test);
    return {
      assetIds,
      asset: Uint32Array.from(chosen, (row) => asset[row] ?? 0),
      timesMs: Float64Array.from(chosen, (row) => time[row] ?? NaN),
      labels: Uint8Array.from(chosen, (row) => label[row] ?? 0),
      early: Uint8Array.from(chosen, (row) => early[row] ?? 0),
    };
  }
}
