import type { AssetId } from '@eagle/contracts/domain';
import { QUALITY, type ScanBatch } from '@eagle/contracts/frames';
import { wholeMicroseconds, type AssetRows, type ValueColumn } from './row-block.js';
import { sortRows } from './sort-rows.js';

/** The rows of a message of scans as columns. */
export function rowsOfScans(batch: ScanBatch): AssetRows<AssetId> {
  const { rows } = batch;
  const block = {
    rows,
    timesMs: batch.eventTimesMs.map(wholeMicroseconds),
    sequences: batch.sequences,
    readAtsMs: batch.readAtsMs.map(wholeMicroseconds),
    labels: new Map([['state', { names: batch.stateNames, codes: new Uint16Array(batch.states) }] as const]),
    columns: columnsOf(batch),
  };
  return { kind: 'scans', assetId: batch.assetId, block: sortRows([block]) };
}

/** Views of one buffer: a typed array of its own for each tag costs four times as much. */
function columnsOf({ rows, tags, values, quality }: ScanBatch): Map<string, ValueColumn> {
  const width = tags.length;
  const valuesByTag = new Float64Array(rows * width);
  const qualityByTag = new Uint8Array(rows * width);
  const columns = new Map<string, ValueColumn>();
  tags.forEach((tag, column) => {
    const from = column * rows;
    let isGood = true;
    for (let row = 0; row < rows; row += 1) {
      const cell = row * width + column;
      const code = quality[cell] ?? QUALITY.good;
      valuesByTag[from + row] = values[cell] ?? Number.NaN;
      qualityByTag[from + row] = code;
      if (code !== QUALITY.good) isGood = false;
    }
    columns.set(tag, {
      values: valuesByTag.subarray(from, from + rows),
      quality: isGood ? null : qualityByTag.subarray(from, from + rows),
    });
  });
  return columns;
}
