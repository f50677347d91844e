import { join } from 'node:path';
import {
  AppError,
  type ModelManifest,
  type OrganizationConfig,
  type TrainingRunId,
  type TrainingStage,
} from '@eagle/contracts';
import { defineFeatureSet, type FeatureSet } from '@eagle/features';
import type { ArtifactStore, WorkFolders } from '../adapters/artifact-store.js';
import { readNpyFloat32 } from '../adapters/npy.js';
import { DatasetExtractor } from '../build-dataset/dataset-extractor.js';
import {
  HELD_BACK_ROWS_MAX,
  planDataset,
  TRAIN_ROWS_MAX,
  type DatasetPlan,
} from '../build-dataset/dataset-plan.js';
import { DatasetWriter, type DatasetCounts, type HeldBackRows } from '../build-dataset/dataset-writer.js';
import { judgeModel } from '../judge-model/judge-model.js';
import type { HistoryRange, ScanHistory, Trainer, TrainingRecords } from '../ports.js';
import { HistorySurvey, type Survey } from '../survey-history/history-survey.js';
import { nextVersion } from './next-version.js';
import { writeBundle } from './write-bundle.js';

const DAY_MS = 86_400_000;
/** The survey only estimates how many rows are kept; twice as many are still fine. */
const ROWS_MAX = 2 * (TRAIN_ROWS_MAX + HELD_BACK_ROWS_MAX);
const SEED = 1;

export interface TrainingPorts {
  readonly history: ScanHistory;
  readonly trainer: Trainer;
  readonly records: TrainingRecords;
  readonly artifacts: ArtifactStore;
  /** Wall clock, milliseconds. */
  readonly now: () => number;
}

export interface TrainingJob {
  readonly runId: TrainingRunId;
  readonly config: OrganizationConfig;
  readonly signal: AbortSignal;
  /** @param progress  0-1 within the whole run. */
  readonly onStage: (stage: TrainingStage, progress: number, reason: string) => void;
}

/** A model that lies whole in the artifact store and in the register, or one sentence that says what is missing for one. */
export type TrainingResult =
  | { readonly kind: 'registered'; readonly manifest: ModelManifest; readonly artifactPath: string }
  | { readonly kind: 'waiting'; readonly reason: string };

interface Extract {
  readonly counts: DatasetCounts;
  readonly heldBack: HeldBackRows;
}

/**
 * One training from history to register: survey, plan, data set, model, judgement, bundle. Reads the history twice, so that memory stays
 * bounded however long it is. What fails half-way leaves nothing behind but a closed run.
 * @throws AppError `TRAINING.*` or `FEED.*`.
 */
export async function trainOrganization(job: TrainingJob, ports: TrainingPorts): Promise<TrainingResult> {
  const { config, runId } = job;
  const { organizationId } = config;
  const featureSet = defineFeatureSet(config);
  const range = rangeOf(config, ports.now());
  const survey = await surveyHistory(job, ports, range);
  const planned = planDataset(
    survey,
    config.settings.failures.records ? await ports.records.failureRecords(organizationId) : [],
    config.settings,
    featureSet.windowMsMax,
  );
  if ('missing' in planned) return { kind: 'waiting', reason: planned.missing };
  await ports.records.startRun(organizationId, runId);
  const folders = await ports.artifacts.openWork(runId);
  try {
    const extract = await extractDataset(job, ports, {
      range,
      survey,
      plan: planned.plan,
      featureSet,
      folders,
    });
    await ports.trainer.train({
      datasetFolder: folders.dataset,
      outFolder: folders.out,
      signal: job.signal,
      onProgress: (progress, message) =>
        job.onStage('training', 0.5 + 0.4 * progress, `Training: ${message}.`),
    });
    return await registerModel(job, ports, { plan: planned.plan, featureSet, folders, extract, survey });
  } finally {
    await ports.artifacts.closeWork(runId);
  }
}

