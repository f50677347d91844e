import { createHash } from 'node:crypto';
import {
  AppError,
  featureSetHashSchema,
  type FeatureSettings,
  type FeatureSetHash,
  type OrganizationConfig,
  type Tag,
  type TagName,
} from '@eagle/contracts/domain';
import { layOut, type FeatureInput, type FeatureLayout, type FeatureParts } from './feature-layout.js';

/**
 * Grows when the meaning of any feature changes, so that models trained on the old meaning are
 * refused.
 */
const FEATURE_CODE_VERSION = 1;
/**
 * A lagged value may be this many scan periods older than the lag asks for; beyond, it is missing.
 */
const LAG_TOLERANCE_PERIODS = 3;
/** Rows this many scan periods late still find every row of their own window. */
const LATE_SLACK_PERIODS = 30;
/** After this many time constants, older values weigh 5 % of an exponentially weighted mean. */
const TIME_CONSTANTS_BACK = 3;
/**
 * Time in a state is limited to this many of the longest windows: an earlier start means only
 * "long".
 */
const STATE_WINDOWS = 4;
/** Time since an event is limited to this many of the longest event windows. */
const EVENT_WINDOWS = 10;
const DAY_MS = 86_400_000;
/** Work on a component that lies further back is as good as unknown. */
const MAINTENANCE_MS_MAX = 3 * 366 * DAY_MS;

/** A versioned list of features of one organization; `layOut` gives their names and order. */
export interface FeatureSet extends FeatureParts {
  readonly hash: FeatureSetHash;
  readonly names: readonly string[];
  /** Number of features. */
  readonly width: number;
  readonly inputs: readonly TagName[];
  readonly layout: FeatureLayout;
  /**
   * Longest lag, window or slope: event time that must have passed without a longer gap before a
   * row is complete.
   */
  readonly windowMsMax: number;
  /** Rows are held for this long behind the newest; a little more than `windowMsMax`. */
  readonly heldMs: number;
  /**
   * Event time of scans that rebuilds the state: that of windows, lags, slopes, first stretch and
   * time in state exactly, exponentially weighted ones but for 5 % of the weight. An asset younger
   * than this is not marked: its whole past is known.
   */
  readonly lookBackMs: number;
  /**
   * How far back the error log says anything, and so must be read for a rebuild; 0 without features
   * of log entries.
   */
  readonly eventMsMax: number;
  /** The same of maintenance records. */
  readonly maintenanceMsMax: number;
  /** Limit of time in state. */
  readonly stateMsMax: number;
  /** How much older than the lag a lagged value may be. */
  readonly lagToleranceMs: number;
  /** A pause longer than this resets completeness. */
  readonly gapMsMax: number;
}

/**
 * Derives the feature set from the tags with `modelInput` and the settings.
 * @throws AppError `FEATURES.NO_INPUTS` (invalid) when no tag is a model input.
 */
export function defineFeatureSet(config: Pick<OrganizationConfig, 'tags' | 'settings'>): FeatureSet {
  const { features, scanPeriodMs, operatingStates } = config.settings;
  const parts = featureParts(config.tags, features, operatingStates.length > 0);
  const { definitions, lagsMs, windowsMs, slopesMs, ewmMs, usualMs, firstStretch, eventWindowsMs } = parts;
  if (definitions.length === 0) {
    throw new AppError(
      'FEATURES.NO_INPUTS',
      'No tag is marked as model input, so there is nothing to compute features from.',
    );
  }
  const layout = layOut(parts);
  const windowMsMax = Math.max(0, ...lagsMs, ...windowsMs, ...slopesMs);
  const lagToleranceMs = LAG_TOLERANCE_PERIODS * scanPeriodMs;
  const heldMs = windowMsMax + LATE_SLACK_PERIODS * scanPeriodMs;
  const stateMsMax = parts.timeInState ? STATE_WINDOWS * heldMs : 0;
  const longestMs = Math.max(windowMsMax, ...eventWindowsMs) || DAY_MS;
  return {
    ...parts,
    hash: hashOf(parts, layout.names, lagToleranceMs),
    names: layout.names,
    width: layout.names.length,
    inputs: definitions.map((input) => input.tag),
    layout,
    windowMsMax,
    heldMs,
    lookBackMs: Math.max(
      heldMs,
      stateMsMax,
      TIME_CONSTANTS_BACK * Math.max(0, ...ewmMs, usualMs ?? 0),
      firstStretch === null ? 0 : firstStretch.runMsMax + firstStretch.pauseMs,
    ),
    eventMsMax: parts.eventCodes.length > 0 ? EVENT_WINDOWS * longestMs : 0,
    maintenanceMsMax: parts.maintained.length > 0 ? MAINTENANCE_MS_MAX : 0,
    stateMsMax,
    lagToleranceMs,
    gapMsMax: Math.max(windowMsMax, lagToleranceMs),
  };
}

/**
 * The requested features, as far as these tags allow them. @param hasStates  Whether any operating
 * state is defined.
 */
export function featureParts(
  tags: readonly Tag[],
  features: FeatureSettings,
  hasStates: boolean,
): FeatureParts {
  const known = new Set(tags.map((tag) => tag.tag));
  const definitions = tags
    .filter((tag) => tag.modelInput)
    .map((tag): FeatureInput => {
      const deviates = features.deviations && tag.type === 'number';
      const has = deviates && tag.setValueTag !== null && known.has(tag.setValueTag);
      return { tag: tag.tag, type: tag.type, setValueTag: has ? tag.setValueTag : null };
    });
  return {
    definitions,
    lagsMs: ascending(features.lagsMs),
    windowsMs: ascending(features.windowsMs),
    slopesMs: ascending(features.slopesMs),
    ewmMs: ascending(features.ewmMs),
    usualMs: features.usualMs,
    firstStretch: features.firstStretch,
    fleet: features.fleet,
    timeInState: features.timeInState && hasStates,
    eventCodes: [...new Set(features.events.codes)],
    eventWindowsMs: ascending(features.events.windowsMs),
    maintained: [...new Set(features.maintenance.components)],
    attributes: features.attributes,
  };
}

/** How many of the inputs are numbers. */
export function numbersOf({ definitions }: Pick<FeatureParts, 'definitions'>): number {
  return definitions.filter(({ type }) => type === 'number').length;
}

const ascending = (durationsMs: readonly number[]): number[] =>
  [...new Set(durationsMs)].sort((a, b) => a - b);

/**
 * Features beyond lags and windows enter the hash only where they are requested: older sets keep
 * their hash.
 */
function hashOf(parts: FeatureParts, names: readonly string[], lagToleranceMs: number): FeatureSetHash {
  const { definitions, lagsMs, windowsMs, usualMs, firstStretch, attributes } = parts;
  const text = JSON.stringify({
    code: FEATURE_CODE_VERSION,
    names,
    definitions,
    lagsMs,
    windowsMs,
    lagToleranceMs,
    ...(usualMs === null ? {} : { usualMs }),
    ...(firstStretch === null ? {} : { firstStretch }),
    ...(attributes.length === 0 ? {} : { attributes }),
  });
  return featureSetHashSchema.parse(createHash('sha256').update(text).digest('hex').slice(0, 16));
}
