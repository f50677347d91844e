import type { AttributeDefinition, ComponentName, LogCode, TagName } from '@eagle/contracts/domain';
import type { FirstStretchSettings } from './first-stretch.js';

export interface FeatureInput {
  readonly tag: TagName;
  readonly type: 'number' | 'boolean';
  /** Tag from which the deviation is taken; null where none is computed. */
  readonly setValueTag: TagName | null;
}

/** The inputs of an organization's features, lists of durations ascending and distinct. */
export interface FeatureParts {
  readonly definitions: readonly FeatureInput[];
  readonly lagsMs: readonly number[];
  readonly windowsMs: readonly number[];
  readonly slopesMs: readonly number[];
  readonly ewmMs: readonly number[];
  /** Time constant of the asset's baseline; null: no deviation from it. */
  readonly usualMs: number | null;
  /** The first stretch of a run as the asset's baseline; null: no distance from it. */
  readonly firstStretch: FirstStretchSettings | null;
  readonly fleet: boolean;
  readonly timeInState: boolean;
  readonly eventCodes: readonly LogCode[];
  readonly eventWindowsMs: readonly number[];
  readonly maintained: readonly ComponentName[];
  readonly attributes: readonly AttributeDefinition[];
}

/** Where the first feature of each block lies in a row. */
export interface FeatureLayout {
  readonly names: readonly string[];
  readonly slopesAt: number;
  readonly ewmAt: number;
  readonly usualAt: number;
  readonly firstAt: number;
  readonly fleetAt: number;
  readonly timeInStateAt: number;
  readonly eventsAt: number;
  readonly maintenanceAt: number;
  readonly attributesAt: number;
}

/**
 * Names and places of all features of a row, block by block: values, lags and windows of each
 * input; then for numbers the slopes, exponentially weighted means, deviations from the baseline,
 * from the own first stretch (in its deviations, and as a share of its level) and from the fleet
 * (of the value and of each window's mean); then what belongs to the asset as a whole. A dot, which
 * no tag has, sets the latter apart.
 */
export function layOut(parts: FeatureParts): FeatureLayout {
  const names: string[] = [];
  const begin = (block: readonly string[]): number => {
    const at = names.length;
    // One by one: a call takes no hundred thousand arguments.
    for (const name of block) names.push(name);
    return at;
  };
  const numbers = parts.definitions.filter(({ type }) => type === 'number').map(({ tag }) => tag);
  const ofNumbers = (suffixes: readonly string[]): string[] =>
    numbers.flatMap((tag) => suffixes.map((suffix) => `${tag}${suffix}`));
  const compared = (suffix: string): string[] =>
    ofNumbers(['', ...parts.windowsMs.map((ms) => `_rolling_${duration(ms)}_mean`)]).map(
      (name) => `${name}_${suffix}`,
    );
  begin(parts.definitions.flatMap((input) => windowNames(input, parts)));
  return {
    names,
    slopesAt: begin(ofNumbers(parts.slopesMs.map((ms) => `_slope_${duration(ms)}`))),
    ewmAt: begin(ofNumbers(parts.ewmMs.map((ms) => `_ewm_${duration(ms)}`))),
    usualAt: begin(parts.usualMs === null ? [] : compared('usual')),
    firstAt: begin(
      parts.firstStretch === null ? [] : compared('first').flatMap((name) => [name, `${name}_share`]),
    ),
    fleetAt: begin(parts.fleet ? compared('fleet') : []),
    timeInStateAt: begin(parts.timeInState ? ['state.minutes'] : []),
    eventsAt: begin(
      parts.eventCodes.flatMap((code) => [
        ...parts.eventWindowsMs.map((ms) => `event.${code}.count_${duration(ms)}`),
        `event.${code}.minutes_since`,
      ]),
    ),
    maintenanceAt: begin(parts.maintained.map((component) => `maintenance.${component}.hours_since`)),
    attributesAt: begin(parts.attributes.map(({ name }) => `asset.${name}`)),
  };
}

function windowNames(
  { tag, type, setValueTag }: FeatureInput,
  { lagsMs, windowsMs }: FeatureParts,
): string[] {
  const statistics = type === 'number' ? ['mean', 'std', 'min', 'max', 'range'] : ['rate', 'count'];
  return [
    tag,
    ...(setValueTag === null ? [] : [`${tag}_deviation`]),
    ...lagsMs.map((ms) => `${tag}_lag_${duration(ms)}`),
    ...windowsMs.flatMap((ms) =>
      statistics.map((statistic) => `${tag}_rolling_${duration(ms)}_${statistic}`),
    ),
  ];
}

/**
 * Names of the features that rise with a tag's present value while everything else stays as it is:
 * the value, and how far it is from its set value, from the asset's baseline, from its first
 * stretch and from the fleet. Window features are left out: they describe the past. Empty for a tag
 * that is no input.
 */
export function presentValueNames(tag: TagName, parts: FeatureParts): string[] {
  const input = parts.definitions.find((definition) => definition.tag === tag);
  if (input === undefined) return [];
  const isNumber = input.type === 'number';
  return [
    tag,
    ...(input.setValueTag === null ? [] : [`${tag}_deviation`]),
    ...(isNumber && parts.usualMs !== null ? [`${tag}_usual`] : []),
    ...(isNumber && parts.firstStretch !== null ? [`${tag}_first`, `${tag}_first_share`] : []),
    ...(isNumber && parts.fleet ? [`${tag}_fleet`] : []),
  ];
}

const duration = (ms: number): string => (ms % 1_000 === 0 ? `${ms / 1_000}s` : `${ms}ms`);
