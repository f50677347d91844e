import { createHash } from 'node:crypto';
import {
  AppError,
  featureSetHashSchema,
  type FeatureSetHash,
  type OrganizationConfig,
  type TagName,
} from '@eagle/contracts';

/** Grows when the meaning of any feature changes, so that models trained on the old meaning are refused. */
const FEATURE_CODE_VERSION = 1;
/** A lagged value may be this many scan periods older than the lag asks for; beyond, it is missing. */
const LAG_TOLERANCE_PERIODS = 3;
/** Rows this many scan periods late still find every row of their own window. */
const LATE_SLACK_PERIODS = 30;

export interface FeatureInput {
  readonly tag: TagName;
  readonly type: 'number' | 'boolean';
  /** Tag from which the deviation is taken; null where none is computed. */
  readonly setValueTag: TagName | null;
}

/**
 * A versioned list of features of one organization. For each input, in this order: the current value; its deviation from the set value
 * where configured; one value per lag; then per window mean, std (population), min, max and range for numbers, or rate (share of
 * true, 0-1) and count (of true) for booleans.
 */
export interface FeatureSet {
  readonly hash: FeatureSetHash;
  readonly names: readonly string[];
  /** Number of features. */
  readonly width: number;
  readonly inputs: readonly TagName[];
  readonly definitions: readonly FeatureInput[];
  /** Ascending, distinct, milliseconds. */
  readonly lagsMs: readonly number[];
  readonly windowsMs: readonly number[];
  /** Longest lag or window: event time that must have passed without a longer gap before a row is complete. */
  readonly windowMsMax: number;
  /** Event time of scans that rebuilds the state of the windows exactly; a little more than `windowMsMax`. */
  readonly lookBackMs: number;
  /** How much older than the lag a lagged value may be. */
  readonly lagToleranceMs: number;
  /** A pause longer than this starts completeness anew. */
  readonly gapMsMax: number;
}

/**
 * Derives the feature set from the tags with `modelInput` and the lags and windows of the settings.
 * @throws AppError `FEATURES.NO_INPUTS` (invalid) when no tag is a model input.
 */
export function defineFeatureSet(config: Pick<OrganizationConfig, 'tags' | 'settings'>): FeatureSet {
  const { features, scanPeriodMs } = config.settings;
  const tags = new Set(config.tags.map((tag) => tag.tag));
  const definitions = config.tags
    .filter((tag) => tag.modelInput)
    .map((tag): FeatureInput => {
      const deviates = features.deviations && tag.type === 'number';
      const known = deviates && tag.setValueTag !== null && tags.has(tag.setValueTag);
      return { tag: tag.tag, type: tag.type, setValueTag: known ? tag.setValueTag : null };
    });
  if (definitions.length === 0) {
    throw new AppError(
      'FEATURES.NO_INPUTS',
      'invalid',
      'No tag is marked as model input, so there is nothing to compute features from.',
    );
  }
  const lagsMs = ascending(features.lagsMs);
  const windowsMs = ascending(features.windowsMs);
  const names = definitions.flatMap((input) => namesOf(input, lagsMs, windowsMs));
  const windowMsMax = Math.max(0, ...lagsMs, ...windowsMs);
  const lagToleranceMs = LAG_TOLERANCE_PERIODS * scanPeriodMs;
  return {
    hash: hashOf({ names, definitions, lagsMs, windowsMs, lagToleranceMs }),
    names,
    width: names.length,
    inputs: definitions.map((input) => input.tag),
    definitions,
    lagsMs,
    windowsMs,
    windowMsMax,
    lookBackMs: windowMsMax + LATE_SLACK_PERIODS * scanPeriodMs,
    lagToleranceMs,
    gapMsMax: Math.max(windowMsMax, lagToleranceMs),
  };
}

function namesOf(input: FeatureInput, lagsMs: readonly number[], windowsMs: readonly number[]): string[] {
  const statistics = input.type === 'number' ? ['mean', 'std', 'min', 'max', 'range'] : ['rate', 'count'];
  return [
    input.tag,
    ...(input.setValueTag === null ? [] : [`${input.tag}_deviation`]),
    ...lagsMs.map((lagMs) => `${input.tag}_lag_${duration(lagMs)}`),
    ...windowsMs.flatMap((windowMs) =>
      statistics.map((statistic) => `${input.tag}_rolling_${duration(windowMs)}_${statistic}`),
    ),
  ];
}

const ascending = (durationsMs: readonly number[]): number[] =>
  [...new Set(durationsMs)].sort((a, b) => a - b);

const duration = (ms: number): string => (ms % 1_000 === 0 ? `${ms / 1_000}s` : `${ms}ms`);

function hashOf(definition: object): FeatureSetHash {
  const text = JSON.stringify({ code: FEATURE_CODE_VERSION, ...definition });
  return featureSetHashSchema.parse(createHash('sha256').update(text).digest('hex').slice(0, 16));
}
