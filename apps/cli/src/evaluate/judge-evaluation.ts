import path from 'node:path';
import type { DetectionJudgement, Judgement, Verdict } from '@eagle/contracts/domain';
import { comingOnly, parityOf, readReference, readTrainerReport, SEED } from '@eagle/learning';
import { decideGate, judge, judgeDetection, type JudgeOptions } from '@eagle/models';
import type { EvaluateConfig } from './evaluate-config.js';
import type { EvaluationInput } from './evaluation-input.js';
import type { LearnedTarget } from './learn-targets.js';
import type { ReadingReport } from './reading-report.js';
import type { RealNames } from './real-names.js';
import type { Understood } from './understand.js';

const TOP_FEATURES = 12;

type DetectionReport = Omit<DetectionJudgement, 'components'> & {
  readonly components: readonly (Omit<DetectionJudgement['components'][number], 'component'> & {
    /** As the recording calls it. */
    readonly component: string;
  })[];
};

/** The judgement of one model. */
export interface JudgedTarget {
  /** As the recording calls it; null where all failures are learned together. */
  readonly component: string | null;
  readonly rowsTrain: number;
  readonly failuresTrain: number;
  readonly judgement: Judgement;
  readonly verdict: Verdict;
  readonly importance: readonly { readonly feature: string; readonly share: number }[];
}

/** The report of an evaluation; as JSON with `--json`. */
export interface EvaluationReport {
  readonly name: string;
  readonly train: string;
  readonly test: string | null;
  readonly rows: number;
  readonly assets: number;
  readonly failures: number;
  readonly skippedColumns: readonly string[];
  readonly features: number;
  readonly scanPeriodMs: number;
  readonly horizonMs: number;
  readonly leadMsMin: number;
  /** How rows were held out. */
  readonly split: string;
  /** What is missing where nothing could be learned; there are no targets then. */
  readonly refused: string | null;
  readonly targets: readonly JudgedTarget[];
  /** Where components are distinguished: each component by itself. */
  readonly detection: DetectionReport | null;
  /** How each folder was read. */
  readonly reading: readonly ReadingReport[];
}

/**
 * Judges the learned models, compares them with elapsed time alone, and decides whether they would
 * go live. A recording brings no rules.
 */
export async function judgeEvaluation(
  input: EvaluationInput,
  understood: Understood,
  outcome: readonly LearnedTarget[] | { readonly missing: string },
): Promise<EvaluationReport> {
  const { folders, lanes, failures, scale, organization, survey, split } = understood;
  const targets = 'missing' in outcome ? [] : outcome;
  const judged: JudgedTarget[] = [];
  let features = 0;
  for (const target of targets) {
    const importance = await importanceOf(target, understood.realNames);
    features = importance.length;
    judged.push(await judgeTarget(input, understood, target, importance.slice(0, TOP_FEATURES)));
  }
  return {
    name: organization.name,
    train: path.basename(path.resolve(input.train)),
    test: input.test === null ? null : path.basename(path.resolve(input.test)),
    rows: survey.scans,
    assets: new Set(lanes.map(({ asset }) => asset)).size,
    failures: failures.length,
    skippedColumns: folders[0]?.skippedColumns.map(({ column }) => column) ?? [],
    features,
    ...scale,
    split: 'missing' in split ? '' : split.sentence,
    refused: 'missing' in outcome ? outcome.missing : null,
    targets: judged,
    detection:
      input.config.positive === 'present' && targets.length > 0
        ? detectionOf(targets, understood.realNames)
        : null,
    reading: understood.reading,
  };
}

async function judgeTarget(
  { config }: EvaluationInput,
  { organization, realNames }: Understood,
  target: LearnedTarget,
  importance: JudgedTarget['importance'],
): Promise<JudgedTarget> {
  const { component, plan, learned, outFolder } = target;
  const { prediction, alerts, scanPeriodMs } = organization.settings;
  const judgement = judge(
    learned.holdOut,
    learned.scores,
    learned.scores.clockProbability,
    null,
    config.positive === 'coming' ? plan.failures.map(comingOnly) : plan.failures,
    {
      ...prediction,
      clearAfterMs: alerts.predictionClearAfterMs,
      scanPeriodMs: Math.max(scanPeriodMs, plan.rowEveryMs),
      components: plan.components,
      labels: config.positive === 'present' ? 'present' : 'ahead',
      ...budgetOf(config),
      answers: learned.answers,
      operators: config.operators,
      seed: SEED,
    },
  );
  const report = await readTrainerReport(outFolder);
  return {
    component: component === null ? null : realNames.component(component),
    rowsTrain: learned.counts.rowsTrain,
    failuresTrain: plan.failuresTrain,
    judgement,
    verdict: decideGate(judgement, null, {
      parity: parityOf(report),
      leaks: report.leaks.map((leak) => ({ ...leak, feature: realNames.feature(leak.feature) })),
      trustedColumns: config.trustColumns,
    }),
    importance,
  };
}

/** Without a given budget, the one derived from the record is used. */
function budgetOf({
  falseRowsMax,
  assetDaysPerFalseAlarm,
}: EvaluateConfig): Pick<JudgeOptions, 'budget' | 'threshold'> {
  if (falseRowsMax !== null) {
    return { budget: { kind: 'false-rows', shareMax: falseRowsMax }, threshold: { from: 'own-quiet-rows' } };
  }
  if (assetDaysPerFalseAlarm === null) return {};
  return { budget: { kind: 'alarms', falseAlarmsPerAssetDayMax: 1 / assetDaysPerFalseAlarm } };
}

function detectionOf(targets: readonly LearnedTarget[], realNames: RealNames): DetectionReport {
  const detection = judgeDetection(
    targets.flatMap(({ component, plan, learned }) =>
      [component ?? plan.components[0]].flatMap((name) =>
        name === undefined
          ? []
          : {
              component: name,
              labels: learned.holdOut.labels,
              probability: learned.scores.probability,
              fold: learned.holdOut.fold,
            },
      ),
    ),
  );
  return {
    ...detection,
    components: detection.components.map((one) => ({
      ...one,
      component: realNames.component(one.component),
    })),
  };
}

/** Features by their share of the model's gain. */
async function importanceOf(
  { outFolder }: LearnedTarget,
  realNames: RealNames,
): Promise<JudgedTarget['importance']> {
  return (await readReference(outFolder))
    .map(({ name, importance }) => ({ feature: realNames.feature(name), share: importance }))
    .sort((a, b) => b.share - a.share);
}
