import { QUALITY } from '@eagle/contracts/frames';
import {
  NOT_RECORDED,
  type LabelColumn,
  type LabelName,
  type RowBlock,
  type ValueColumn,
} from './row-block.js';

interface OpenColumn {
  values: Float64Array;
  quality: Uint8Array | null;
}

/**
 * Copies rows of several blocks behind each other. Columns and labels that one of them lacks are
 * filled as not recorded.
 */
export class BlockBuilder {
  private size = 0;
  private timesMs: Float64Array;
  private sequences: Float64Array;
  private readAtsMs: Float64Array;
  private readonly columns = new Map<string, OpenColumn>();
  private readonly labels = new Map<LabelName, { names: string[]; codes: Uint16Array }>();

  /** @param capacity  Rows that there is room for at the beginning. */
  constructor(private capacity: number) {
    this.timesMs = new Float64Array(capacity);
    this.sequences = new Float64Array(capacity);
    this.readAtsMs = new Float64Array(capacity);
  }

  get rows(): number {
    return this.size;
  }

  get room(): number {
    return this.capacity - this.size;
  }

  /** Adds rows `from` to `to` (exclusive), as many as there is room for. @returns how many. */
  add(block: RowBlock, from: number, to: number): number {
    const count = Math.min(to - from, this.room);
    const end = from + count;
    copy(block.timesMs, from, end, this.timesMs, this.size);
    copy(block.sequences, from, end, this.sequences, this.size);
    copy(block.readAtsMs, from, end, this.readAtsMs, this.size);
    for (const [name, column] of block.columns) this.addColumn(name, column, from, end);
    for (const [name, label] of block.labels) this.addLabel(name, label, from, end);
    // All columns of the block are here by now: where they are as many, none is missing.
    if (block.columns.size < this.columns.size) {
      for (const [name, column] of this.columns) {
        if (!block.columns.has(name)) this.fillColumn(column, count);
      }
    }
    for (const [name, label] of this.labels) {
      if (!block.labels.has(name)) label.codes.fill(codeOf(label.names, ''), this.size, this.size + count);
    }
    this.size += count;
    return count;
  }

  /** Adds all rows, and makes room for them. */
  append(block: RowBlock): void {
    if (block.rows > this.room) this.growTo(Math.max(this.capacity * 2, this.size + block.rows));
    this.add(block, 0, block.rows);
  }

  /** Values that were added. */
  get cells(): number {
    return this.size * (this.columns.size + 3);
  }

  /**
   * The rows so far, over the builder's own memory. Rows that are added later do not change them.
   */
  build(): RowBlock {
    const cut = <T extends Float64Array | Uint8Array | Uint16Array>(numbers: T): T =>
      numbers.subarray(0, this.size) as T;
    const columns = new Map<string, ValueColumn>();
    for (const [name, { values, quality }] of this.columns) {
      columns.set(name, { values: cut(values), quality: quality === null ? null : cut(quality) });
    }
    const labels = new Map<LabelName, LabelColumn>();
    for (const [name, { names, codes }] of this.labels) labels.set(name, { names, codes: cut(codes) });
    return {
      rows: this.size,
      timesMs: cut(this.timesMs),
      sequences: cut(this.sequences),
      readAtsMs: cut(this.readAtsMs),
      labels,
      columns,
    };
  }

  private growTo(capacity: number): void {
    this.capacity = capacity;
    this.timesMs = grown(this.timesMs, new Float64Array(capacity));
    this.sequences = grown(this.sequences, new Float64Array(capacity));
    this.readAtsMs = grown(this.readAtsMs, new Float64Array(capacity));
    for (const column of this.columns.values()) {
      column.values = grown(column.values, new Float64Array(capacity));
      if (column.quality !== null) column.quality = grown(column.quality, new Uint8Array(capacity));
    }
    for (const label of this.labels.values()) label.codes = grown(label.codes, new Uint16Array(capacity));
  }

  private addColumn(name: string, added: ValueColumn, from: number, to: number): void {
    let column = this.columns.get(name);
    if (column === undefined) {
      column = { values: new Float64Array(this.capacity), quality: null };
      this.columns.set(name, column);
      if (this.size > 0) this.markBefore(column);
    }
    copy(added.values, from, to, column.values, this.size);
    if (added.quality === null) {
      column.quality?.fill(QUALITY.good, this.size, this.size + to - from);
      return;
    }
    column.quality ??= new Uint8Array(this.capacity);
    copy(added.quality, from, to, column.quality, this.size);
  }

  /** Rows that were added before this column was known have no value of it. */
  private markBefore(column: OpenColumn): void {
    column.values.fill(Number.NaN, 0, this.size);
    column.quality ??= new Uint8Array(this.capacity);
    column.quality.fill(NOT_RECORDED, 0, this.size);
  }

  private fillColumn(column: OpenColumn, count: number): void {
    column.values.fill(Number.NaN, this.size, this.size + count);
    column.quality ??= new Uint8Array(this.capacity);
    column.quality.fill(NOT_RECORDED, this.size, this.size + count);
  }

  private addLabel(name: LabelName, added: LabelColumn, from: number, to: number): void {
    let label = this.labels.get(name);
    if (label === undefined) {
      label = { names: this.size > 0 ? [''] : [], codes: new Uint16Array(this.capacity) };
      this.labels.set(name, label);
    }
    const { names, codes } = label;
    const codesThere = added.names.map((text) => codeOf(names, text));
    for (let row = from; row < to; row += 1) {
      codes[this.size + row - from] = codesThere[added.codes[row] ?? 0] ?? 0;
    }
  }
}

/** A live message holds one row: a view of so few costs more than the copy. */
const FEW_ROWS = 8;

/** Copies elements `from` to `to` (exclusive). */
function copy<T extends Float64Array | Uint8Array>(
  source: T,
  from: number,
  to: number,
  into: T,
  place: number,
): void {
  if (to - from > FEW_ROWS) {
    into.set(source.subarray(from, to), place);
    return;
  }
  for (let row = from; row < to; row += 1) into[place + row - from] = source[row] ?? Number.NaN;
}

/** Code of a name, which is added where it is new. */
function codeOf(names: string[], name: string): number {
  const found = names.indexOf(name);
  return found < 0 ? names.push(name) - 1 : found;
}

function grown<T extends Float64Array | Uint8Array | Uint16Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
