import { en } from '../texts/en/index.js';
import { textsOf } from '../texts/texts-of.js';
import { meaningOf } from './feature-meaning.js';
import { featureText } from './feature-text.js';

const LABELS = new Map([
  ['cppv', 'Carbon potential'],
  ['hz1pv', ''],
  ['odd_lag_60s', 'Oddly named'],
]);
const isTag = (name: string): boolean => LABELS.has(name);
const { t } = textsOf('en', en);

function wordsOf(feature: string, isBelowUsual = false): string {
  const meaning = meaningOf(feature, isTag);
  return featureText(meaning, { label: LABELS.get(meaning.tag), isBelowUsual }, t).replaceAll('\u202f', ' ');
}

describe('the name of a feature', () => {
  test.each([
    ['cppv', 'Carbon potential'],
    ['cppv_deviation', 'Carbon potential: gap to its set value'],
    ['cppv_lag_60s', 'Carbon potential: 1 min ago'],
    ['cppv_rolling_300s_std', 'Carbon potential: unsteady over 5 min'],
    ['cppv_slope_300s', 'Carbon potential: rise over 5 min'],
    ['cppv_ewm_3600s', 'Carbon potential: mean of about 1 h'],
    ['cppv_usual', 'Carbon potential, against its usual level'],
    ['cppv_rolling_300s_mean_fleet', 'Carbon potential: mean over 5 min, against the other assets'],
    ['cppv_first_share', 'Carbon potential, against the beginning of the run'],
    ['hz1pv_rolling_300s_range', 'hz1pv: spread over 5 min'],
    ['odd_lag_60s', 'Oddly named'],
    ['odd_lag_60s_lag_60s', 'Oddly named: 1 min ago'],
    ['state.minutes', 'Time in the present operating state'],
    ['event.e7.count_86400s', 'Log code e7: times in 1 d'],
    ['event.e7.minutes_since', 'Log code e7: time since the last one'],
    ['maintenance.fan.hours_since', 'fan: time since the last work on it'],
    ['asset.age', 'Attribute of the asset: age'],
    ['something_new', 'something_new'],
    ['something_new_usual', 'something_new_usual'],
  ])('%s reads as "%s"', (feature, words) => {
    expect(wordsOf(feature)).toBe(words);
  });

  test('a spread below its usual range is steady', () => {
    expect(wordsOf('cppv_rolling_300s_std', true)).toBe('Carbon potential: steady over 5 min');
  });
});
