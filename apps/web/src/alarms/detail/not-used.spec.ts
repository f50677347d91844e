import { notUsedIn } from './not-used.js';

const isTag = (name: string): boolean => ['cppv', 'oil', 'drive'].includes(name);
const good = { value: 1, quality: 'good' } as const;

test('inputs that a prediction goes without are named once by their tag, with the reason', () => {
  const features = {
    cppv: 0.35,
    cppv_lag_60s: null,
    oil: null,
    oil_rolling_300s_std: null,
    drive_slope_60s: null,
    'state.minutes': null,
  };
  const values = { cppv: good, oil: { value: null, quality: 'frozen' as const } };
  expect(notUsedIn(features, values, isTag)).toEqual([
    { tag: 'cppv', why: 'too-short' },
    { tag: 'oil', why: 'frozen' },
    { tag: 'drive', why: 'missing' },
  ]);
  expect(notUsedIn({ cppv: 1 }, values, isTag)).toEqual([]);
});
