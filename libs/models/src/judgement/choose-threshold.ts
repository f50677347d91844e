import type { AlarmBudget } from '@eagle/contracts/domain';
import type { JudgedRecord } from './judged-record.js';
import { onePart, type Parts } from './parts.js';
import { orderByScore } from './ranking.js';
import { sweepThresholds, type ThresholdTable } from './sweep-thresholds.js';
import { between, distinctValues, thresholdCandidates } from './threshold-candidates.js';

/** One false alarm per asset in thirty days. */
export const DEFAULT_BUDGET = {
  kind: 'alarms',
  falseAlarmsPerAssetDayMax: 1 / 30,
} as const satisfies AlarmBudget;

/**
 * Share of the warnings that is given up for distance from the next false alarm. The threshold that
 * warns of the last remaining failure lies just above the highest false alarm of this record, and
 * the next record may have a higher one.
 */
const FORGONE_SHARE_MAX = 1 / 50;

export interface ChosenThreshold {
  readonly probabilityMin: number;
  /** Whether it keeps the budget on the rows that it was chosen on. */
  readonly withinBudget: boolean;
  /** Thresholds between these (lower bound exclusive) give the same result on those rows. */
  readonly plateau: readonly [number, number];
}

/**
 * A threshold within a budget of false alarms that warns of the most failures in time, or of at
 * most one in fifty fewer. Among these, the fewest false alarms win, then the highest threshold.
 * The result is the middle of its plateau, because at an edge luck decides.
 * @param probability  By position of the arranged rows.
 */
export function chooseThreshold(
  record: JudgedRecord,
  probability: Float32Array,
  budget: AlarmBudget = DEFAULT_BUDGET,
): ChosenThreshold {
  const chosen = chooseThresholds(record, probability, budget, onePart(record));
  return chosen.onAll;
}

/**
 * Chooses a threshold on all rows and, for each part, one on the rows of all other parts.
 * @param order  `orderByScore(probability)`, for callers that have it.
 * @returns `offPart` has one entry per part; with one part it is the threshold chosen on all.
 */
export function chooseThresholds(
  record: JudgedRecord,
  probability: Float32Array,
  budget: AlarmBudget,
  parts: Parts,
  order: Uint32Array = orderByScore(probability),
): { readonly onAll: ChosenThreshold; readonly offPart: readonly ChosenThreshold[] } {
  const choose =
    budget.kind === 'alarms'
      ? byAlarms(record, probability, order, budget.falseAlarmsPerAssetDayMax, parts)
      : (counts: PartFilter): ChosenThreshold =>
          chooseByFalseRows(record, probability, order, budget.shareMax, (at) => counts(parts.of[at] ?? 0));
  const onAll = choose(() => true);
  const offPart = Array.from({ length: parts.count }, (_, part) =>
    parts.count > 1 ? choose((other) => other !== part) : onAll,
  );
  return { onAll, offPart };
}

/**
 * The lowest threshold that at most this share of the quiet rows reaches (weighted): for recordings
 * that are judged at a share of false rows, because alarms per asset-day mean nothing in a record
 * of many pieces. Failing rows do not count.
 */
export function chooseThresholdByFalseRows(
  record: JudgedRecord,
  probability: Float32Array,
  shareMax: number,
): ChosenThreshold {
  return chooseByFalseRows(record, probability, orderByScore(probability), shareMax, () => true);
}

/**
 * The same for each part on its own quiet rows, as when a new asset's threshold is set while it is
 * known to be healthy; a part without quiet rows gets the threshold of all rows. Failing rows have
 * no influence.
 */
export function chooseByOwnQuietRows(
  record: JudgedRecord,
  probability: Float32Array,
  shareMax: number,
  parts: Parts,
  order: Uint32Array = orderByScore(probability),
): { readonly onAll: ChosenThreshold; readonly ofPart: readonly ChosenThreshold[] } {
  const onAll = chooseByFalseRows(record, probability, order, shareMax, () => true);
  const { labels, rowWeight } = record.rows;
  const ofPart = Array.from({ length: parts.count }, (_, part) => {
    const isOwn = (at: number): boolean => parts.of[at] === part;
    const hasQuiet = labels.some((label, at) => label !== 1 && (rowWeight[at] ?? 0) > 0 && isOwn(at));
    return hasQuiet ? chooseByFalseRows(record, probability, order, shareMax, isOwn) : onAll;
  });
  return { onAll, ofPart };
}

/** Which parts take part in the choice. */
type PartFilter = (part: number) => boolean;

function byAlarms(
  record: JudgedRecord,
  probability: Float32Array,
  order: Uint32Array,
  perDayMax: number,
  parts: Parts,
): (counts: PartFilter) => ChosenThreshold {
  const distinct = distinctValues(probability, order);
  const thresholds = thresholdCandidates(record, probability, order);
  const table = sweepThresholds(record, probability, thresholds, parts);
  return (counts) => bestOf(table, distinct, perDayMax, counts);
}

