import type { Judgement, ModelMetrics, OrganizationConfig, Verdict } from '@eagle/contracts/domain';
import { decideGate, judge, KNOWS_THE_ROWS, type Failure, type KnowsTheRows } from '@eagle/models';
import type { DatasetPlan } from './dataset/dataset-plan.js';
import type { Learned } from './learn.js';
import { SEED } from './seed.js';
import { parityOf, type TrainerReport } from './trainer/trainer-files.js';

/** A model, as described by its manifest. */
export interface JudgedModel {
  readonly judgement: Judgement;
  readonly verdict: Verdict;
  readonly metrics: ModelMetrics;
}

/** The live model on the same held-out rows. */
export interface ChampionScores {
  readonly probability: Float32Array;
  readonly probabilityMin: number;
}

/**
 * Judges an organization's model on every held-out row, as alarms by the rule of the live path,
 * beside elapsed time alone, the organization's rules and, where there is one, the live model.
 */
export function judgeLearned(
  learned: Learned,
  plan: DatasetPlan,
  { settings }: OrganizationConfig,
  report: TrainerReport,
  champion: ChampionScores | KnowsTheRows | null,
): JudgedModel {
  const [scores, unjudged] = champion === KNOWS_THE_ROWS ? [null, champion] : [champion, null];
  const judgeAs = (
    probability: Float32Array,
    given: number | null,
    other: ChampionScores | null,
  ): Judgement =>
    judge(
      learned.holdOut,
      { ...learned.scores, probability },
      learned.scores.clockProbability,
      learned.ruleEpisodes,
      plan.failures.map(comingOnly),
      {
        ...settings.prediction,
        clearAfterMs: settings.alerts.predictionClearAfterMs,
        scanPeriodMs: settings.scanPeriodMs,
        components: plan.components,
        budget: { kind: 'alarms', falseAlarmsPerAssetDayMax: 1 / settings.training.assetDaysPerFalseAlarm },
        operators: settings.training.operators,
        champion: other,
        answers: learned.answers,
        seed: SEED,
        ...(given === null ? {} : { threshold: { from: 'given', probabilityMin: given } }),
      },
    );
  const judgement = judgeAs(learned.scores.probability, null, scores);
  const championJudgement =
    scores === null ? unjudged : judgeAs(scores.probability, scores.probabilityMin, null);
  return {
    judgement,
    verdict: decideGate(judgement, championJudgement, {
      parity: parityOf(report),
      leaks: report.leaks,
      trustedColumns: settings.training.trustedTags,
    }),
    metrics: {
      ...learned.counts,
      eventsTrain: plan.failuresTrain,
      eventsTest: plan.failuresTest,
      auc: judgement.model.auc.value,
      averagePrecision: judgement.model.averagePrecision.value,
      baseRate: judgement.heldBack.baseRate,
      event: judgement.model.event,
    },
  };
}

/**
 * If failures are to be predicted, a row is positive within the horizon; the record's own interval
 * is not used.
 */
export const comingOnly = ({ assetId, component, atMs, endsMs }: Failure): Failure => ({
  assetId,
  component,
  atMs,
  endsMs,
});
