import type {
  ModelManifest,
  ModelVersion,
  OrganizationConfig,
  OrganizationId,
  TrainingRunId,
  TrainingStage,
} from '@eagle/contracts/domain';
import { defineFeatureSet, type FeatureSet } from '@eagle/features';
import {
  assertGoingOn,
  HOLD_OUT_ROWS_MAX,
  HistorySurvey,
  judgeLearned,
  learn,
  lineageOf,
  planDataset,
  readTrainerReport,
  SEED,
  TRAIN_ROWS_MAX,
  writeBundle,
  type ChampionScores,
  type DatasetPlan,
  type HistoryRange,
  type Learned,
  type LearningFolders,
  type LearningPorts,
  type Survey,
} from '@eagle/learning';
import { KNOWS_THE_ROWS, type KnowsTheRows } from '@eagle/models';
import type { ArtifactStore } from './artifact-store.js';
import type { Champions, LogHistory, Pasts, PreparedPast, TrainingRecords } from '../ports.js';
import { askChampion } from './ask-champion.js';
import { nextVersion } from './next-version.js';

const DAY_MS = 86_400_000;
/** The survey only estimates how many rows are kept; up to twice as many are acceptable. */
const ROWS_MAX = 2 * (TRAIN_ROWS_MAX + HOLD_OUT_ROWS_MAX);
/** The share of the whole run before the learning itself, and the share at its end. */
const SURVEYED_SHARE = 0.2;
const LEARNED_SHARE = 0.9;

export interface TrainingPorts extends Pick<LearningPorts, 'trainer'> {
  readonly pasts: Pasts;
  readonly logs: LogHistory;
  readonly records: TrainingRecords;
  readonly champions: Champions;
  readonly artifacts: ArtifactStore;
  /** Revision of the running code; see `codeRevisionOf`. */
  readonly codeRevision: string;
  /** Wall clock, milliseconds. */
  readonly now: () => number;
}

interface AskedChampion {
  readonly version: ModelVersion;
  readonly scores: ChampionScores | KnowsTheRows;
}

export interface TrainingJob {
  readonly runId: TrainingRunId;
  readonly config: OrganizationConfig;
  readonly signal: AbortSignal;
  /** @param progress  0-1 within the whole run. */
  readonly onStage: (stage: TrainingStage, progress: number, reason: string) => void;
}

/**
 * A model that is complete in the artifact store and in the register, or one sentence on what is
 * missing for one.
 */
export type TrainingResult =
  | { readonly kind: 'registered'; readonly manifest: ModelManifest; readonly artifactPath: string }
  | { readonly kind: 'waiting'; readonly reason: string };

/**
 * One training from history to register: survey, plan, data set, model, judgement, bundle. Reads
 * the history twice, so that memory stays bounded for any length. A failed training leaves only a
 * closed run.
 * @throws AppError `TRAINING.*`, `TELEMETRY.*` or `FEED.*`.
 */
export async function trainOrganization(job: TrainingJob, ports: TrainingPorts): Promise<TrainingResult> {
  const { config, runId } = job;
  const { organizationId } = config;
  const featureSet = defineFeatureSet(config);
  const range = rangeOf(config, ports.now());
  const past = await ports.pasts.prepare(config, range);
  const survey = await surveyHistory(job, past, range);
  const planned = planDataset({
    survey,
    records: config.settings.failures.records ? await ports.records.failureRecords(organizationId) : [],
    settings: config.settings,
    windowMsMax: featureSet.windowMsMax,
    championTrainedToMs: await championTrainedToMs(ports.champions, organizationId, featureSet),
  });
  if ('missing' in planned) return { kind: 'waiting', reason: planned.missing };
  job.onStage('labelling', SURVEYED_SHARE, past.account.text);
  const folders = await ports.artifacts.openWork(runId);
  try {
    const learned = await learn(
      {
        config,
        featureSet,
        plan: planned.plan,
        range,
        events: await ports.logs.read(config, featureSet, range, job.signal),
        scans: survey.scans,
        rowsMax: ROWS_MAX,
        folders,
        signal: job.signal,
        onStage: (stage, progress, reason) =>
          job.onStage(stage, SURVEYED_SHARE + (LEARNED_SHARE - SURVEYED_SHARE) * progress, reason),
      },
      { history: past, trainer: ports.trainer },
    );
    return await registerModel(job, ports, { plan: planned.plan, featureSet, folders, learned, survey });
  } finally {
    await ports.artifacts.closeWork(runId);
  }
}

