import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { AppError, type ComponentName } from '@eagle/contracts/domain';
import { defineFeatureSet } from '@eagle/features';
import {
  componentsOf,
  learn,
  type DatasetPlan,
  type Learned,
  type RowSplit,
  type Trainer,
} from '@eagle/learning';
import { paced } from '../terminal-output.js';
import type { EvaluationInput, Say } from './evaluation-input.js';
import { logEntriesOfLanes } from './log-entries-of-lanes.js';
import { planEvaluation } from './plan-evaluation.js';
import { ALL_TIME, RecordedHistory } from './recorded-history.js';
import type { Understood } from './understand.js';

/** A bound far above any recording that one machine reads. */
const ROWS_MAX = 20_000_000;

/** One model with its answers on rows that it was not trained on. */
export interface LearnedTarget {
  /** The component of this model; null where all failures are learned together. */
  readonly component: ComponentName | null;
  readonly plan: DatasetPlan;
  readonly learned: Learned;
  /** Folder of the model's files. */
  readonly outFolder: string;
}

/**
 * Learns every target: one, or each component by itself where components are distinguished.
 * @returns one sentence where there is nothing to learn.
 */
export async function learnTargets(
  input: EvaluationInput,
  understood: Understood,
  trainer: Trainer,
  say: Say,
  signal: AbortSignal,
): Promise<LearnedTarget[] | { readonly missing: string }> {
  const { split } = understood;
  if ('missing' in split) return split;
  try {
    return await learnEach(input, { ...understood, split }, trainer, say, signal);
  } catch (error) {
    if (error instanceof AppError && error.code === 'TRAINING.REFUSED') return { missing: error.message };
    throw error;
  }
}

type Learnable = Understood & { readonly split: RowSplit };

async function learnEach(
  input: EvaluationInput,
  understood: Learnable,
  trainer: Trainer,
  say: Say,
  signal: AbortSignal,
): Promise<LearnedTarget[]> {
  const components =
    input.config.positive === 'present' ? componentsOf(understood.failures) : ([null] as const);
  const targets: LearnedTarget[] = [];
  for (const component of components) {
    const failures = understood.failures.filter((f) => component === null || f.component === component);
    const plan = planEvaluation({ ...understood, config: input.config, failures });
    const workFolder = path.join(input.workFolder, component ?? 'all');
    const label = component === null ? '' : `${component}: `;
    targets.push({
      component,
      plan,
      outFolder: path.join(workFolder, 'out'),
      learned: await learnOne(
        input,
        understood,
        plan,
        workFolder,
        trainer,
        (text) => say(label + text),
        signal,
      ),
    });
  }
  return targets;
}

async function learnOne(
  { config }: EvaluationInput,
  { organization, folders, survey }: Understood,
  plan: DatasetPlan,
  workFolder: string,
  trainer: Trainer,
  say: Say,
  signal: AbortSignal,
): Promise<Learned> {
  const learningFolders = { dataset: path.join(workFolder, 'dataset'), out: path.join(workFolder, 'out') };
  await mkdir(learningFolders.dataset, { recursive: true });
  await mkdir(learningFolders.out, { recursive: true });
  const progressOf = paced(say);
  return learn(
    {
      config: organization,
      featureSet: defineFeatureSet(organization),
      plan,
      range: ALL_TIME,
      events: logEntriesOfLanes(folders, config),
      scans: survey.scans,
      rowsMax: ROWS_MAX,
      folders: learningFolders,
      signal,
      onStage: (_, progress, reason) => progressOf(`${Math.round(100 * progress)} % ${reason}`),
    },
    { history: new RecordedHistory(folders), trainer },
  );
}
