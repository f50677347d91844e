import type { Severity } from '../../api/index.js';
import type { Rule, Tag } from '../use-configuration.js';

/** From where on a value is an alert. */
export interface Limit {
  readonly severity: Severity;
  readonly side: 'high' | 'low';
  /** The limit, or its distance from the set value. */
  readonly at: number;
  readonly isFromSetValue: boolean;
}

/** One tag on the time axis. */
export interface Lane {
  readonly tag: Tag;
  readonly setValueTag: string | null;
  readonly limits: readonly Limit[];
}

const LANES_USUAL = 6;

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
  return chosen.map((tag) => ({ tag, setValueTag: tag.setValueTag, limits: limitsOf(tag, rules) }));
}

/** Limits of a tag in the rules that are on. */
export function limitsOf({ tag, setValueTag }: Tag, rules: readonly Rule[]): Limit[] {
  return rules.flatMap((rule): Limit[] => {
    if (!rule.enabled) return [];
    if (rule.type === 'limit' && rule.tag === tag) {
      return rule.bands.map(({ severity, from }) => ({
        severity,
        side: rule.side,
        at: from,
        isFromSetValue: false,
      }));
    }
    if (rule.type !== 'deviation' || rule.tag !== tag || rule.setValueTag !== setValueTag) return [];
    const sides = (['high', 'low'] as const).filter(
      (side) => rule.direction === 'both' || (rule.direction === 'above') === (side === 'high'),
    );
    return sides.flatMap((side) =>
      rule.bands.map(({ severity, from }) => ({
        severity,
        side,
        at: side === 'high' ? from : -from,
        isFromSetValue: true,
      })),
    );
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