/** Recordings carry their own clock: all that is there is the past. Live plants are read up to now. */
function rangeOf({ feed, settings }: OrganizationConfig, nowMs: number): HistoryRange {
  if (feed?.clock === 'source') return { fromMs: 0, toMs: Date.UTC(2100, 0) };
  return { fromMs: nowMs - settings.training.historyDaysMax * DAY_MS, toMs: nowMs };
}

async function surveyHistory(job: TrainingJob, ports: TrainingPorts, range: HistoryRange): Promise<Survey> {
  const survey = new HistorySurvey(job.config);
  let scans = 0;
  job.onStage('extracting', 0, 'Reading the history to find failures.');
  for await (const page of ports.history.read(job.config, range, job.signal)) {
    for (const scan of page) survey.add(scan);
    scans += page.length;
    // How much will come is not known yet: half-way after 200 000 scans.
    job.onStage('extracting', 0.2 * (scans / (scans + 200_000)), `Finding failures: ${scans} scans read.`);
  }
  assertGoingOn(job);
  return survey.finish();
}

async function extractDataset(
  job: TrainingJob,
  ports: TrainingPorts,
  given: {
    range: HistoryRange;
    survey: Survey;
    plan: DatasetPlan;
    featureSet: FeatureSet;
    folders: WorkFolders;
  },
): Promise<Extract> {
  const { range, survey, plan, featureSet, folders } = given;
  const writer = await DatasetWriter.create(folders.dataset, featureSet.width, ROWS_MAX);
  try {
    const extractor = new DatasetExtractor(job.config, featureSet, plan, survey.lastMsOfAsset, writer);
    let scans = 0;
    for await (const page of ports.history.read(job.config, range, job.signal)) {
      for (const scan of page) {
        if (writer.full) await writer.flush();
        extractor.add(scan);
      }
      scans += page.length;
      const share = Math.min(1, scans / survey.scans);
      job.onStage('labelling', 0.2 + 0.3 * share, `Computing features: ${scans} of ${survey.scans} scans.`);
    }
    assertGoingOn(job);
    const { horizonMs } = job.config.settings.prediction;
    await writer.finish({
      names: featureSet.names,
      components: plan.components,
      seed: SEED,
      horizonMs,
      gapMs: horizonMs + featureSet.windowMsMax,
    });
    return { counts: writer.counts(), heldBack: writer.heldBack(extractor.assetIds) };
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

async function registerModel(
  job: TrainingJob,
  ports: TrainingPorts,
  given: {
    plan: DatasetPlan;
    featureSet: FeatureSet;
    folders: WorkFolders;
    extract: Extract;
    survey: Survey;
  },
): Promise<TrainingResult> {
  const { plan, featureSet, folders, extract, survey } = given;
  const { organizationId, settings } = job.config;
  job.onStage('evaluating', 0.9, `Judging ${extract.counts.rowsTest} held-back rows event by event.`);
  const probability = await readNpyFloat32(join(folders.out, 'predictions.npy'));
  const metrics = judgeModel(extract.heldBack, probability, plan, extract.counts, settings);
  assertGoingOn(job);
  job.onStage('registering', 0.95, 'Writing the model bundle.');
  const newest = await ports.records.newestVersion(organizationId);
  const version = nextVersion(newest?.version ?? null);
  const manifest = await writeBundle(folders.out, {
    organizationId,
    version,
    featureSetHash: featureSet.hash,
    featureNames: [...featureSet.names],
    components: [...plan.components],
    horizonMs: settings.prediction.horizonMs,
    probabilityMin: settings.prediction.probabilityMin,
    createdAt: new Date(ports.now()).toISOString(),
    trainedFrom: new Date(survey.firstMs).toISOString(),
    trainedTo: new Date(plan.split.trainToMs).toISOString(),
    seed: SEED,
    metrics,
  });
  const artifactPath = await ports.artifacts.place(folders.out, organizationId, version);
  await ports.records.registerModel(organizationId, manifest, artifactPath);
  return { kind: 'registered', manifest, artifactPath };
}

function assertGoingOn({ signal }: TrainingJob): void {
  if (!signal.aborted) return;
  throw new AppError('TRAINING.ABORTED', 'unavailable', 'The training was stopped before it was done.');
}
