import type { Rule } from './rule-sentence.js';

const COMMON = {
  id: 'oil-hot',
  title: 'Quench oil too hot',
  component: 'oil-system',
  kind: 'temperature',
  enabled: true,
  onDelayMs: 0,
  offDelayMs: 0,
  states: [],
  recommendedAction: '',
} as const;

type Changes<Type extends Rule['type']> = Partial<Extract<Rule, { readonly type: Type }>>;

/** Rules with all defaults. */
export const limitRule = (changes: Changes<'limit'> = {}): Rule => ({
  ...{ ...COMMON, states: [], type: 'limit', tag: 'oilpv', side: 'high', deadband: 0 },
  bands: [{ severity: 'high', from: 80 }],
  ...changes,
});

export const deviationRule = (changes: Changes<'deviation'> = {}): Rule => ({
  ...{ ...COMMON, states: [], type: 'deviation', tag: 'cppv', setValueTag: 'cpsv' },
  ...{ direction: 'both', deadband: 0 },
  bands: [{ severity: 'medium', from: 0.05 }],
  ...changes,
});

export const flagRule = (changes: Changes<'flag'> = {}): Rule => ({
  ...{ ...COMMON, states: [], type: 'flag', tag: 'fanfail', severity: 'critical', standingAfterMs: null },
  ...changes,
});

export const noDataRule = (changes: Changes<'no-data'> = {}): Rule => ({
  ...{ ...COMMON, states: [], type: 'no-data', severity: 'high', afterMs: 60_000 },
  ...changes,
});
