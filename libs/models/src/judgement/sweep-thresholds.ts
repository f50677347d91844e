import { eachEpisode } from './alarm-episodes.js';
import { isAbout } from './event-windows.js';
import { NearestEvents, type JudgedRecord } from './judged-record.js';
import type { Parts } from './parts.js';

/**
 * Results at each threshold of a list, part by part. Entry of threshold `i` and part `p`: `i *
 * parts + p`.
 */
export interface ThresholdTable {
  /** Ascending. */
  readonly thresholds: Float64Array;
  readonly parts: number;
  readonly warned: Uint32Array;
  readonly falseAlarms: Uint32Array;
  /** Per part: failures that could be warned of, and time judged. */
  readonly eventsOfPart: Uint32Array;
  readonly daysOfPart: Float64Array;
}

/**
 * Counts failures warned in time and false alarms at each threshold. Rows below a threshold are
 * never looked at again for higher ones, so the whole costs little more than the lowest threshold
 * alone. Alarms do not continue from one part into another.
 * @param probability  By position.
 * @param thresholds  Ascending.
 */
export function sweepThresholds(
  record: JudgedRecord,
  probability: Float32Array,
  thresholds: Float64Array,
  parts: Parts,
): ThresholdTable {
  const { rows, rule, eventsOfAsset } = record;
  const size = thresholds.length * parts.count;
  const table = { warned: new Uint32Array(size), falseAlarms: new Uint32Array(size) };
  const sequence = new Uint32Array(rows.timesMs.length);
  for (let at = 0; at < sequence.length; at += 1) {
    sequence[at] = (rows.asset[at] ?? 0) * parts.count + (parts.of[at] ?? 0);
  }
  const partOfEvent = partsOfEvents(record, parts);
  const nearest = eventsOfAsset.map((events) => new NearestEvents(events));
  const warnedAt = new Int32Array(record.events.length).fill(-1);
  const above = new Uint32Array(probability.length);
  for (let at = 0; at < above.length; at += 1) above[at] = at;
  let count = above.length;
  thresholds.forEach((threshold, i) => {
    count = keepAtLeast(above, count, probability, threshold);
    nearest.forEach((events) => events.rewind());
    eachEpisode(above, count, { timesMs: rows.timesMs, sequence }, rule, (raisedAt, endsMs) => {
      const raisedMs = rows.timesMs[raisedAt] ?? NaN;
      const about = nearest[rows.asset[raisedAt] ?? 0]?.near(raisedMs, (event) => {
        const { judged, atMs } = event;
        if (judged < 0 || warnedAt[judged] === i || atMs - raisedMs < rule.leadMsMin) return;
        // Rows of one part do not affect the counts of another.
        if (partOfEvent[judged] !== parts.of[raisedAt]) return;
        if (!isAbout(raisedMs, endsMs, event)) return;
        warnedAt[judged] = i;
        increment(table.warned, i * parts.count + (partOfEvent[judged] ?? 0));
      });
      if (about !== true) increment(table.falseAlarms, i * parts.count + (parts.of[raisedAt] ?? 0));
    });
  });
  return { thresholds, parts: parts.count, ...table, ...totalsOfParts(record, parts, partOfEvent) };
}

function keepAtLeast(
  above: Uint32Array,
  count: number,
  probability: Float32Array,
  threshold: number,
): number {
  let kept = 0;
  for (let i = 0; i < count; i += 1) {
    const at = above[i] ?? 0;
    if ((probability[at] ?? 0) >= threshold) above[kept++] = at;
  }
  return kept;
}

function increment(counts: Uint32Array, at: number): void {
  counts[at] = (counts[at] ?? 0) + 1;
}

/** A failure belongs to the part that holds the last row before it. */
function partsOfEvents({ rows, events }: JudgedRecord, parts: Parts): Uint8Array {
  return Uint8Array.from(events, ({ asset, atMs }) => {
    let low = rows.starts[asset] ?? 0;
    let high = rows.starts[asset + 1] ?? 0;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((rows.timesMs[middle] ?? Infinity) < atMs) low = middle + 1;
      else high = middle;
    }
    return parts.of[Math.max(low - 1, rows.starts[asset] ?? 0)] ?? 0;
  });
}

function totalsOfParts(
  record: JudgedRecord,
  parts: Parts,
  partOfEvent: Uint8Array,
): Pick<ThresholdTable, 'eventsOfPart' | 'daysOfPart'> {
  const eventsOfPart = new Uint32Array(parts.count);
  const daysOfPart = new Float64Array(parts.count);
  partOfEvent.forEach((part) => increment(eventsOfPart, part));
  record.coveredMs.forEach((ms, at) => {
    const part = parts.of[at] ?? 0;
    daysOfPart[part] = (daysOfPart[part] ?? 0) + ms / 86_400_000;
  });
  return { eventsOfPart, daysOfPart };
}
