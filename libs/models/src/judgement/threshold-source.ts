import { AppError, type AlarmBudget, type ThresholdSource } from '@eagle/contracts/domain';
import type { Failure } from '../labels/failure.js';
import { FALSE_ALARMS_OF_RECORD_MIN } from './budget-of-record.js';
import {
  chooseByOwnQuietRows,
  chooseThreshold,
  chooseThresholds,
  DEFAULT_BUDGET,
} from './choose-threshold.js';
import { arrangeScores, type HoldOut } from './hold-out.js';
import { judgedRecord, type JudgedRecord } from './judged-record.js';
import { cutIntoParts, onePart, type Parts } from './parts.js';
import type { OrderedScores } from './ranking.js';

/** Rows outside the judgement, with predictions of models that were not trained on them. */
export interface OtherRows {
  readonly holdOut: HoldOut;
  readonly failures: readonly Failure[];
  readonly probability: Float32Array;
  readonly clockProbability: Float32Array;
}

/**
 * The rows on which thresholds are chosen. `parts`: each part of the held-out rows is judged at the
 * threshold chosen on the others; where there are too few failures for that, on the judged rows,
 * and the judgement says so.
 */
export type RequestedThreshold =
  | { readonly from: 'parts' }
  | { readonly from: 'judged-rows' }
  /**
   * Each part is judged at the threshold that its own quiet rows give; only for a budget of false
   * rows, where failures have no influence on it.
   */
  | { readonly from: 'own-quiet-rows' }
  /** Threshold of the model; the threshold of elapsed time is chosen in parts. */
  | { readonly from: 'given'; readonly probabilityMin: number }
  | { readonly from: 'other-rows'; readonly rows: OtherRows };

/** The decisions of a candidate for each row. */
export interface Called {
  /** Per position: 1 where its probability reaches the threshold of the row's part. */
  readonly above: Uint8Array;
  /** The threshold for future use. */
  readonly probabilityMin: number;
}

/**
 * Chooses thresholds for the candidates of one judgement, all from the same source.
 * @throws AppError `JUDGEMENT.THRESHOLD_UNFIT` (invalid) where thresholds should come from quiet
 * rows but the budget counts alarms.
 */
export class Thresholds {
  readonly source: ThresholdSource;
  private readonly parts: Parts;
  private readonly others: JudgedRecord | null;

  constructor(
    private readonly record: JudgedRecord,
    private readonly budget: AlarmBudget,
    private readonly requested: RequestedThreshold,
  ) {
    if (requested.from === 'own-quiet-rows' && budget.kind !== 'false-rows') {
      throw new AppError(
        'JUDGEMENT.THRESHOLD_UNFIT',
        'Quiet rows alone give a threshold for a share of false rows only, not for a budget of alarms.',
      );
    }
    this.parts = requested.from === 'judged-rows' ? onePart(record) : cutIntoParts(record);
    this.source =
      requested.from === 'parts' ? (this.parts.count > 1 ? 'other-parts' : 'judged-rows') : requested.from;
    this.others =
      requested.from === 'other-rows'
        ? judgedRecord(requested.rows.holdOut, requested.rows.failures, record.rule, record.components)
        : null;
  }

  /** @param model  Scores by position of the arranged rows. */
  ofModel(model: OrderedScores): Called {
    if (this.requested.from === 'given') return calledAt(model.scores, this.requested.probabilityMin);
    return this.call(model, this.requested.from === 'other-rows' ? this.requested.rows.probability : null);
  }

  /** @param clock  Scores by position of the arranged rows. */
  ofClock(clock: OrderedScores): Called {
    return this.call(
      clock,
      this.requested.from === 'other-rows' ? this.requested.rows.clockProbability : null,
    );
  }

  /** How the thresholds were chosen, in words. */
  sentence(): string {
    const budget = `for ${budgetInWords(this.budget)}`;
    switch (this.source) {
      case 'given':
        return 'The threshold was given, not chosen.';
      case 'other-rows':
        return `The threshold was chosen ${budget}, on rows that are not judged here.`;
      case 'own-quiet-rows':
        return `The threshold was chosen ${budget}, in each of ${this.parts.count} parts of the held-out rows on its own quiet rows.`;
      case 'other-parts':
        return (
          `The threshold was chosen ${budget}; the figures are of ${this.parts.count} parts of the held-out rows ` +
          `(${this.parts.by}), each judged at the threshold chosen on the others.`
        );
      case 'judged-rows':
        return `The threshold was chosen ${budget} on the judged rows themselves, so the figures are too good.`;
    }
  }

  private call({ scores, order }: OrderedScores, elsewhere: Float32Array | null): Called {
    if (this.others !== null && elsewhere !== null) {
      const there = arrangeScores(elsewhere, this.others.rows.order);
      return calledAt(scores, chooseThreshold(this.others, there, this.budget).probabilityMin);
    }
    const { onAll, ofPart } = this.chooseHere(scores, order);
    const minimums = Float64Array.from(ofPart, ({ probabilityMin }) => probabilityMin);
    const above = rowsAbove(scores, (at) => minimums[this.parts.of[at] ?? 0] ?? 1);
    return { above, probabilityMin: onAll.probabilityMin };
  }

  private chooseHere(scores: Float32Array, order: Uint32Array): ReturnType<typeof chooseByOwnQuietRows> {
    const { record, budget, parts } = this;
    if (this.source === 'own-quiet-rows' && budget.kind === 'false-rows') {
      return chooseByOwnQuietRows(record, scores, budget.shareMax, parts, order);
    }
    const { onAll, offPart } = chooseThresholds(record, scores, budget, parts, order);
    return { onAll, ofPart: offPart };
  }
}

/** Rows called at one threshold. */
export function calledAt(probability: Float32Array, probabilityMin: number): Called {
  return { above: rowsAbove(probability, () => probabilityMin), probabilityMin };
}

function rowsAbove(probability: Float32Array, minimum: (at: number) => number): Uint8Array {
  const above = new Uint8Array(probability.length);
  for (let at = 0; at < above.length; at += 1) above[at] = (probability[at] ?? 0) >= minimum(at) ? 1 : 0;
  return above;
}

/** `at most 1 false alarm per asset in 30 days`, `at most 5 % of the quiet rows`. */
export function budgetInWords(budget: AlarmBudget): string {
  if (budget.kind === 'false-rows') return `at most ${round(100 * budget.shareMax)} % of the quiet rows`;
  const perDay = budget.falseAlarmsPerAssetDayMax;
  if (perDay === 0) return 'no false alarm';
  if (budget.isOfRecord === true) {
    const usual = `the usual 1 per asset in ${round(1 / DEFAULT_BUDGET.falseAlarmsPerAssetDayMax)} days would hardly allow one in so short a record`;
    return `at most ${FALSE_ALARMS_OF_RECORD_MIN} false alarms in the whole record (${usual})`;
  }
  if (perDay > 1) return `at most ${round(perDay)} false alarms per asset and day`;
  if (perDay === 1) return 'at most 1 false alarm per asset and day';
  return `at most 1 false alarm per asset in ${round(1 / perDay)} days`;
}

const round = (value: number): string => String(Number(value.toPrecision(3)));
