import {
  type AlarmBudget,
  type ComponentName,
  FALSE_ALARM_TIMES_MAX,
  type HoldOutAnswers,
  type Judgement,
} from '@eagle/contracts/domain';
import type { Failure } from '../labels/failure.js';
import { drawTimes, seededNumbers } from './bootstrap.js';
import { budgetOfRecord } from './budget-of-record.js';
import { byChance } from './by-chance.js';
import { CalibrationDraws } from './calibration-draws.js';
import { Candidate } from './candidate.js';
import { arrangeScores, fingerprintRows, type HoldOut, type Scores } from './hold-out.js';
import { judgeRowsAbove, type JudgedAlarms } from './judge-alarms.js';
import { componentRight, timeToFailureCoverage } from './judge-rows.js';
import { judgedRecord, type EventRule, type JudgedRecord } from './judged-record.js';
import { ordered, type OrderedScores } from './ranking.js';
import { resampledUnits, type ResampledUnits } from './resampled-units.js';
import { judgeRules, type RuleEpisode } from './rules-alarms.js';
import { calledAt, Thresholds, type RequestedThreshold } from './threshold-source.js';

/** Draws of the bootstrap: enough for two digits of a 95 % interval. */
export const BOOTSTRAP_DRAWS = 1_000;

export interface JudgeOptions extends EventRule {
  /** Names of the columns of `Scores.component`. */
  readonly components: readonly ComponentName[];
  /**
   * At most one false alarm per asset in thirty days when left out; more where the record is too
   * short for one: `budgetOfRecord`.
   */
  readonly budget?: AlarmBudget;
  /** `parts` when left out. */
  readonly threshold?: RequestedThreshold;
  /** People who share the alarms; 1 when left out. */
  readonly operators?: number;
  /** Assets that will be watched; the assets of the held-out rows when left out. */
  readonly assets?: number;
  /** The share of held-out rows that got an answer; null when not counted. */
  readonly answers?: HoldOutAnswers | null;
  readonly seed: number;
  readonly draws?: number;
  /** The live model's answers on the same rows, judged at its live threshold. */
  readonly champion?: { readonly probability: Float32Array; readonly probabilityMin: number } | null;
}

/**
 * Judges a model on held-out rows as an operator sees it: alarms by the rule of the live path,
 * failure by failure, compared with elapsed time alone and the rules alone on the same rows.
 * Intervals are 95 % by bootstrap (Efron 1979): failures are drawn again with all their rows, quiet
 * time by assets or blocks, the same draws for all so that differences are paired. Two imagined
 * failures, one that only the model warns of and one that only the other does, prevent a few
 * failures from looking certain (Agresti & Coull 1998, Bonett & Price 2012).
 * @param clockProbability  From the same kind of model trained on elapsed time only; one per row.
 * @param rulesEpisodes  Alarms of the organization's rules over the same time; null when it has
 * none.
 * @throws AppError `JUDGEMENT.ROWS_UNREADABLE`, `JUDGEMENT.SCORES_UNREADABLE` (invalid) for columns
 * that do not fit together.
 */
export function judge(
  holdOut: HoldOut,
  scores: Scores,
  clockProbability: Float32Array,
  rulesEpisodes: readonly RuleEpisode[] | null,
  failures: readonly Failure[],
  options: JudgeOptions,
): Judgement {
  const { components } = options;
  const record = judgedRecord(holdOut, failures, options, components);
  const budget = options.budget ?? budgetOfRecord(record.assetDays);
  const { order } = record.rows;
  const thresholds = new Thresholds(record, budget, options.threshold ?? { from: 'parts' });
  const units = resampledUnits(record);
  const model = ordered(arrangeScores(scores.probability, order));
  const clock = ordered(arrangeScores(clockProbability, order));
  const field = compete(record, units, thresholds, { model, clock, rulesEpisodes }, options);
  const { alarms } = field.model;
  const alarmsPerAssetDay = record.assetDays > 0 ? alarms.alarms / record.assetDays : 0;
  const component = arrangeScores(scores.component, order, components.length);
  const chance = byChance(record, alarms.falseAt.length);
  return {
    v: 1,
    labels: options.labels ?? 'ahead',
    heldBack: describeRows(record),
    horizonMs: options.horizonMs,
    leadMsMin: record.rule.leadMsMin,
    ...describeEvents(record),
    budget,
    threshold: {
      probabilityMin: field.modelMin,
      judgedAt: thresholds.source,
      sentence: thresholds.sentence(),
    },
    model: field.model.judgement(field.modelMin),
    clock: field.clock.judgement(field.clockMin),
    rules: rulesEpisodes === null ? null : field.rules.judgement(null),
    champion: field.champion?.judgement(options.champion?.probabilityMin ?? null) ?? null,
    differences: {
      clock: field.model.minus(field.clock),
      rules: field.model.minus(field.rules),
      champion: field.champion === null ? null : field.model.minus(field.champion),
    },
    skill: field.model.skill(),
    warnedByChanceShare: chance.warnedShare,
    chancePrecision: chance.precision,
    falseAlarms: describeFalseAlarms(record, alarms),
    calibration: field.calibration.calibration(),
    timeToFailureCoverage: timeToFailureCoverage(record.rows, arrangeScores(scores.timeToFailure, order, 3)),
    componentRight: componentRight(record, component, alarms),
    alarmsPerOperatorPerDay:
      (alarmsPerAssetDay * (options.assets ?? holdOut.assetIds.length)) / Math.max(1, options.operators ?? 1),
    bootstrap: { draws: options.draws ?? BOOTSTRAP_DRAWS, seed: options.seed, quietBy: units.quietBy },
    detection: null,
    answers: options.answers ?? null,
  };
}

