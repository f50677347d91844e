import type { Rule, Tag } from './use-configuration.js';

export const tagOf = (tag: string, more: Partial<Tag> = {}): Tag => ({
  tag,
  label: '',
  unit: '°C',
  type: 'number',
  role: 'present-value',
  component: null,
  zone: null,
  setValueTag: null,
  range: null,
  frozenAfterMs: null,
  modelInput: true,
  ...more,
});
const common = {
  id: 'r',
  title: 'Too hot',
  component: 'heater',
  kind: 'temperature',
  enabled: true,
  onDelayMs: 0,
  offDelayMs: 0,
  states: [],
  recommendedAction: '',
  deadband: 0,
};
export const limitRule: Rule = {
  ...common,
  type: 'limit',
  tag: 'oil',
  side: 'high',
  bands: [{ severity: 'high', from: 80 }],
};
export const deviationRule: Rule = {
  ...common,
  type: 'deviation',
  tag: 'zone',
  setValueTag: 'zone-set',
  direction: 'below',
  bands: [{ severity: 'medium', from: 10 }],
};
