import type { JudgedRecord } from './judged-record.js';

/** Up to this number of distinct probabilities, each one is tried. */
export const CANDIDATES_MAX = 320;
const RANKS = 160;
const EVENT_VALUES_MAX = 80;
const QUIET_VALUES_MAX = 80;

/**
 * Thresholds to try, ascending: all distinct probabilities where they are few. Otherwise:
 * probabilities at ranks that thin out from the highest down, thresholds at which a failure becomes
 * warned, and thresholds just above which a false alarm disappears. If there is room, the list ends
 * with a threshold above all probabilities, which never alarms.
 * @param order  Positions by ascending probability.
 */
export function thresholdCandidates(
  record: JudgedRecord,
  probability: Float32Array,
  order: Uint32Array,
): Float64Array {
  const distinct = distinctValues(probability, order);
  const highest = distinct.at(-1) ?? 0;
  const silent = highest < 1 ? [between(highest, 1)] : [];
  if (distinct.length <= CANDIDATES_MAX) return Float64Array.from([...distinct, ...silent]);
  const chosen = new Set<number>();
  const ratio = order.length ** (1 / RANKS);
  for (let rank = 1; rank <= order.length; rank = Math.max(rank + 1, Math.floor(rank * ratio))) {
    chosen.add(probability[order[order.length - rank] ?? 0] ?? 0);
  }
  const { ofEvents, ofQuiet } = decisiveValues(record, probability);
  for (const value of spread(ofEvents, EVENT_VALUES_MAX)) chosen.add(value);
  // The next value above the value of a false alarm is the lowest threshold without that alarm.
  for (const value of spread(ofQuiet, QUIET_VALUES_MAX)) chosen.add(firstAbove(distinct, value) ?? value);
  return Float64Array.from([...chosen, ...silent]).sort();
}

/**
 * A value between two probabilities, in the middle of their log-odds: where a model that ends in a
 * sigmoid would put it.
 */
export function between(low: number, high: number): number {
  const odds = (p: number): number => {
    const inside = Math.min(1 - 1e-9, Math.max(1e-9, p));
    return Math.log(inside / (1 - inside));
  };
  const middle = 1 / (1 + Math.exp(-(odds(low) + odds(high)) / 2));
  return middle > low && middle <= high ? middle : high;
}

/** The distinct values, ascending. */
export function distinctValues(probability: Float32Array, order: Uint32Array): Float32Array {
  const values = new Float32Array(order.length);
  let count = 0;
  for (let i = 0; i < order.length; i += 1) {
    const value = probability[order[i] ?? 0] ?? 0;
    if (count === 0 || value !== values[count - 1]) values[count++] = value;
  }
  return values.subarray(0, count);
}

/** First of the ascending values that is greater than `value`. */
export function firstAbove(ascending: Float32Array, value: number): number | undefined {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? Infinity) <= value) low = middle + 1;
    else high = middle;
  }
  return ascending[low];
}

/**
 * For each failure, the highest threshold that enough successive rows in its time reach; the same
 * for blocks of time without a failure nearby.
 */
function decisiveValues(
  { rows, rule, eventsOfAsset }: JudgedRecord,
  probability: Float32Array,
): { ofEvents: number[]; ofQuiet: number[] } {
  const ofEvents: number[] = [];
  const ofQuiet: number[] = [];
  const spanMs = longestSpan(rows);
  const blockMs = Math.max(rule.horizonMs, spanMs / 500);
  for (let asset = 0; asset + 1 < rows.starts.length; asset += 1) {
    const events = eventsOfAsset[asset] ?? [];
    const best = new Float64Array(events.length);
    let [next, block, quiet] = [0, NaN, 0];
    for (let at = rows.starts[asset] ?? 0; at < (rows.starts[asset + 1] ?? 0); at += 1) {
      const ms = rows.timesMs[at] ?? NaN;
      while ((events[next]?.latestMs ?? Infinity) < ms) next += 1;
      const value = successiveMin(probability, at, rows.starts[asset] ?? 0, rule.consecutiveMin);
      const event = events[next];
      if (event !== undefined && ms >= event.earliestMs) {
        const inTime = ms <= event.atMs - rule.leadMsMin;
        if (inTime) best[next] = Math.max(best[next] ?? 0, value);
        continue;
      }
      const own = Math.floor(ms / blockMs);
      if (own !== block && !Number.isNaN(block)) ofQuiet.push(quiet);
      quiet = own === block ? Math.max(quiet, value) : value;
      block = own;
    }
    ofQuiet.push(quiet);
    events.forEach(({ judged }, i) => judged >= 0 && ofEvents.push(best[i] ?? 0));
  }
  return { ofEvents, ofQuiet };
}

function longestSpan({ starts, timesMs }: JudgedRecord['rows']): number {
  let longest = 0;
  for (let asset = 0; asset + 1 < starts.length; asset += 1) {
    const last = (starts[asset + 1] ?? 0) - 1;
    longest = Math.max(longest, (timesMs[last] ?? 0) - (timesMs[starts[asset] ?? 0] ?? 0));
  }
  return longest;
}

function successiveMin(probability: Float32Array, at: number, first: number, rows: number): number {
  if (at - rows + 1 < first) return 0;
  let lowest = Infinity;
  for (let i = at; i > at - rows; i -= 1) lowest = Math.min(lowest, probability[i] ?? 0);
  return lowest;
}

/** At most `limit` of the values: the highest half of them whole, the rest evenly. */
function spread(values: readonly number[], limit: number): number[] {
  const descending = [...new Set(values)].sort((a, b) => b - a);
  if (descending.length <= limit) return descending;
  const whole = limit >> 1;
  const rest = descending.slice(whole);
  const evenly = Array.from({ length: limit - whole }, (_, i) => {
    return rest[Math.floor((i * (rest.length - 1)) / Math.max(1, limit - whole - 1))] ?? 0;
  });
  return [...descending.slice(0, whole), ...evenly];
}
