import type { JudgedRecord } from './judged-record.js';

/** With fewer assets than this, the bootstrap does not draw whole assets. */
const ASSETS_MIN = 10;
const BLOCKS = 100;

/**
 * Units that the bootstrap draws as one piece, because their rows belong together: a failure (or
 * several that come together) with all its rows, and a piece of quiet time.
 */
export interface ResampledUnits {
  readonly clusters: number;
  readonly blocks: number;
  /** Block of each row, by position. */
  readonly block: Uint32Array;
  /**
   * Unit of each row, by position: its failure's cluster where it is a row before one, else
   * clusters + block.
   */
  readonly unit: Uint32Array;
  /** Time covered by each block. */
  readonly daysOfBlock: Float64Array;
  readonly quietBy: 'assets' | 'blocks of time';
}

/**
 * Divides a record into units: quiet time by whole assets where there are at least ten, else into
 * about a hundred blocks of time.
 */
export function resampledUnits(record: JudgedRecord): ResampledUnits {
  const { rows, clusters } = record;
  const assets = rows.assetIds.filter((_, a) => (rows.starts[a + 1] ?? 0) > (rows.starts[a] ?? 0)).length;
  const quietBy = assets >= ASSETS_MIN ? 'assets' : 'blocks of time';
  const blockMs = Math.max(record.rule.horizonMs, (record.assetDays * 86_400_000) / BLOCKS);
  const block = new Uint32Array(rows.timesMs.length);
  const unit = new Uint32Array(rows.timesMs.length);
  const days: number[] = [];
  for (let asset = 0; asset + 1 < rows.starts.length; asset += 1) {
    const events = record.eventsOfAsset[asset] ?? [];
    let [startMs, next] = [-Infinity, 0];
    for (let at = rows.starts[asset] ?? 0; at < (rows.starts[asset + 1] ?? 0); at += 1) {
      const ms = rows.timesMs[at] ?? NaN;
      if (startMs === -Infinity || (quietBy === 'blocks of time' && ms - startMs >= blockMs)) {
        startMs = ms;
        days.push(0);
      }
      const own = days.length - 1;
      block[at] = own;
      days[own] = (days[own] ?? 0) + (record.coveredMs[at] ?? 0) / 86_400_000;
      while ((events[next]?.atMs ?? Infinity) < ms) next += 1;
      const event = rows.labels[at] === 1 ? events[next] : undefined;
      unit[at] = event !== undefined && event.fromMs <= ms ? event.cluster : clusters + own;
    }
  }
  return {
    clusters,
    blocks: days.length,
    block,
    unit,
    daysOfBlock: Float64Array.from(days),
    quietBy,
  };
}
