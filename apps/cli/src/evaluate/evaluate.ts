import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { AppError, type ComponentName, type OrganizationConfig } from '@eagle/contracts';
import { defineFeatureSet } from '@eagle/features';
import {
  componentsOf,
  HistorySurvey,
  learn,
  type DatasetPlan,
  type DevelopingFailure,
  type Learned,
  type RowSplit,
  type Survey,
  type Trainer,
} from '@eagle/learning';
import { runsToFailureOnce } from '@eagle/models';
import { namesClash } from '../recordings/names.js';
import { readFolder, type Lane, type RecordedFolder } from '../recordings/recorded-folder.js';
import { assertOneClock } from '../recordings/times/one-clock.js';
import { paced } from '../terminal-output.js';
import type { EvaluateConfig } from './evaluate-config.js';
import { eventsOfLanes } from './events-of-lanes.js';
import { blocksOfFolders } from './folder-blocks.js';
import { organizationOfFolders, type TimeScale } from './organization-of-folders.js';
import { planEvaluation } from './plan-evaluation.js';
import { readingReport, type ReadingReport } from './reading-report.js';
import { readingLines, unusableWords } from './reading-words.js';
import { RealNames } from './real-names.js';
import { distinctFailures, failuresOfLanes, type PlacedFailures } from './recorded-failures-of-lanes.js';
import { RecordedHistory } from './recorded-history.js';
import { splitOfEvaluation } from './split-of-evaluation.js';
import { inferHorizonMs } from './time-scale.js';

/** Far more than any recording that one machine reads. */
const ROWS_MAX = 20_000_000;
const NO_FAILURES: PlacedFailures = { failures: [], ofUnknownAssets: [], tooEarly: [], tooLate: [] };
const ALL_TIME = { fromMs: -Infinity, toMs: Infinity };

export interface EvaluationInput {
  readonly train: string;
  readonly test: string | null;
  readonly config: EvaluateConfig;
  readonly horizonMs: number | null;
  readonly leadMsMin: number | null;
  /** Folder for what lies on disk meanwhile. */
  readonly workFolder: string;
}

/** A recording, read and understood: everything that does not depend on which component is looked for. */
export interface Understood {
  readonly folders: readonly RecordedFolder[];
  readonly lanes: readonly Lane[];
  readonly failures: readonly DevelopingFailure[];
  readonly scale: TimeScale;
  readonly organization: OrganizationConfig;
  readonly survey: Survey;
  /** One sentence where the record cannot be learned from at all. */
  readonly split: RowSplit | { readonly missing: string };
  /** How each folder was read. */
  readonly reading: readonly ReadingReport[];
  readonly realNames: RealNames;
}

/** One model with its answers on rows that it was not trained on. */
export interface LearnedTarget {
  /** The one component that is told apart; null where all failures are learned together. */
  readonly component: ComponentName | null;
  readonly plan: DatasetPlan;
  readonly learned: Learned;
  /** Where the model's files lie. */
  readonly outFolder: string;
}

type Say = (text: string) => void;

/**
 * Reads the folders and decides how they are to be learned from.
 * @throws AppError `RECORDING.INVALID` (invalid).
 */
export async function understand(input: EvaluationInput, say: Say, signal: AbortSignal): Promise<Understood> {
  const folders = await readFolders(input, say);
  try {
    return await understandFolders(input, folders, say, signal);
  } catch (error) {
    for (const { table } of folders) await table.close();
    throw error;
  }
}

async function understandFolders(
  input: EvaluationInput,
  folders: readonly RecordedFolder[],
  say: Say,
  signal: AbortSignal,
): Promise<Understood> {
  const { config } = input;
  const lanes = lanesOf(folders);
  const scale = scaleOf(input, folders, lanes);
  const placed = folders.map((folder) =>
    failuresOfLanes(lanes, folder.failures, config.oneComponent, scale.horizonMs),
  );
  const failures = distinctFailures(placed.flatMap((one) => one.failures));
  const reading = folders.map((folder, at) =>
    readingReport((at === 0 ? input.train : input.test) ?? '', folder, lanes, placed[at] ?? NO_FAILURES),
  );
  for (const one of reading) for (const line of readingLines(one)) say(line);
  const runsOnce = !isCompared(lanes, failures, scale.horizonMs);
  const comparesAssets = folders.every(({ isFleet }) => isFleet) && !runsOnce;
  const runs = runsOnce ? runsOf(lanes) : null;
  const organization = organizationOfFolders(folders, config, scale, comparesAssets, runs);
  const survey = await surveyFolders(organization, folders, signal);
  const answer = splitOfEvaluation({
    config,
    blocks: folders.length > 1 ? await blocksOfFolders(folders) : null,
    lanes,
    failures,
    trainFailures: placed[0]?.failures ?? [],
    horizonMs: scale.horizonMs,
    windowMsMax: defineFeatureSet(organization).windowMsMax,
    testShare: organization.settings.training.validationShare,
  });
  const unusable = failures.length === 0 ? unusableWords(reading) : null;
  const split = unusable === null ? ('split' in answer ? answer.split : answer) : { missing: unusable };
  const realNames = new RealNames(folders);
  return { folders, lanes, failures, scale, organization, survey, split, reading, realNames };
}

