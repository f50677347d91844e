import type { Texts } from '../texts/index.js';
import { ageText } from '../time/index.js';
import type { FeatureMeaning } from './feature-meaning.js';

interface FeatureWords {
  /** What people call the tag; absent or empty: its name. */
  readonly label: string | undefined;
  /** A spread below its usual range is steady, not unsteady. */
  readonly isBelowUsual?: boolean;
}

/** A feature in people's words: `Carbon potential: unsteady over 5 min`. */
export function featureText(meaning: FeatureMeaning, words: FeatureWords, t: Texts['t']): string {
  const { tag: name, kind, against } = meaning;
  const tag = words.label === undefined || words.label === '' ? name : words.label;
  const text = baseText(meaning, tag, words.isBelowUsual ?? false, t);
  return against === null || kind === 'other' ? text : t(`feature-names.against.${against}`, { text });
}

function baseText(
  { kind, seconds }: FeatureMeaning,
  tag: string,
  isBelowUsual: boolean,
  t: Texts['t'],
): string {
  const window = ageText((seconds ?? 0) * 1_000);
  switch (kind) {
    case 'other':
      return tag;
    case 'time-in-state':
      return t('feature-names.time-in-state');
    case 'value':
    case 'deviation':
    case 'event-since':
    case 'maintenance-since':
    case 'attribute':
      return t(`feature-names.${kind}`, { tag });
    case 'std':
      return t(isBelowUsual ? 'feature-names.steady' : 'feature-names.std', { tag, window });
    default:
      return t(`feature-names.${kind}`, { tag, window });
  }
}