/** All candidates of the comparison, with their thresholds where they have one. */
interface Field {
  readonly model: Candidate;
  readonly modelMin: number;
  readonly clock: Candidate;
  readonly clockMin: number;
  readonly rules: Candidate;
  readonly champion: Candidate | null;
  /** Of the model. */
  readonly calibration: CalibrationDraws;
}

interface Entrants {
  readonly model: OrderedScores;
  readonly clock: OrderedScores;
  readonly rulesEpisodes: readonly RuleEpisode[] | null;
}

/** Measures all candidates on the record and on the same bootstrap draws. */
function compete(
  record: JudgedRecord,
  units: ResampledUnits,
  thresholds: Thresholds,
  entrants: Entrants,
  { champion, seed, draws = BOOTSTRAP_DRAWS }: JudgeOptions,
): Field {
  const candidateOf = (scores: OrderedScores, above: Uint8Array): Candidate =>
    new Candidate(record, units, scores, above, judgeRowsAbove(record, above), draws);
  const modelCalled = thresholds.ofModel(entrants.model);
  const clockCalled = thresholds.ofClock(entrants.clock);
  const byRules = judgeRules(record, entrants.rulesEpisodes ?? []);
  const rulesScores = ordered(new Float32Array(byRules.above));
  const field = {
    model: candidateOf(entrants.model, modelCalled.above),
    modelMin: modelCalled.probabilityMin,
    clock: candidateOf(entrants.clock, clockCalled.above),
    clockMin: clockCalled.probabilityMin,
    rules: new Candidate(record, units, rulesScores, byRules.above, byRules.alarms, draws),
    champion: null,
    calibration: new CalibrationDraws(record.rows, units, entrants.model.scores, draws),
  };
  if (champion === undefined || champion === null) {
    drawAll(units, field, seed, draws);
    return field;
  }
  const live = arrangeScores(champion.probability, record.rows.order);
  const candidate = candidateOf(ordered(live), calledAt(live, champion.probabilityMin).above);
  const whole = { ...field, champion: candidate };
  drawAll(units, whole, seed, draws);
  return whole;
}

function drawAll(
  units: ResampledUnits,
  { model, clock, rules, champion, calibration }: Field,
  seed: number,
  draws: number,
): void {
  const others = champion === null ? [clock, rules] : [clock, rules, champion];
  const next = seededNumbers(seed);
  const times = new Uint16Array(units.clusters + units.blocks);
  for (let draw = 0; draw < draws; draw += 1) {
    const failures = drawTimes(units.clusters + 2, next);
    const [modelOnly = 0, otherOnly = 0] = failures.subarray(units.clusters);
    times.set(failures.subarray(0, units.clusters));
    times.set(drawTimes(units.blocks, next), units.clusters);
    model.take(draw, times, { warned: modelOnly, missed: otherOnly });
    for (const other of others) other.take(draw, times, { warned: otherOnly, missed: modelOnly });
    calibration.take(draw, times);
  }
}

/** When a failure came, or a state began. */
function describeEvents({
  events,
  eventsNotJudged,
  rule,
}: JudgedRecord): Pick<Judgement, 'events' | 'eventsNotJudged'> {
  return {
    events: events.map(({ failure: { assetId, component }, atMs, fromMs }) => ({
      assetId,
      component,
      at: new Date(rule.labels === 'present' ? fromMs : atMs).toISOString(),
    })),
    eventsNotJudged,
  };
}

/** The earliest ones where there are more than a judgement keeps. */
function describeFalseAlarms(
  { rows }: JudgedRecord,
  { falseAt }: JudgedAlarms,
): NonNullable<Judgement['falseAlarms']> {
  return falseAt
    .flatMap((at) => {
      const assetId = rows.assetIds[rows.asset[at] ?? -1];
      return assetId === undefined ? [] : [{ assetId, atMs: rows.timesMs[at] ?? NaN }];
    })
    .sort((a, b) => a.atMs - b.atMs)
    .slice(0, FALSE_ALARM_TIMES_MAX)
    .map(({ assetId, atMs }) => ({ assetId, at: new Date(atMs).toISOString() }));
}

function describeRows(record: JudgedRecord): Judgement['heldBack'] {
  const { rows, assetDays } = record;
  let [failing, early, failingWeight, weight] = [0, 0, 0, 0];
  let [fromMs, toMs, longestRecordMs, assets] = [Infinity, -Infinity, 0, 0];
  for (let at = 0; at < rows.labels.length; at += 1) {
    if (rows.early[at] === 1) early += 1;
    else if (rows.labels[at] === 1) failing += 1;
    weight += rows.rowWeight[at] ?? 0;
    if (rows.labels[at] === 1) failingWeight += rows.rowWeight[at] ?? 0;
  }
  for (let asset = 0; asset + 1 < rows.starts.length; asset += 1) {
    const [first = 0, end = 0] = [rows.starts[asset], rows.starts[asset + 1]];
    if (end === first) continue;
    const [startMs = 0, lastMs = 0] = [rows.timesMs[first], rows.timesMs[end - 1]];
    assets += 1;
    fromMs = Math.min(fromMs, startMs);
    toMs = Math.max(toMs, lastMs);
    longestRecordMs = Math.max(longestRecordMs, lastMs - startMs);
  }
  const instant = (ms: number): string | null => (Number.isFinite(ms) ? new Date(ms).toISOString() : null);
  return {
    fingerprint: fingerprintRows(rows),
    from: instant(fromMs),
    to: instant(toMs),
    rows: rows.labels.length,
    failing,
    quiet: rows.labels.length - failing - early,
    early,
    assets,
    assetDays,
    longestRecordMs,
    baseRate: weight > 0 ? failingWeight / weight : null,
  };
}