/** A recording has its own clock: all of it is the past. A live plant is read up to now. */
function rangeOf({ feed, settings }: OrganizationConfig, nowMs: number): HistoryRange {
  if (feed?.clock === 'source') return { fromMs: 0, toMs: Date.UTC(2100, 0) };
  return { fromMs: nowMs - settings.training.historyDaysMax * DAY_MS, toMs: nowMs };
}

async function surveyHistory(job: TrainingJob, past: PreparedPast, range: HistoryRange): Promise<Survey> {
  const survey = new HistorySurvey(job.config);
  let scans = 0;
  job.onStage('extracting', 0, 'Reading the history to find failures.');
  for await (const page of past.read(job.config, range, job.signal)) {
    for (const scan of page) survey.add(scan);
    scans += page.length;
    // The total is not known yet: half-way after 200 000 scans.
    job.onStage('extracting', 0.2 * (scans / (scans + 200_000)), `Finding failures: ${scans} scans read.`);
  }
  assertGoingOn(job.signal);
  return survey.finish();
}

async function registerModel(
  job: TrainingJob,
  ports: TrainingPorts,
  given: {
    plan: DatasetPlan;
    featureSet: FeatureSet;
    folders: LearningFolders;
    learned: Learned;
    survey: Survey;
  },
): Promise<TrainingResult> {
  const { plan, featureSet, folders, learned, survey } = given;
  const { organizationId, settings } = job.config;
  job.onStage('evaluating', 0.9, `Judging ${learned.counts.rowsTest} held-out rows event by event.`);
  const report = await readTrainerReport(folders.out);
  const champion = await championScores(job, ports, given);
  const scores = champion?.scores ?? null;
  const { metrics, judgement, verdict } = judgeLearned(learned, plan, job.config, report, scores);
  assertGoingOn(job.signal);
  job.onStage('registering', 0.95, 'Writing the model bundle.');
  const lastGiven = await ports.records.lastVersionGiven(organizationId);
  const version = nextVersion(lastGiven, await ports.artifacts.newestVersion(organizationId));
  const manifest = await writeBundle(folders.out, {
    report,
    organization: job.config,
    failures: plan.failures,
    manifest: {
      organizationId,
      version,
      featureSetHash: featureSet.hash,
      featureNames: [...featureSet.names],
      components: [...plan.components],
      horizonMs: settings.prediction.horizonMs,
      probabilityMin: judgement.threshold.probabilityMin,
      createdAt: new Date(ports.now()).toISOString(),
      trainedFrom: new Date(survey.firstMs).toISOString(),
      trainedTo: new Date(plan.trainToMs).toISOString(),
      seed: SEED,
      metrics,
      judgement,
      verdict,
      lineage: lineageOf(report, job.config, ports.codeRevision, comparedWith(champion)),
    },
  });
  const artifactPath = await ports.artifacts.place(folders.out, organizationId, version);
  await ports.records.registerModel(organizationId, manifest, artifactPath);
  return { kind: 'registered', manifest, artifactPath };
}

/** The end of the live model's training rows; null where no live model uses these features. */
async function championTrainedToMs(
  champions: Champions,
  organizationId: OrganizationId,
  { hash }: FeatureSet,
): Promise<number | null> {
  const champion = await champions.championOf(organizationId, hash);
  await champion?.close();
  return champion === null ? null : Date.parse(champion.manifest.trainedTo);
}

/** The version that the new model was compared with. */
const comparedWith = (champion: AskedChampion | null): ModelVersion | null =>
  champion === null || champion.scores === KNOWS_THE_ROWS ? null : champion.version;

/** Lets the champion predict the same rows; null where no live model uses these features. */
async function championScores(
  { config }: TrainingJob,
  { champions }: TrainingPorts,
  { featureSet, learned, folders }: { featureSet: FeatureSet; learned: Learned; folders: LearningFolders },
): Promise<AskedChampion | null> {
  const champion = await champions.championOf(config.organizationId, featureSet.hash);
  if (champion === null) return null;
  try {
    return { version: champion.manifest.version, scores: await askChampion(champion, learned, folders) };
  } finally {
    await champion.close();
  }
}
