import type {
  CandidateJudgement,
  Difference,
  GateCheckName,
  Judgement,
  Verdict,
} from '@eagle/contracts/domain';
import { apart, eventsInWords, lasting, short, warns } from './gate-words.js';
import { holdsBudget } from './holds-budget.js';
import { loadOf } from './alarm-load.js';
import { answersOf } from './answers-in-words.js';
import { budgetHint } from './budget-of-record.js';
import { leakIn, leakSentence, type Leak } from './leak-in-words.js';
import { missingToJudge } from './missing-data.js';
import { budgetInWords } from './threshold-source.js';

export interface GateOptions {
  /**
   * Whether the exported graph and the trained model gave the same outputs on every held-out row.
   */
  readonly parity: { readonly passed: boolean; readonly sentence: string };
  /** Columns that leak the failure, as the trainer found them; none when left out. */
  readonly leaks?: readonly Leak[];
  /** Columns that a person declared honest, regardless of the finding. */
  readonly trustedColumns?: readonly string[];
  /** Largest expected calibration error, 0-1; 0.05 when left out. */
  readonly calibrationErrorMax?: number;
  /** Fewest failures to judge on; 3 when left out. */
  readonly eventsMin?: number;
}

/**
 * Replaces the live model's judgement when that model was trained on some of the rows and would be
 * judged on rows that it has seen.
 */
export const KNOWS_THE_ROWS = 'knows the rows';
export type KnowsTheRows = typeof KNOWS_THE_ROWS;

const CALIBRATION_ERROR_MAX = 0.05;
const EVENTS_MIN = 3;
/**
 * Below this area under the curve elapsed time has no skill, so ranking as well as the sensors is
 * no sign of a trap.
 */
const CLOCK_AUC_MIN = 0.6;

type Check = Verdict['checks'][number];
type Ahead = 'clock' | 'rules';

/**
 * Whether a model may go live: better than the champion on the same rows, clearly better than
 * elapsed time and than the rules (by the interval of the difference, not its value), within the
 * budget, calibrated, and the same after export.
 * @param champion  The live model's judgement on the same rows; null when there is none.
 */
export function decideGate(
  challenger: Judgement,
  champion: Judgement | KnowsTheRows | null,
  options: GateOptions,
): Verdict {
  const answers = answersOf(challenger.answers);
  const few = answers.areFew ? answers.sentence + answers.advice : '';
  const missing = missingToJudge(challenger, options.eventsMin ?? EVENTS_MIN);
  if (missing !== null) {
    const checks: Check[] = [{ name: 'data', passed: false, sentence: missing }];
    return { promote: false, reason: missing + few, checks, clockTrap: false };
  }
  const leak = leakIn(options.leaks ?? [], options.trustedColumns ?? []);
  const trap = clockTrapSentence(challenger);
  // The first failed check is the reason given, so a check that explains others comes before them.
  const checks: Check[] = [
    check(
      'data',
      true,
      `${eventsInWords(challenger, challenger.model.event.events)} can be judged.${answers.sentence}`,
    ),
    skillCheck(challenger),
    leakCheck(leak),
    check('clock-trap', trap === null, trap ?? 'Elapsed time alone does not give the answer away.'),
    aheadOf(challenger, 'clock'),
    aheadOf(challenger, 'rules'),
    ...(champion === null ? [] : [championCheck(challenger, champion)]),
    usefulnessCheck(challenger),
    budgetCheck(challenger),
    calibrationCheck(challenger, options.calibrationErrorMax ?? CALIBRATION_ERROR_MAX),
    check('parity', options.parity.passed, options.parity.sentence),
  ];
  const failed = checks.find(({ passed }) => !passed);
  const load = loadOf(challenger);
  const more =
    failed === undefined ? (load.isTooMuch ? ` ${load.sentence}` : '') : hintFor(failed, challenger);
  return {
    promote: failed === undefined,
    reason: (failed?.sentence ?? praise(challenger)) + more + few,
    checks,
    clockTrap: trap !== null,
  };
}

