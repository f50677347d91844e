import { meaningOf } from '../../feature-names/index.js';
import type { Rule, Tag } from '../use-configuration.js';

/** Rules that read a tag. */
export const rulesWith = (tag: string, rules: readonly Rule[]): Rule[] =>
  rules.filter(
    (rule) => ('tag' in rule && rule.tag === tag) || (rule.type === 'deviation' && rule.setValueTag === tag),
  );

/** Features that are made of a tag, in the order of their names. */
export function featuresWith(tag: string, features: Iterable<string>, tags: readonly Tag[]): string[] {
  const names = new Set(tags.map((each): string => each.tag));
  return [...features].filter((feature) => meaningOf(feature, (name) => names.has(name)).tag === tag).sort();
}
