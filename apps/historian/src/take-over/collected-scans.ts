import type { AssetId } from '@eagle/contracts/domain';
import { QUALITY } from '@eagle/contracts/frames';
import {
  sortRows,
  type AssetRows,
  type LabelColumn,
  type RowBlock,
  type ValueColumn,
} from '@eagle/telemetry';

const FIRST_ROWS = 4_096;
/** Values at which collected rows are stored: those of a segment. */
const CELLS_MAX = 2_000_000;
/** Rows of a page may come on top. */
const PAGE_ROWS = 5_000;
/** Time, sequence and instant of reading count as values too. */
const KEY_COLUMNS = 3;

/** Rows of one organization after the other, in the same memory where their shape is the same. */
export class PieceMemory {
  private collected: CollectedScans | null = null;

  /** Empty. What was given before must not be used any more. */
  of(shape: ScanShape): CollectedScans {
    if (this.collected?.hasShape(shape) !== true) this.collected = new CollectedScans(shape);
    this.collected.clear();
    return this.collected;
  }
}

/** A scan as it is stored. */
export interface StoredScan {
  readonly assetId: AssetId;
  readonly eventTimeMs: number;
  readonly sequence: number;
  readonly readAtMs: number;
  readonly state: number;
  readonly values: Float64Array;
  readonly quality: Uint8Array;
}

/** What the rows of one organization have in common. */
export interface ScanShape {
  readonly tags: readonly string[];
  readonly stateNames: readonly string[];
}

/**
 * Scans as columns, until they are stored. Its memory is used again for the next ones: a piece of
 * history is some ten megabytes, and new memory for each would be freed too late.
 */
export class CollectedScans {
  private readonly assets = new Map<AssetId, AssetColumns>();
  private size = 0;

  constructor(private readonly shape: ScanShape) {}

  hasShape({ tags, stateNames }: ScanShape): boolean {
    return isEqual(tags, this.shape.tags) && isEqual(stateNames, this.shape.stateNames);
  }

  /** Whether it is time to store them. */
  get isFull(): boolean {
    return this.size >= this.rowsMax;
  }

  private get rowsMax(): number {
    return Math.ceil(CELLS_MAX / (this.shape.tags.length + KEY_COLUMNS));
  }

  add(scan: StoredScan): void {
    let columns = this.assets.get(scan.assetId);
    if (columns === undefined) {
      columns = new AssetColumns(this.shape);
      this.assets.set(scan.assetId, columns);
    }
    // A single asset gets its room at once: what doubles leaves as much behind as it takes.
    if (columns.isFull) columns.grow(this.assets.size === 1 ? this.rowsMax + PAGE_ROWS : 0);
    columns.add(scan);
    this.size += 1;
  }

  /** The rows of each asset in ascending order. They are good until the next `clear`. */
  rows(): AssetRows<AssetId>[] {
    return [...this.assets]
      .filter(([, columns]) => columns.rows > 0)
      .map(([assetId, columns]) => ({ kind: 'scans', assetId, block: sortRows([columns.block()]) }));
  }

  clear(): void {
    this.size = 0;
    for (const columns of this.assets.values()) columns.clear();
  }
}

const isEqual = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((text, i) => text === b[i]);

class AssetColumns {
  rows = 0;
  private capacity = FIRST_ROWS;
  private timesMs: Float64Array = new Float64Array(FIRST_ROWS);
  private sequences: Float64Array = new Float64Array(FIRST_ROWS);
  private readAtsMs: Float64Array = new Float64Array(FIRST_ROWS);
  private states: Uint16Array = new Uint16Array(FIRST_ROWS);
  private readonly values: Float64Array[];
  private readonly quality: Uint8Array[];
  /** Columns in which a value is not good. */
  private readonly marked: boolean[];

  constructor(private readonly shape: ScanShape) {
    this.values = shape.tags.map(() => new Float64Array(FIRST_ROWS));
    this.quality = shape.tags.map(() => new Uint8Array(FIRST_ROWS));
    this.marked = shape.tags.map(() => false);
  }

  add({ eventTimeMs, sequence, readAtMs, state, values, quality }: StoredScan): void {
    const row = this.rows;
    this.timesMs[row] = eventTimeMs;
    this.sequences[row] = sequence;
    this.readAtsMs[row] = readAtMs;
    this.states[row] = state;
    for (const [column, ofColumn] of this.values.entries()) {
      ofColumn[row] = values[column] ?? Number.NaN;
      const code = quality[column] ?? QUALITY.missing;
      const codes = this.quality[column];
      if (codes !== undefined) codes[row] = code;
      if (code !== QUALITY.good) this.marked[column] = true;
    }
    this.rows = row + 1;
  }

  block(): RowBlock {
    const { rows, shape } = this;
    const columns = new Map<string, ValueColumn>();
    for (const [column, tag] of shape.tags.entries()) {
      const values = this.values[column]?.subarray(0, rows) ?? new Float64Array(rows);
      const quality = this.marked[column] === true ? (this.quality[column]?.subarray(0, rows) ?? null) : null;
      columns.set(tag, { values, quality });
    }
    const state: LabelColumn = { names: shape.stateNames, codes: this.states.subarray(0, rows) };
    return {
      rows,
      timesMs: this.timesMs.subarray(0, rows),
      sequences: this.sequences.subarray(0, rows),
      readAtsMs: this.readAtsMs.subarray(0, rows),
      labels: new Map([['state', state] as const]),
      columns,
    };
  }

  clear(): void {
    this.rows = 0;
    this.marked.fill(false);
  }

  get isFull(): boolean {
    return this.rows === this.capacity;
  }

  /** At least to twice as many rows. */
  grow(rows: number): void {
    this.capacity = Math.max(this.capacity * 2, rows);
    this.timesMs = this.grown(this.timesMs);
    this.sequences = this.grown(this.sequences);
    this.readAtsMs = this.grown(this.readAtsMs);
    const states = new Uint16Array(this.capacity);
    states.set(this.states);
    this.states = states;
    for (const [column, values] of this.values.entries()) this.values[column] = this.grown(values);
    for (const [column, codes] of this.quality.entries()) {
      const grown = new Uint8Array(this.capacity);
      grown.set(codes);
      this.quality[column] = grown;
    }
  }

  private grown(from: Float64Array): Float64Array {
    const to = new Float64Array(this.capacity);
    to.set(from);
    return to;
  }
}
