import type { RowBlock } from '@eagle/telemetry';

export interface HeldRow {
  readonly sequence: number;
  readonly timeMs: number;
  readonly block: RowBlock;
  readonly row: number;
}

/** Rows that wait, the one with the lowest sequence first: a binary heap. */
export class SequenceHeap {
  private readonly rows: HeldRow[] = [];

  get size(): number {
    return this.rows.length;
  }

  get first(): HeldRow | undefined {
    return this.rows[0];
  }

  /** Time of the earliest row; Infinity where there is none. */
  earliestMs(): number {
    return this.rows.reduce((earliest, { timeMs }) => Math.min(earliest, timeMs), Number.POSITIVE_INFINITY);
  }

  push(row: HeldRow): void {
    let place = this.rows.length;
    while (place > 0) {
      const parent = (place - 1) >>> 1;
      const above = this.rows[parent];
      if (above === undefined || above.sequence <= row.sequence) break;
      this.rows[place] = above;
      place = parent;
    }
    this.rows[place] = row;
  }

  pop(): HeldRow | undefined {
    const [first] = this.rows;
    const last = this.rows.pop();
    if (last === undefined || last === first) return first;
    let place = 0;
    for (;;) {
      const child = this.lowerChild(place);
      const below = this.rows[child];
      if (below === undefined || below.sequence >= last.sequence) break;
      this.rows[place] = below;
      place = child;
    }
    this.rows[place] = last;
    return first;
  }

  private lowerChild(place: number): number {
    const left = 2 * place + 1;
    const [a, b] = [this.rows[left], this.rows[left + 1]];
    return a !== undefined && b !== undefined && b.sequence < a.sequence ? left + 1 : left;
  }
}
