/** What a feature of a model is made of: a tag, or two, and how it looks back. */
export interface FeatureMeaning {
  readonly tag: string;
  readonly kind:
    | 'value'
    | 'ago'
    | 'std'
    | 'mean'
    | 'min'
    | 'max'
    | 'range'
    | 'rate'
    | 'count'
    | 'deviation'
    | 'slope'
    | 'other';
  /** Length of the look back in seconds; null where it has none. */
  readonly seconds: number | null;
}

const LAG = /^(.+)_lag_(\d+)s$/;
const ROLLING = /^(.+)_rolling_(\d+)s_(std|mean|min|max|range|rate|count)$/;
const DEVIATION = /^(.+)_deviation$/;
const SLOPE = /^(.+)_slope_(\d+)s$/;
const STATISTICS = ['std', 'mean', 'min', 'max', 'range', 'rate', 'count'] as const;

/**
 * Reads the name of a feature by its grammar (DESIGN_WEB, "Explaining a prediction").
 * @param isTag  Whether a name is one of the organization's tags: then it is a value as it is.
 */
export function meaningOf(feature: string, isTag: (name: string) => boolean): FeatureMeaning {
  if (isTag(feature)) return { tag: feature, kind: 'value', seconds: null };
  const lag = LAG.exec(feature);
  if (lag?.[1] !== undefined) return { tag: lag[1], kind: 'ago', seconds: Number(lag[2]) };
  const rolling = ROLLING.exec(feature);
  const statistic = STATISTICS.find((each) => each === rolling?.[3]);
  if (rolling?.[1] !== undefined && statistic !== undefined) {
    return { tag: rolling[1], kind: statistic, seconds: Number(rolling[2]) };
  }
  const deviation = DEVIATION.exec(feature);
  if (deviation?.[1] !== undefined) return { tag: deviation[1], kind: 'deviation', seconds: null };
  const slope = SLOPE.exec(feature);
  if (slope?.[1] !== undefined) return { tag: slope[1], kind: 'slope', seconds: Number(slope[2]) };
  return { tag: feature, kind: 'other', seconds: null };
}

/** Where a value lies on the axis of a factor, 0-1; the usual range takes the middle half. */
export interface FactorScale {
  readonly usual: readonly [number, number];
  readonly now: number;
}

const USUAL_FROM = 0.3;
const USUAL_TO = 0.7;

/** @returns null where the model gives no usual range, or no value was measured. */
export function scaleOf(value: number | null, usual: readonly [number, number] | null): FactorScale | null {
  if (value === null || usual === null) return null;
  const [low, high] = usual;
  const width = high - low;
  if (!(width > 0)) return { usual: [USUAL_FROM, USUAL_TO], now: sideOf(value, low) };
  const place = USUAL_FROM + ((value - low) / width) * (USUAL_TO - USUAL_FROM);
  return { usual: [USUAL_FROM, USUAL_TO], now: Math.min(1, Math.max(0, place)) };
}

function sideOf(value: number, usual: number): number {
  if (value === usual) return 0.5;
  return value > usual ? 0.9 : 0.1;
}
