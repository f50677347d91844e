const STATISTICS = ['std', 'mean', 'min', 'max', 'range', 'rate', 'count'] as const;
const COMPARISONS = ['usual', 'first', 'fleet'] as const;

/** What a feature of a model is made of: a tag, and how it looks back. */
export interface FeatureMeaning {
  /** Name of the tag, of the log code, of the component or of the attribute. */
  readonly tag: string;
  readonly kind:
    | (typeof STATISTICS)[number]
    | 'value'
    | 'ago'
    | 'deviation'
    | 'slope'
    | 'ewm'
    | 'time-in-state'
    | 'event-count'
    | 'event-since'
    | 'maintenance-since'
    | 'attribute'
    | 'other';
  /** Length of the look back in seconds; null where it has none. */
  readonly seconds: number | null;
  /** With what it is compared: its usual level, the first stretch of the run, the other assets. */
  readonly against: (typeof COMPARISONS)[number] | null;
}

const LOOK_BACKS = [
  ['ago', /^(.+)_lag_(\d+)(ms|s)$/],
  ['slope', /^(.+)_slope_(\d+)(ms|s)$/],
  ['ewm', /^(.+)_ewm_(\d+)(ms|s)$/],
  ['event-count', /^event\.(.+)\.count_(\d+)(ms|s)$/],
] as const;
const WITHOUT_LOOK_BACK = [
  ['deviation', /^(.+)_deviation$/],
  ['time-in-state', /^(state)\.minutes$/],
  ['event-since', /^event\.(.+)\.minutes_since$/],
  ['maintenance-since', /^maintenance\.(.+)\.hours_since$/],
  ['attribute', /^asset\.(.+)$/],
] as const;
const ROLLING = /^(.+)_rolling_(\d+)(ms|s)_(\w+)$/;
const COMPARED = /^(.+)_(usual|first|fleet)(?:_share)?$/;

/**
 * Reads the name of a feature by the grammar in which feature sets write it.
 * @param isTag  Whether a name is one of the organization's tags: then it is a value as it is.
 */
export function meaningOf(feature: string, isTag: (name: string) => boolean): FeatureMeaning {
  if (isTag(feature)) return plain(feature, 'value');
  const compared = COMPARED.exec(feature);
  const against = COMPARISONS.find((each) => each === compared?.[2]);
  if (compared?.[1] !== undefined && against !== undefined) {
    const inner = meaningOf(compared[1], isTag);
    if (inner.kind !== 'other') return { ...inner, against };
  }
  const rolling = ROLLING.exec(feature);
  const statistic = STATISTICS.find((each) => each === rolling?.[4]);
  if (rolling?.[1] !== undefined && statistic !== undefined) {
    return { ...plain(rolling[1], statistic), seconds: secondsOf(rolling[2], rolling[3]) };
  }
  for (const [kind, pattern] of LOOK_BACKS) {
    const found = pattern.exec(feature);
    if (found?.[1] !== undefined) {
      return { ...plain(found[1], kind), seconds: secondsOf(found[2], found[3]) };
    }
  }
  for (const [kind, pattern] of WITHOUT_LOOK_BACK) {
    const found = pattern.exec(feature);
    if (found?.[1] !== undefined) return plain(found[1], kind);
  }
  return plain(feature, 'other');
}

const plain = (tag: string, kind: FeatureMeaning['kind']): FeatureMeaning => ({
  tag,
  kind,
  seconds: null,
  against: null,
});

const secondsOf = (digits: string | undefined, unit: string | undefined): number =>
  Number(digits) / (unit === 'ms' ? 1_000 : 1);