interface Outcome {
  readonly warned: number;
  readonly falseAlarms: number;
}

function bestOf(
  table: ThresholdTable,
  distinct: Float32Array,
  perDayMax: number,
  counts: PartFilter,
): ChosenThreshold {
  const { thresholds } = table;
  // A tiny margin, so that 1 in 30 days gives 1 for a record of 30 days.
  const allowed = perDayMax * sumOf(table.daysOfPart, 0, table.parts, counts) + 1e-9;
  const outcomes = Array.from(thresholds, (_, i): Outcome => ({
    warned: sumOf(table.warned, i, table.parts, counts),
    falseAlarms: sumOf(table.falseAlarms, i, table.parts, counts),
  }));
  const affordable = outcomes.filter(({ falseAlarms }) => falseAlarms <= allowed);
  const withinBudget = affordable.length > 0;
  const best = withinBudget ? bestAffordable(affordable) : leastFalse(outcomes);
  if (best === undefined) return { probabilityMin: 1, withinBudget: true, plateau: [0, 1] };
  const plateau = widestPlateau(thresholds, outcomes, best, distinct);
  return { probabilityMin: between(...plateau), withinBudget, plateau };
}

/** @param affordable  By ascending threshold. */
function bestAffordable(affordable: readonly Outcome[]): Outcome | undefined {
  const most = Math.max(...affordable.map(({ warned }) => warned));
  const enough = most - Math.floor(most * FORGONE_SHARE_MAX);
  const nearly = affordable.filter(({ warned }) => warned >= enough);
  const fewest = Math.min(...nearly.map(({ falseAlarms }) => falseAlarms));
  return nearly.findLast(({ falseAlarms }) => falseAlarms === fewest);
}

/** The choice when no threshold keeps the budget. */
function leastFalse(outcomes: readonly Outcome[]): Outcome | undefined {
  const fewest = Math.min(...outcomes.map(({ falseAlarms }) => falseAlarms));
  const least = outcomes.filter(({ falseAlarms }) => falseAlarms === fewest);
  const most = Math.max(...least.map(({ warned }) => warned));
  return least.find(({ warned }) => warned === most);
}

function widestPlateau(
  thresholds: Float64Array,
  outcomes: readonly Outcome[],
  best: Outcome,
  distinct: Float32Array,
): [number, number] {
  const odds = (p: number): number => Math.log(Math.max(p, 1e-9) / Math.max(1 - p, 1e-9));
  let widest: [number, number] = [0, thresholds.at(-1) ?? 1];
  let width = -Infinity;
  for (let i = 0; i < outcomes.length; i += 1) {
    if (outcomes[i]?.warned !== best.warned || outcomes[i]?.falseAlarms !== best.falseAlarms) continue;
    const low = lastBelow(distinct, thresholds[i] ?? 0) ?? 0;
    while (outcomes[i + 1]?.warned === best.warned && outcomes[i + 1]?.falseAlarms === best.falseAlarms) {
      i += 1;
    }
    // No threshold above the highest probability raises an alarm.
    const high =
      i === thresholds.length - 1 && (thresholds[i] ?? 0) > (distinct.at(-1) ?? 0) ? 1 : (thresholds[i] ?? 1);
    if (odds(high) - odds(low) <= width) continue;
    width = odds(high) - odds(low);
    widest = [low, high];
  }
  return widest;
}

function lastBelow(ascending: Float32Array, value: number): number | undefined {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return ascending[low - 1];
}

function sumOf(values: ArrayLike<number>, row: number, parts: number, counts: PartFilter): number {
  let sum = 0;
  for (let part = 0; part < parts; part += 1) {
    if (counts(part)) sum += values[row * parts + part] ?? 0;
  }
  return sum;
}

function chooseByFalseRows(
  { rows }: JudgedRecord,
  probability: Float32Array,
  order: Uint32Array,
  shareMax: number,
  counts: (at: number) => boolean,
): ChosenThreshold {
  const quietWeight = (at: number): number => (rows.labels[at] === 1 ? 0 : (rows.rowWeight[at] ?? 0));
  let total = 0;
  for (let at = 0; at < order.length; at += 1) if (counts(at)) total += quietWeight(at);
  let [reached, value, above] = [0, 1, 1];
  for (let i = order.length - 1; i >= 0; i -= 1) {
    const at = order[i] ?? 0;
    if (!counts(at)) continue;
    const own = probability[at] ?? 0;
    if (own !== value) [above, value] = [value, own];
    reached += quietWeight(at);
    // Rows with the value that exceeds the share stay below the threshold, and so do equal rows
    // that still fitted.
    if (reached > shareMax * total) {
      return { probabilityMin: between(value, above), withinBudget: value < 1, plateau: [value, above] };
    }
  }
  return { probabilityMin: between(0, value), withinBudget: true, plateau: [0, value] };
}