/** Checks that a model fails when its budget allows no alarm at all. */
const ASK_FOR_ALARMS: readonly GateCheckName[] = ['clock', 'rules', 'usefulness', 'budget'];

const hintFor = ({ name }: Check, judgement: Judgement): string =>
  ASK_FOR_ALARMS.includes(name) ? budgetHint(judgement) : '';

const check = (name: GateCheckName, passed: boolean, sentence: string): Check => ({ name, passed, sentence });

const leakCheck = (leak: Leak | undefined): Check =>
  leak === undefined
    ? check('leak', true, 'No column alone knows when the failure comes.')
    : { ...check('leak', false, leakSentence(leak)), subject: leak.feature };

/**
 * Whether elapsed time has skill and ranks no worse than the sensors by one measure, while the
 * sensors are not clearly better by the other measure and do not clearly warn of more failures.
 * @returns the sentence that says so, or null.
 */
function clockTrapSentence({ model, clock, differences }: Judgement): string | null {
  const [ours, its] = [model.auc.value, clock.auc.value];
  if (ours === null || its === null || its < CLOCK_AUC_MIN) return null;
  const { auc, averagePrecision, warnedShare } = differences.clock;
  if (isClearlyMore(warnedShare)) return null;
  const say = (name: string, sensors: number, time: number): string => {
    const [one, other] = apart(time, sensors);
    const ranks = time > sensors ? `better (${name} ${one}) than` : `as well (${name} ${one}) as`;
    return `Elapsed time alone ranks ${ranks} the sensors (${other}): the record's schedule gives the answer away.`;
  };
  if (its >= ours && !isClearlyMore(averagePrecision)) return say('AUC', ours, its);
  const [oursByPrecision, itsByPrecision] = [model.averagePrecision.value, clock.averagePrecision.value];
  if (oursByPrecision === null || itsByPrecision === null) return null;
  if (itsByPrecision < oursByPrecision || isClearlyMore(auc)) return null;
  return say('average precision', oursByPrecision, itsByPrecision);
}

const isClearlyMore = ({ low }: { low: number | null }): boolean => low !== null && low > 0;
const isClearlyLess = ({ high }: { high: number | null }): boolean => high !== null && high < 0;

function skillCheck({ model, skill, heldBack }: Judgement): Check {
  const passed = isClearlyMore(skill);
  const [precision, base] = [short(model.averagePrecision.value), short(heldBack.baseRate)];
  return check(
    'skill',
    passed,
    passed
      ? `Average precision is ${precision}; chance would give ${base}.`
      : `No skill: average precision ${precision} is not clearly above ${base}, which chance would give.`,
  );
}

/**
 * Clearly more failures warned in time or rows clearly better ranked, and neither worse. Warnings
 * of a baseline that breaks the budget do not count.
 */
function aheadOf(judgement: Judgement, name: Ahead): Check {
  const other = name === 'clock' ? judgement.clock : judgement.rules;
  const difference = judgement.differences[name];
  const isFair = other === null || holdsBudget(other, judgement.budget);
  const isWorse =
    (isFair && (difference.warnedShare.value ?? 0) < 0) || isClearlyLess(difference.averagePrecision);
  const isBetter = isClearlyMore(difference.warnedShare) || isClearlyMore(difference.averagePrecision);
  const passed = isBetter && !isWorse;
  return check(name, passed, comparison(judgement, name, other, passed, isFair));
}

function comparison(
  judgement: Judgement,
  name: Ahead,
  other: CandidateJudgement | null,
  passed: boolean,
  isFair: boolean,
): string {
  if (other === null) {
    return `${warns(judgement)}; there are no rules${passed ? '' : ', and silence is not clearly worse'}.`;
  }
  const theirs = other.event.warnedInTime;
  const words = name === 'clock' ? `elapsed time alone warns ${theirs}` : `the rules alone warn ${theirs}`;
  const cost = isFair ? '' : `, with ${falseAlarms(other)}`;
  const isMore = judgement.model.event.warnedInTime > theirs;
  return `${warns(judgement)}; ${words}${cost}${!passed && isMore ? ', which is not clearly fewer' : ''}.`;
}