/**
 * Learns every target: one, or each component by itself where states are told apart.
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
      events: eventsOfLanes(folders, config),
      scans: survey.scans,
      rowsMax: ROWS_MAX,
      folders: learningFolders,
      signal,
      onStage: (_, progress, reason) => progressOf(`${Math.round(100 * progress)} % ${reason}`),
    },
    { history: new RecordedHistory(folders), trainer },
  );
}

async function readFolders(input: EvaluationInput, say: Say): Promise<RecordedFolder[]> {
  const { config, train, test, workFolder } = input;
  const folders: RecordedFolder[] = [];
  try {
    for (const folder of test === null ? [train] : [train, test]) {
      const name = path.basename(path.resolve(folder));
      say(`reading ${name}`);
      folders.push(
        await readFolder(folder, {
          ...config,
          tableFile: path.join(workFolder, `rows-${folders.length}.bin`),
          columns: folders[0]?.columns ?? null,
          compares: (lanes, failures, scanPeriodMs) => {
            const horizonMs =
              input.horizonMs ?? config.horizonMs ?? inferHorizonMs(lanes, failures, scanPeriodMs);
            return isCompared(lanes, failuresOfLanes(lanes, failures, null, horizonMs).failures, horizonMs);
          },
          onProgress: (rows) => say(`reading ${name}: ${rows} rows`),
        }),
      );
    }
    assertOneClock(
      folders.map(({ read }) => ({ file: 'the telemetry', time: read.telemetry.time })),
      [],
      config.reading,
    );
    return folders;
  } catch (error) {
    for (const { table } of folders) await table.close();
    throw error;
  }
}

/** Assets that each run to failure once are each of an age of their own: what others do at the same moment tells nothing of one. */
const isCompared = (
  lanes: readonly Lane[],
  failures: readonly DevelopingFailure[],
  horizonMs: number,
): boolean =>
  !runsToFailureOnce(
    lanes.map(({ laneId, firstMs, lastMs }) => ({ assetId: laneId, firstMs, lastMs })),
    failures,
    horizonMs,
  );

/** One in so many runs is shorter than a short one: a few that hardly began say nothing of the others. */
const SHORT_RUNS = 10;

function runsOf(lanes: readonly Lane[]): { shortMs: number; longestMs: number } {
  const lengthsMs = lanes.map(({ firstMs, lastMs }) => lastMs - firstMs).sort((a, b) => a - b);
  const shortMs = lengthsMs[Math.floor(lengthsMs.length / SHORT_RUNS)] ?? 0;
  return { shortMs, longestMs: lengthsMs.at(-1) ?? 0 };
}

/** Lanes of all folders, those of one name joined. */
function lanesOf(folders: readonly RecordedFolder[]): Lane[] {
  const joined = new Map<string, Lane>();
  for (const lane of folders.flatMap(({ lanes }) => lanes)) {
    const other = joined.get(lane.laneId) ?? lane;
    if (other.asset !== lane.asset) throw namesClash('assets', other.asset, lane.asset, lane.laneId);
    joined.set(lane.laneId, {
      ...lane,
      firstMs: Math.min(lane.firstMs, other.firstMs),
      lastMs: Math.max(lane.lastMs, other.lastMs),
      rows: other === lane ? lane.rows : lane.rows + other.rows,
    });
  }
  return [...joined.values()];
}

/** Half of the horizon is what an alarm must leave to be in time, as with a plant's ten minutes. */
function scaleOf(
  input: EvaluationInput,
  folders: readonly RecordedFolder[],
  lanes: readonly Lane[],
): TimeScale {
  const { settings } = input.config;
  const given = typeof settings['scanPeriodMs'] === 'number' ? settings['scanPeriodMs'] : null;
  const scanPeriodMs = given ?? Math.max(1, Math.round(folders[0]?.scanPeriodMs ?? 1_000));
  const failures = folders.flatMap((folder) => folder.failures);
  const horizonMs =
    input.horizonMs ?? input.config.horizonMs ?? inferHorizonMs(lanes, failures, scanPeriodMs);
  return {
    scanPeriodMs,
    horizonMs,
    leadMsMin: input.leadMsMin ?? input.config.leadMsMin ?? Math.round(horizonMs / 2),
  };
}

async function surveyFolders(
  organization: OrganizationConfig,
  folders: readonly RecordedFolder[],
  signal: AbortSignal,
): Promise<Survey> {
  const survey = new HistorySurvey(organization);
  for await (const page of new RecordedHistory(folders).read(organization, ALL_TIME, signal)) {
    for (const scan of page) survey.add(scan);
  }
  return survey.finish();
}
