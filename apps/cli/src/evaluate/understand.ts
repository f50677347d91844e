import type { OrganizationConfig } from '@eagle/contracts/domain';
import { defineFeatureSet } from '@eagle/features';
import { HistorySurvey, type DevelopingFailure, type RowSplit, type Survey } from '@eagle/learning';
import type { Lane, RecordedFolder } from '../recordings/recorded-folder.js';
import type { EvaluationInput, Say } from './evaluation-input.js';
import { blocksOfFolders } from './folder-blocks.js';
import { organizationOfFolders, type TimeScale } from './organization-of-folders.js';
import { isCompared, lanesOf, readFolders } from './read-folders.js';
import { readingReport, type ReadingReport } from './reading-report.js';
import { readingLines, unusableWords } from './reading-words.js';
import { RealNames } from './real-names.js';
import { distinctFailures, failuresOfLanes, type PlacedFailures } from './recorded-failures-of-lanes.js';
import { ALL_TIME, RecordedHistory } from './recorded-history.js';
import { splitOfEvaluation } from './split-of-evaluation.js';
import { inferHorizonMs } from './time-scale.js';

const NO_FAILURES: PlacedFailures = { failures: [], ofUnknownAssets: [], tooEarly: [], tooLate: [] };

/** A recording, read and understood: everything that does not depend on the target component. */
export interface Understood {
  readonly folders: readonly RecordedFolder[];
  readonly lanes: readonly Lane[];
  readonly failures: readonly DevelopingFailure[];
  readonly scale: TimeScale;
  readonly organization: OrganizationConfig;
  readonly survey: Survey;
  /** One sentence where nothing can be learned from the record. */
  readonly split: RowSplit | { readonly missing: string };
  /** How each folder was read. */
  readonly reading: readonly ReadingReport[];
  readonly realNames: RealNames;
}

/**
 * Reads the folders and decides how to learn from them.
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

/** One of this many runs is shorter than a short run: a few that hardly began do not count. */
const SHORT_RUNS = 10;

function runsOf(lanes: readonly Lane[]): { shortMs: number; longestMs: number } {
  const lengthsMs = lanes.map(({ firstMs, lastMs }) => lastMs - firstMs).sort((a, b) => a - b);
  const shortMs = lengthsMs[Math.floor(lengthsMs.length / SHORT_RUNS)] ?? 0;
  return { shortMs, longestMs: lengthsMs.at(-1) ?? 0 };
}

/** An alarm is in time with half of the horizon left, as with the ten minutes of a plant. */
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
