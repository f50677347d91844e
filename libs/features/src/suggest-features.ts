import {
  FEATURE_DURATION_MS_MAX,
  featureSettingsSchema,
  type AttributeDefinition,
  type ComponentName,
  type LogCode,
  type FeatureSettings,
  type Tag,
} from '@eagle/contracts/domain';
import { layOut } from './feature-layout.js';
import { featureParts } from './feature-set.js';

/** More columns than this cost more in training than they teach. */
export const FEATURES_SUGGESTED_MAX = 400;
/** Fewer rows than this say nothing of a mean. */
const WINDOW_PERIODS_MIN = 3;
const SLOPE_PERIODS_MIN = 6;
/** An asset's usual forgets over this many horizons, and holds at least so many rows. */
const USUAL_HORIZONS = 20;
const USUAL_PERIODS_MIN = 30;
/** Share of a short run that a window takes at most. */
const WINDOW_SHARE_MAX = 1 / 2;
/**
 * A first stretch lasts a horizon, but no more than this share of a short run, and runs may become
 * so many times as long as the longest.
 */
const FIRST_SHARE_MAX = 1 / 4;
const RUN_LENGTHS_MAX = 2;
const CODES_MAX = 32;
const FLEET_ASSETS_MIN = 3;
/** Attributes that tell an age or a date would be a clock; who means them says so. */
const AGE = /(^|[_-])(age|year|years|date|since|installed|commissioned|built)($|[_-])/i;

/** Multiples of the horizon, from rich to lean: the first that is narrow enough is suggested. */
const RECIPES = [
  { windows: [1 / 8, 1 / 2, 1, 3], lags: [1 / 4, 1], slopes: [1 / 2, 2], ewm: [1 / 4, 2], compares: true },
  { windows: [1 / 4, 1, 3], lags: [1], slopes: [1 / 2, 2], ewm: [1], compares: true },
  { windows: [1 / 4, 2], lags: [1], slopes: [1], ewm: [], compares: true },
  { windows: [1 / 2, 2], lags: [], slopes: [1], ewm: [], compares: false },
  { windows: [1], lags: [], slopes: [], ewm: [], compares: false },
  { windows: [], lags: [], slopes: [], ewm: [], compares: false },
] as const;

export interface SuggestionInput {
  readonly scanPeriodMs: number;
  readonly horizonMs: number;
  readonly tags: readonly Tag[];
  /** Codes of the error log, most telling (or most frequent) first. */
  readonly codes?: readonly LogCode[];
  /** Components whose maintenance is recorded. */
  readonly components?: readonly ComponentName[];
  readonly attributes?: readonly AttributeDefinition[];
  /** How many assets there are: a fleet is three or more. */
  readonly assets?: number;
  /**
   * How long the assets run, where each runs to failure once: then its own beginning is what it is
   * compared with, and no window takes more than half of a short run (one in ten is shorter), for
   * no row has an answer before its windows are full.
   */
  readonly runs?: { readonly shortMs: number; readonly longestMs: number } | null;
}

/**
 * Features suited to an organization's own time scale, for one that gives none: windows from a few
 * scan periods up to three horizons, and no more columns than teach something.
 */
export function suggestFeatures(input: SuggestionInput): FeatureSettings {
  const { tags, codes = [], components = [], attributes = [], assets = 1 } = input;
  const eventWindowsMs = spans(input, [1, 4], WINDOW_PERIODS_MIN);
  const suggested = RECIPES.map((recipe): FeatureSettings =>
    featureSettingsSchema.parse({
      lagsMs: spans(input, recipe.lags, 1),
      windowsMs: spans(input, recipe.windows, WINDOW_PERIODS_MIN),
      slopesMs: spans(input, recipe.slopes, SLOPE_PERIODS_MIN),
      ewmMs: spans(input, recipe.ewm, 2),
      deviations: tags.some((tag) => tag.setValueTag !== null),
      usualMs: recipe.compares ? usualMs(input) : null,
      firstStretch: recipe.compares ? firstStretch(input) : null,
      fleet: recipe.compares && assets >= FLEET_ASSETS_MIN,
      timeInState: true,
      events: { codes: codes.slice(0, CODES_MAX), windowsMs: codes.length > 0 ? eventWindowsMs : [] },
      maintenance: { components: components.slice(0, 64) },
      attributes: attributes.filter(({ name }) => !AGE.test(name)).slice(0, 32),
    }),
  );
  const narrow = suggested.find(
    (features) => layOut(featureParts(tags, features, true)).names.length <= FEATURES_SUGGESTED_MAX,
  );
  return narrow ?? featureSettingsSchema.parse(suggested.at(-1));
}

function usualMs({ horizonMs, scanPeriodMs }: SuggestionInput): number {
  const wantedMs = Math.max(USUAL_HORIZONS * horizonMs, USUAL_PERIODS_MIN * scanPeriodMs);
  return Math.min(FEATURE_DURATION_MS_MAX, wantedMs);
}

function firstStretch({ horizonMs, runs = null }: SuggestionInput): FeatureSettings['firstStretch'] {
  if (runs === null || runs.longestMs <= 0) return null;
  const within = (ms: number): number => Math.min(FEATURE_DURATION_MS_MAX, Math.max(1, Math.round(ms)));
  return {
    firstMs: within(Math.min(horizonMs, FIRST_SHARE_MAX * runs.shortMs)),
    pauseMs: within(runs.longestMs),
    runMsMax: within(RUN_LENGTHS_MAX * runs.longestMs),
  };
}

/** Shares of the horizon in whole scan periods, ascending, none shorter than `periodsMin`. */
function spans(
  { scanPeriodMs, horizonMs, runs = null }: SuggestionInput,
  shares: readonly number[],
  periodsMin: number,
): number[] {
  const runPeriods = runs === null ? Infinity : Math.floor((WINDOW_SHARE_MAX * runs.shortMs) / scanPeriodMs);
  const periods = shares.map((share) =>
    Math.max(periodsMin, Math.min(runPeriods, Math.round((share * horizonMs) / scanPeriodMs))),
  );
  return [...new Set(periods.map((count) => Math.min(FEATURE_DURATION_MS_MAX, count * scanPeriodMs)))];
}
