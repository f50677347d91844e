import { QUALITY } from '@eagle/contracts/frames';
import type { PastScan } from '@eagle/learning';
import { NOT_RECORDED, type RowBlock } from '@eagle/telemetry';
import type { AssetRun } from './arrival-merge.js';

/** Reports a tag that rows lack because it was not configured when they came. */
export type OnUnrecorded = (tag: string, block: RowBlock) => void;

/**
 * Makes scans of stored rows: values in the order of the configured tags, as the mapping of a
 * source gives them. Marks that the live path made (frozen, stale, out of range) are left out,
 * because a training makes them anew; a value that was out of range is missing.
 */
export class ScanColumns {
  private readonly known = new WeakMap<RowBlock, readonly Float64Array[]>();

  /** @param names  Of the tags, in the order of their values. */
  constructor(
    private readonly names: readonly string[],
    private readonly onUnrecorded: OnUnrecorded,
  ) {}

  scansOf({ assetId, block, from, to }: AssetRun): PastScan[] {
    const columns = this.columnsOf(block);
    const width = columns.length;
    const scans: PastScan[] = [];
    for (let row = from; row < to; row += 1) {
      const values = new Float64Array(width);
      const quality = new Uint8Array(width);
      for (let column = 0; column < width; column += 1) {
        const value = columns[column]?.[row] ?? Number.NaN;
        values[column] = value;
        if (Number.isNaN(value)) quality[column] = QUALITY.missing;
      }
      scans.push({ assetId, eventTimeMs: block.timesMs[row] ?? Number.NaN, values, quality });
    }
    return scans;
  }

  private columnsOf(block: RowBlock): readonly Float64Array[] {
    const known = this.known.get(block);
    if (known !== undefined) return known;
    const columns = this.names.map((name) => {
      const column = block.columns.get(name);
      if (column === undefined || column.quality?.includes(NOT_RECORDED) === true) {
        this.onUnrecorded(name, block);
      }
      return column?.values ?? NO_VALUES;
    });
    this.known.set(block, columns);
    return columns;
  }
}

const NO_VALUES = new Float64Array(0);
