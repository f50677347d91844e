import type { Reply } from '../../api/index.js';
import { meaningOf } from '../../feature-names/index.js';

type Prediction = Reply<'/api/v1/predictions/latest', 'get'>['items'][number];
type Values = Reply<'/api/v1/telemetry/latest', 'get'>['items'][number]['values'];
type BadQuality = Exclude<Values[string]['quality'], 'good'>;

/** A tag whose inputs a model goes without, and why: its value is not good, or its past is too short. */
export interface NotUsed {
  readonly tag: string;
  readonly why: BadQuality | 'too-short';
}

/** What the newest prediction was made without. */
export function notUsedIn(
  features: Prediction['features'],
  values: Values,
  isTag: (name: string) => boolean,
): NotUsed[] {
  const tags = new Set(
    Object.entries(features)
      .filter(([, value]) => value === null)
      .map(([feature]) => meaningOf(feature, isTag).tag)
      .filter(isTag),
  );
  return [...tags].map((tag) => {
    const quality = values[tag]?.quality ?? 'missing';
    return { tag, why: quality === 'good' ? 'too-short' : quality };
  });
}
