import type { AssetId } from '@eagle/contracts/domain';
import type { PredictionFrame } from '@eagle/contracts/frames';
import { at, wholeMicroseconds, type AssetRows, type LabelColumn, type ValueColumn } from './row-block.js';
import { sortRows } from './sort-rows.js';

/**
 * Numbers of a stored prediction: probability and confidence 0-1, minutes to failure as quantiles
 * 10, 50 and 90, flags of the row.
 */
export const PREDICTION_COLUMNS = [
  'probability',
  'confidence',
  'minutesToFailureLow',
  'minutesToFailure',
  'minutesToFailureHigh',
  'flags',
] as const;

/** The predictions of a message, by asset. */
export function rowsOfPredictions(frame: PredictionFrame): AssetRows<AssetId>[] {
  const rowsOf = new Map<number, number[]>();
  for (let row = 0; row < frame.rows; row += 1) {
    const asset = at(frame.assets, row);
    const rows = rowsOf.get(asset);
    if (rows === undefined) rowsOf.set(asset, [row]);
    else rows.push(row);
  }
  const found: AssetRows<AssetId>[] = [];
  for (const [asset, rows] of rowsOf) {
    const assetId = frame.assetNames[asset];
    if (assetId !== undefined) found.push({ kind: 'predictions', assetId, block: blockOf(frame, rows) });
  }
  return found;
}

function blockOf(frame: PredictionFrame, rows: readonly number[]): AssetRows['block'] {
  // `Float64Array.from` goes by an iterator, which costs a single row several times as much.
  const numbers = (valueOf: (row: number) => number): Float64Array => new Float64Array(rows.map(valueOf));
  const column = (valueOf: (row: number) => number): ValueColumn => ({
    values: numbers(valueOf),
    quality: null,
  });
  const quantile = (place: number): ValueColumn => column((row) => at(frame.timeToFailure, row * 3 + place));
  const component: LabelColumn = {
    names: frame.componentNames,
    codes: new Uint16Array(rows.map((row) => at(frame.components, row))),
  };
  const modelVersion: LabelColumn = { names: [frame.modelVersion], codes: new Uint16Array(rows.length) };
  return sortRows([
    {
      rows: rows.length,
      timesMs: numbers((row) => wholeMicroseconds(at(frame.eventTimesMs, row))),
      sequences: numbers((row) => at(frame.sequences, row)),
      readAtsMs: numbers((row) => wholeMicroseconds(at(frame.readAtsMs, row))),
      labels: new Map([
        ['component', component],
        ['modelVersion', modelVersion],
      ]),
      columns: new Map<(typeof PREDICTION_COLUMNS)[number], ValueColumn>([
        ['probability', column((row) => at(frame.probability, row))],
        ['confidence', column((row) => at(frame.confidence, row))],
        ['minutesToFailureLow', quantile(0)],
        ['minutesToFailure', quantile(1)],
        ['minutesToFailureHigh', quantile(2)],
        ['flags', column((row) => at(frame.flags, row))],
      ]),
    },
  ]);
}
