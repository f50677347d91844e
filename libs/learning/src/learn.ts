import { join } from 'node:path';
import {
  AppError,
  type AssetId,
  type HoldOutAnswers,
  type OrganizationConfig,
  type TrainingStage,
} from '@eagle/contracts/domain';
import type { AssetLogEntry, FeatureSet } from '@eagle/features';
import type { RuleEpisode } from '@eagle/models';
import { DatasetExtractor } from './dataset/dataset-extractor.js';
import type { DatasetPlan } from './dataset/dataset-plan.js';
import { emptyPart } from './dataset/empty-part.js';
import { DatasetWriter, type DatasetAbout, type DatasetCounts } from './dataset/dataset-writer.js';
import type { HoldOutRows } from './dataset/hold-out-rows.js';
import type { HistoryRange, ScanHistory, Trainer } from './ports.js';
import { SEED } from './seed.js';
import { readPredictions, type HoldOutScores } from './trainer/predictions.js';
import { tuningOf } from './tuning.js';

export interface LearningFolders {
  readonly dataset: string;
  readonly out: string;
}

export interface LearningJob {
  readonly config: OrganizationConfig;
  readonly featureSet: FeatureSet;
  readonly plan: DatasetPlan;
  readonly range: HistoryRange;
  /** Error and maintenance logs of each asset. */
  readonly events: ReadonlyMap<AssetId, readonly AssetLogEntry[]>;
  /** Expected number of scans in the history, for progress. */
  readonly scans: number;
  /** More rows than this are refused. */
  readonly rowsMax: number;
  readonly folders: LearningFolders;
  readonly signal: AbortSignal;
  /** @param progress  0-1 within the learning. */
  readonly onStage: (stage: TrainingStage, progress: number, reason: string) => void;
}

/**
 * A model and its answers for rows that it was not trained on; its files are in the job's output
 * folder.
 */
export interface Learned {
  readonly counts: DatasetCounts;
  readonly holdOut: HoldOutRows;
  readonly scores: HoldOutScores;
  readonly answers: HoldOutAnswers;
  /** Alarms of the organization's own rules over the history; null where it has none. */
  readonly ruleEpisodes: readonly RuleEpisode[] | null;
}

export interface LearningPorts {
  readonly history: ScanHistory;
  readonly trainer: Trainer;
}

/**
 * Makes a model from a plan, and its answers on held-out rows: computes features by the code of the
 * live path, writes one data set to disk, runs the trainer and reads its predictions. Memory is
 * bounded for a history of any length.
 * @throws AppError `TRAINING.REFUSED` (invalid) where a part of the data set is empty,
 * `TRAINING.*`, or of the history.
 */
export async function learn(job: LearningJob, ports: LearningPorts): Promise<Learned> {
  const about = aboutOf(job);
  const { counts, holdOut, answers, ruleEpisodes } = await extractDataset(job, about, ports.history);
  await ports.trainer.train({
    datasetFolder: job.folders.dataset,
    outFolder: job.folders.out,
    searchMs: 1_000 * (about.timeBudgetS ?? 0),
    signal: job.signal,
    onProgress: (progress, message) => job.onStage('training', 0.4 + 0.6 * progress, `Training: ${message}.`),
  });
  assertGoingOn(job.signal);
  const predictions = join(job.folders.out, 'predictions.arrow');
  const scores = await readPredictions(predictions, holdOut.timesMs.length, job.plan.components.length);
  return { counts, holdOut, scores, answers, ruleEpisodes };
}

async function extractDataset(
  job: LearningJob,
  about: DatasetAbout,
  history: ScanHistory,
): Promise<Omit<Learned, 'scores'>> {
  const { config, featureSet, plan, range, events, signal, folders } = job;
  const writer = await DatasetWriter.create(folders.dataset, featureSet.width, job.rowsMax, plan.split.folds);
  try {
    const extractor = new DatasetExtractor(config, featureSet, plan, events, writer);
    let scans = 0;
    for await (const page of history.read(config, range, signal)) {
      for (const scan of page) {
        if (writer.full) await writer.flush();
        extractor.add(scan);
      }
      scans += page.length;
      const share = Math.min(1, scans / Math.max(1, job.scans));
      job.onStage('labelling', 0.4 * share, `Computing features: ${scans} of ${job.scans} scans.`);
    }
    assertGoingOn(signal);
    const { horizonMs } = config.settings.prediction;
    const missing = emptyPart(writer.counts(), { scans, horizonMs, windowMsMax: featureSet.windowMsMax });
    if (missing !== null) throw new AppError('TRAINING.REFUSED', missing);
    await writer.finish(about);
    return {
      counts: writer.counts(),
      holdOut: writer.holdOut(extractor.assetIds),
      answers: extractor.holdOutAnswers(),
      ruleEpisodes: extractor.ruleEpisodes(),
    };
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

function aboutOf({ config, featureSet, plan }: LearningJob): DatasetAbout {
  const { horizonMs } = config.settings.prediction;
  return {
    v: 1,
    names: featureSet.names,
    components: plan.components,
    seed: SEED,
    horizonMs,
    presentValues: featureSet.inputs,
    labelling: plan.labelling,
    gapMs: horizonMs + featureSet.windowMsMax,
    ...tuningOf(config, featureSet),
  };
}

/** @throws AppError `TRAINING.ABORTED` (unavailable). */
export function assertGoingOn(signal: AbortSignal): void {
  if (!signal.aborted) return;
  throw new AppError('TRAINING.ABORTED', 'The training was stopped before it was done.');
}
