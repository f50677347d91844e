import type { Limit } from '../../charts/limit-bands.js';
import { shortNames } from '../../feature-names/index.js';
import { limitsOfRule } from '../../rule-words/index.js';
import type { Rule, Tag } from '../use-configuration.js';

/** One tag on the time axis. */
export interface Lane {
  readonly tag: Tag;
  /** What people call it beside the other lanes. */
  readonly name: string;
  readonly setValueTag: string | null;
  readonly limits: readonly Limit[];
}

const LANES_USUAL = 6;

/** What people call a tag; its name where they call it nothing. */
export const tagName = ({ tag, label }: Tag): string => (label === '' ? tag : label);

/** The lanes that an address names; else those of what is measured, as they are configured. */
export function lanesOf(
  tags: readonly Tag[],
  rules: readonly Rule[],
  wanted: readonly string[] | undefined,
): Lane[] {
  const byName = new Map(tags.map((tag) => [String(tag.tag), tag]));
  const named = (wanted ?? []).flatMap((name) => byName.get(name) ?? []);
  const usual = tags.filter(({ type, role }) => type === 'number' && role === 'present-value');
  const chosen = named.length > 0 ? named : usual.slice(0, LANES_USUAL);
  const names = shortNames(chosen.map(tagName));
  return chosen.map((tag, at) => ({
    tag,
    name: names[at] ?? tagName(tag),
    setValueTag: tag.setValueTag,
    limits: limitsOf(tag, rules),
  }));
}

/** Limits of a tag in the rules that are on. */
export function limitsOf({ tag, setValueTag }: Tag, rules: readonly Rule[]): Limit[] {
  return rules.flatMap((rule): Limit[] => {
    if (!rule.enabled || rule.type === 'no-data' || rule.tag !== tag) return [];
    return rule.type === 'deviation' && rule.setValueTag !== setValueTag ? [] : limitsOfRule(rule);
  });
}

/** All tags that the lanes need, each once. */
export const tagsOf = (lanes: readonly Lane[]): string[] => [
  ...new Set(
    lanes.flatMap(({ tag, setValueTag }): string[] =>
      setValueTag === null ? [tag.tag] : [tag.tag, setValueTag],
    ),
  ),
];
