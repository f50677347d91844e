import type { JudgedRecord, RecordEvent } from './judged-record.js';

/**
 * Parts of the held-out rows: the threshold of each part is chosen on the others, so no row
 * influences the threshold that it is judged at.
 */
export interface Parts {
  /** Part of each row, by position. */
  readonly of: Uint8Array;
  readonly count: number;
  readonly by: 'folds' | 'assets' | 'blocks of time' | 'nothing';
}

const PARTS_MAX = 5;
/** A threshold chosen on fewer failures than this says little. */
const EVENTS_PER_PART_MIN = 2;

/** Everything in one part. */
export const onePart = ({ rows }: JudgedRecord): Parts => ({
  of: new Uint8Array(rows.timesMs.length),
  count: 1,
  by: 'nothing',
});

/**
 * Cuts held-out rows into parts: the folds they were held out in where there are several, else
 * groups of assets where failures are spread over at least four, else blocks of time cut between
 * failures. One part where there are fewer than four failures.
 */
export function cutIntoParts(record: JudgedRecord): Parts {
  return byFold(record) ?? byAsset(record) ?? byTime(record) ?? onePart(record);
}

function byFold({ rows }: JudgedRecord): Parts | null {
  if (rows.fold === undefined) return null;
  const folds = [...new Set(rows.fold)].sort((a, b) => a - b);
  if (folds.length < 2 || folds.length > 255) return null;
  const index = new Map(folds.map((fold, part) => [fold, part]));
  return {
    of: Uint8Array.from(rows.fold, (fold) => index.get(fold) ?? 0),
    count: folds.length,
    by: 'folds',
  };
}

const partsFor = (events: number): number => Math.min(PARTS_MAX, Math.floor(events / EVENTS_PER_PART_MIN));

function byAsset({ rows, events }: JudgedRecord): Parts | null {
  const counts = rows.assetIds.map((_, asset) => events.filter((event) => event.asset === asset).length);
  const failing = counts.filter((n) => n > 0).length;
  const count = Math.min(partsFor(events.length), failing);
  if (failing < 4 || count < 2) return null;
  const loads = Array.from({ length: count }, () => ({ events: 0, rows: 0 }));
  const partOfAsset = new Uint8Array(counts.length);
  const size = (asset: number): number => (rows.starts[asset + 1] ?? 0) - (rows.starts[asset] ?? 0);
  const order = counts
    .map((_, asset) => asset)
    .sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || size(b) - size(a) || a - b);
  for (const asset of order) {
    const lightest = loads.reduce((best, load, part) => {
      const than = loads[best] ?? load;
      const lighter = load.events < than.events || (load.events === than.events && load.rows < than.rows);
      return lighter ? part : best;
    }, 0);
    // Assets without failures go where the fewest rows are.
    const fewest = loads.reduce(
      (best, load, part) => (load.rows < (loads[best]?.rows ?? 0) ? part : best),
      0,
    );
    const part = (counts[asset] ?? 0) > 0 ? lightest : fewest;
    partOfAsset[asset] = part;
    const load = loads[part];
    if (load === undefined) continue;
    load.events += counts[asset] ?? 0;
    load.rows += size(asset);
  }
  const of = new Uint8Array(rows.asset.length);
  for (let at = 0; at < of.length; at += 1) of[at] = partOfAsset[rows.asset[at] ?? 0] ?? 0;
  return { of, count, by: 'assets' };
}

function byTime({ rows, events }: JudgedRecord): Parts | null {
  const wanted = partsFor(events.length);
  if (wanted < 2) return null;
  const ordered = [...events].sort((a, b) => a.atMs - b.atMs);
  const cutsMs: number[] = [];
  let since = 0;
  ordered.forEach((event, i) => {
    since += 1;
    const next = ordered[i + 1];
    const enough = since >= ordered.length / wanted && ordered.length - i - 1 >= EVENTS_PER_PART_MIN;
    if (next === undefined || !enough || !canCutBetween(event, next)) return;
    cutsMs.push((event.atMs + Math.max(event.atMs, next.fromMs)) / 2);
    since = 0;
  });
  if (cutsMs.length === 0) return null;
  const of = Uint8Array.from(rows.timesMs, (ms) => cutsMs.filter((cut) => ms > cut).length);
  return { of, count: cutsMs.length + 1, by: 'blocks of time' };
}

const canCutBetween = (before: RecordEvent, after: RecordEvent): boolean => after.fromMs > before.atMs;
