import { AppError, type AssetId } from '@eagle/contracts/domain';

/**
 * Rows that the judged scores were not trained on. All columns have one entry per row; rows of
 * several assets may be mixed.
 */
export interface HoldOut {
  readonly assetIds: readonly AssetId[];
  /** Index into `assetIds`. */
  readonly asset: Uint32Array;
  readonly timesMs: Float64Array;
  /** 1: a failure comes within the horizon (or the state is present). 0: not. */
  readonly labels: Uint8Array;
  /**
   * 1: shortly before a horizon, neither failing nor healthy; raises alarms, counts in no figure by
   * row.
   */
  readonly early: Uint8Array;
  /** Index of the component that fails; -1 none. */
  readonly component: Int16Array;
  /** Minutes to the failure; NaN unknown. */
  readonly minutesToFailure: Float32Array;
  /** Rows of the record that each row stands for; 1 when left out. */
  readonly weight?: Float32Array;
  /** Fold in which each row was held out; one fold when left out. */
  readonly fold?: Int16Array;
}

/** A model's answers for the held-out rows, in the same order. */
export interface Scores {
  readonly probability: Float32Array;
  /** rows x components. */
  readonly component: Float32Array;
  /** rows x 3: minutes, quantiles 10, 50 and 90. */
  readonly timeToFailure: Float32Array;
}

/** The same rows grouped by asset, in order of time. `order[position]` is the original row. */
export interface ArrangedRows extends HoldOut {
  readonly order: Uint32Array;
  /** Rows of asset `a` lie from `starts[a]` to before `starts[a + 1]`. */
  readonly starts: Uint32Array;
  /** Weight of each row in figures by row; 0 for early ones. */
  readonly rowWeight: Float32Array;
}

/**
 * Brings rows into order of asset and time; rows of one instant keep theirs.
 * @throws AppError `JUDGEMENT.ROWS_UNREADABLE` (invalid) where columns differ in length or a row
 * belongs to an unknown asset.
 */
export function arrangeRows(rows: HoldOut): ArrangedRows {
  checkColumns(rows);
  const { starts, order } = groupByAsset(rows);
  const { weight, fold } = rows;
  const pick = <T extends Float32Array | Float64Array | Uint8Array | Int16Array | Uint32Array>(
    column: T,
    into: T,
  ): T => {
    for (let at = 0; at < order.length; at += 1) into[at] = column[order[at] ?? 0] ?? NaN;
    return into;
  };
  const n = order.length;
  const early = pick(rows.early, new Uint8Array(n));
  const rowWeight = weight === undefined ? new Float32Array(n).fill(1) : pick(weight, new Float32Array(n));
  for (let at = 0; at < n; at += 1) if (early[at] === 1) rowWeight[at] = 0;
  return {
    assetIds: rows.assetIds,
    asset: pick(rows.asset, new Uint32Array(n)),
    timesMs: pick(rows.timesMs, new Float64Array(n)),
    labels: pick(rows.labels, new Uint8Array(n)),
    early,
    component: pick(rows.component, new Int16Array(n)),
    minutesToFailure: pick(rows.minutesToFailure, new Float32Array(n)),
    ...(weight === undefined ? {} : { weight: pick(weight, new Float32Array(n)) }),
    ...(fold === undefined ? {} : { fold: pick(fold, new Int16Array(n)) }),
    order,
    starts,
    rowWeight,
  };
}

/**
 * One number per row (times `width`) brought into the order of the arranged rows.
 * @throws AppError `JUDGEMENT.SCORES_UNREADABLE` (invalid) where rows are missing or a number is
 * not finite.
 */
export function arrangeScores(scores: Float32Array, order: Uint32Array, width = 1): Float32Array {
  if (scores.length !== order.length * width) {
    throw new AppError(
      'JUDGEMENT.SCORES_UNREADABLE',
      `There are ${scores.length} scores for ${order.length} held-out rows of ${width}.`,
    );
  }
  const arranged = new Float32Array(scores.length);
  for (let at = 0; at < order.length; at += 1) {
    const row = order[at] ?? 0;
    for (let i = 0; i < width; i += 1) {
      const value = scores[row * width + i] ?? NaN;
      if (!Number.isFinite(value)) {
        throw new AppError('JUDGEMENT.SCORES_UNREADABLE', `The score of row ${row} is no number.`);
      }
      arranged[at * width + i] = value;
    }
  }
  return arranged;
}

function checkColumns(rows: HoldOut): void {
  const { asset, assetIds, timesMs, labels, early, component, minutesToFailure, weight, fold } = rows;
  const columns = [timesMs, labels, early, component, minutesToFailure, weight ?? asset, fold ?? asset];
  if (columns.some(({ length }) => length !== asset.length)) {
    throw new AppError('JUDGEMENT.ROWS_UNREADABLE', 'The columns of the held-out rows differ in length.');
  }
  const unknown = asset.findIndex((index) => index >= assetIds.length);
  if (unknown >= 0) {
    throw new AppError('JUDGEMENT.ROWS_UNREADABLE', `Row ${unknown} is of an unknown asset.`);
  }
}

function groupByAsset({ asset, assetIds, timesMs }: HoldOut): { starts: Uint32Array; order: Uint32Array } {
  const starts = new Uint32Array(assetIds.length + 1);
  for (let row = 0; row < asset.length; row += 1) {
    const after = (asset[row] ?? 0) + 1;
    starts[after] = (starts[after] ?? 0) + 1;
  }
  for (let a = 0; a < assetIds.length; a += 1) starts[a + 1] = (starts[a + 1] ?? 0) + (starts[a] ?? 0);
  const next = starts.slice();
  const order = new Uint32Array(asset.length);
  for (let row = 0; row < asset.length; row += 1) {
    const of = asset[row] ?? 0;
    const to = next[of] ?? 0;
    order[to] = row;
    next[of] = to + 1;
  }
  for (let a = 0; a < assetIds.length; a += 1) {
    const ofAsset = order.subarray(starts[a], starts[a + 1]);
    const ascending = ofAsset.every(
      (row, i) => i === 0 || (timesMs[ofAsset[i - 1] ?? 0] ?? 0) <= (timesMs[row] ?? 0),
    );
    if (!ascending) ofAsset.sort((x, y) => (timesMs[x] ?? 0) - (timesMs[y] ?? 0) || x - y);
  }
  return { starts, order };
}

/**
 * A fingerprint that is equal for equal rows with equal labels (FNV-1a, two lanes of 32 bits); no
 * cryptography.
 */
export function fingerprintRows({ asset, assetIds, timesMs, labels }: HoldOut): string {
  const words = new Uint32Array(timesMs.buffer, timesMs.byteOffset, timesMs.length * 2);
  const lanes = new Uint32Array([0x811c_9dc5, 0xcbf2_9ce4]);
  const mix = (lane: number, word: number): void => {
    lanes[lane] = Math.imul((lanes[lane] ?? 0) ^ word, 0x0100_0193);
    lanes[lane] = (lanes[lane] ?? 0) ^ ((lanes[lane] ?? 0) >>> 15);
  };
  for (const character of assetIds.join('\n')) mix(0, character.codePointAt(0) ?? 0);
  for (let row = 0; row < asset.length; row += 1) {
    mix(0, words[2 * row] ?? 0);
    mix(1, words[2 * row + 1] ?? 0);
    mix(1, ((asset[row] ?? 0) << 1) | (labels[row] ?? 0));
    mix(0, labels[row] ?? 0);
  }
  return [...lanes].map((lane) => lane.toString(16).padStart(8, '0')).join('');
}
