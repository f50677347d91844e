import type { AssetId } from '@eagle/contracts/domain';
import type { ScanBatch } from '@eagle/contracts/frames';
import { wholeMicroseconds, type AssetRows, type ValueColumn } from './row-block.js';
import { sortRows } from './sort-rows.js';

/** The rows of a message of scans as columns. */
export function rowsOfScans(batch: ScanBatch): AssetRows<AssetId> {
  const { rows, tags } = batch;
  const columns = new Map<string, ValueColumn>();
  tags.forEach((tag, column) => {
    const values = new Float64Array(rows);
    const quality = new Uint8Array(rows);
    let allGood = true;
    for (let row = 0; row < rows; row += 1) {
      const cell = row * tags.length + column;
      values[row] = batch.values[cell] ?? Number.NaN;
      const code = batch.quality[cell] ?? 0;
      quality[row] = code;
      if (code !== 0) allGood = false;
    }
    columns.set(tag, { values, quality: allGood ? null : quality });
  });
  const block = {
    rows,
    timesMs: batch.eventTimesMs.map(wholeMicroseconds),
    sequences: batch.sequences,
    readAtsMs: batch.readAtsMs.map(wholeMicroseconds),
    labels: new Map([['state', { names: batch.stateNames, codes: Uint16Array.from(batch.states) }] as const]),
    columns,
  };
  return { kind: 'scans', assetId: batch.assetId, block: sortRows([block]) };
}
