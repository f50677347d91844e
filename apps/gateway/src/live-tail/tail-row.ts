import { QUALITY, type QualityCode, type ScanBatch } from '@eagle/contracts/frames';
import type { TailQuality } from '@eagle/contracts/socket';

const NAMES: Readonly<Record<QualityCode, TailQuality>> = {
  [QUALITY.good]: 'good',
  [QUALITY.missing]: 'missing',
  [QUALITY.frozen]: 'frozen',
  [QUALITY.outOfRange]: 'outOfRange',
  [QUALITY.stale]: 'stale',
};
const NAME_OF_CODE = new Map<number, TailQuality>(Object.values(QUALITY).map((code) => [code, NAMES[code]]));

/** One row of a message of scans. Its values stay in the message, which all listeners share. */
export class TailRow {
  constructor(
    private readonly batch: ScanBatch,
    private readonly columns: ReadonlyMap<string, number>,
    private readonly row: number,
  ) {}

  get timeMs(): number {
    return this.batch.eventTimesMs[this.row] ?? 0;
  }

  /** Increases with each row of the asset. */
  get cursor(): number {
    return this.batch.sequences[this.row] ?? 0;
  }

  get state(): string {
    return this.batch.stateNames[this.batch.states[this.row] ?? -1] ?? '';
  }

  /** @returns null: there is no usable value. */
  value(tag: string): number | null {
    const cell = this.cell(tag);
    const value = cell === null ? undefined : this.batch.values[cell];
    return value !== undefined && Number.isFinite(value) ? value : null;
  }

  quality(tag: string): TailQuality {
    const cell = this.cell(tag);
    const code = cell === null ? undefined : this.batch.quality[cell];
    // A code that this version does not know is not good.
    return code === undefined ? 'notRecorded' : (NAME_OF_CODE.get(code) ?? 'missing');
  }

  private cell(tag: string): number | null {
    const column = this.columns.get(tag);
    return column === undefined ? null : this.row * this.batch.tags.length + column;
  }
}

/** The rows of a message, in the order of publication; none in a heartbeat. */
export function tailRowsOf(batch: ScanBatch): TailRow[] {
  const columns = new Map<string, number>(batch.tags.map((tag, column) => [tag, column]));
  return Array.from({ length: batch.rows }, (_, row) => new TailRow(batch, columns, row));
}