function championCheck(challenger: Judgement, champion: Judgement | KnowsTheRows): Check {
  if (champion === KNOWS_THE_ROWS) {
    return check(
      'champion',
      false,
      'The live model learned from rows that judge this one, so the two cannot be compared fairly; they can once enough failures are newer.',
    );
  }
  if (challenger.heldBack.fingerprint !== champion.heldBack.fingerprint) {
    return check('champion', false, 'The live model was not judged on the same held-out rows.');
  }
  const passed = beatsChampion(challenger, champion, challenger.differences.champion);
  const { model } = champion;
  const precision = apart(challenger.model.averagePrecision.value ?? 0, model.averagePrecision.value ?? 0);
  return check(
    'champion',
    passed,
    `${warns(challenger)} with ${falseAlarms(challenger.model)} and ranks with average precision ${precision[0]}; ` +
      `the live model warns ${model.event.warnedInTime} with ${falseAlarms(model)} and ${precision[1]}.`,
  );
}

/**
 * More failures warned in time, else fewer false alarms, else rows better ranked; never when rows
 * are clearly worse ranked.
 */
function beatsChampion(challenger: Judgement, champion: Judgement, difference: Difference | null): boolean {
  if (difference !== null && isClearlyLess(difference.averagePrecision)) return false;
  const [ours, its] = [challenger.model, champion.model];
  const [holds, itHolds] = [ours, its].map((model) => holdsBudget(model, challenger.budget));
  if (holds !== itHolds) return holds === true;
  const warned = ours.event.warnedInTime - its.event.warnedInTime;
  const quieter = its.event.falseAlarms - ours.event.falseAlarms;
  const ranking = (ours.averagePrecision.value ?? 0) - (its.averagePrecision.value ?? 0);
  return (warned || quieter || ranking) > 0;
}

function usefulnessCheck(judgement: Judgement): Check {
  const { model, warnedByChanceShare } = judgement;
  const passed = model.event.warnedInTime > 0 && (model.warnedShare.low ?? 0) > warnedByChanceShare;
  const byChance = (warnedByChanceShare * model.event.events).toFixed(1);
  const lead = lasting((model.event.leadMinutesMedian ?? 0) * 60_000);
  return check(
    'usefulness',
    passed,
    passed
      ? `${warns(judgement)}, half of them at least ${lead} ahead.`
      : `${warns(judgement)}, not clearly more than its false alarms would by luck (${byChance}).`,
  );
}

function budgetCheck(judgement: Judgement): Check {
  const { model, budget } = judgement;
  const passed = holdsBudget(model, budget);
  const spent =
    budget.kind === 'alarms'
      ? falseAlarms(model)
      : `${short(100 * (model.rows.falseRowShare ?? 0))} % of the quiet rows above the threshold`;
  const load = loadOf(judgement);
  const sentence = `${capital(spent)}; the budget is ${budgetInWords(budget)}.`;
  return check('budget', passed, load.isTooMuch ? `${sentence} ${load.sentence}` : sentence);
}

function calibrationCheck({ calibration }: Judgement, limit: number): Check {
  const error = calibration.expectedError;
  const passed = error !== null && error <= limit;
  const is = passed ? 'are' : 'cannot be trusted: they are';
  return check(
    'calibration',
    passed,
    `Probabilities ${is} off by ${short(error)} on average; at most ${limit} is allowed.`,
  );
}

const falseAlarms = ({ event }: CandidateJudgement): string =>
  `${event.falseAlarms} false alarm${event.falseAlarms === 1 ? '' : 's'} in ${short(event.assetDays)} asset-days`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function praise(judgement: Judgement): string {
  const { model, clock, rules } = judgement;
  const others = `elapsed time alone warns ${clock.event.warnedInTime}, the rules ${rules?.event.warnedInTime ?? 0}`;
  return `${warns(judgement)} with ${falseAlarms(model)}; ${others}.`;
}
