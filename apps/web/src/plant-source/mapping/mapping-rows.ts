import type { Signal } from '../reading/signals.js';
import type { Mapped } from './choices.js';

export const GROUPS = ['decide', 'suggested', 'mapped', 'left-out'] as const;
export type Group = (typeof GROUPS)[number];

/** A line of the table: the head of a group, or a signal. */
export type MappingRow =
  | { readonly kind: 'head'; readonly group: Group; readonly count: number }
  | { readonly kind: 'signal'; readonly mapped: Mapped; readonly signal: Signal };

/** Groups by what was proposed, so that no line moves away under the hand of the person who changes it. */
export const groupAsProposed =
  (proposedRole: (source: string) => Mapped['role']) =>
  ({ isOpen, source }: Mapped): Group =>
    isOpen ? 'decide' : proposedRole(source) === 'left-out' ? 'left-out' : 'suggested';

/**
 * Lines in groups.
 * @param find  Words of the name at the source, the tag or the label.
 */
export function mappingRows(
  mapped: readonly Mapped[],
  signals: readonly Signal[],
  find: string,
  groupOf: (mapped: Mapped) => Group,
): MappingRow[] {
  const words = find.trim().toLowerCase();
  const lines = mapped.flatMap((each, at) => {
    const signal = signals[at];
    const text = `${each.source} ${each.tag} ${each.label} ${each.component}`.toLowerCase();
    return signal === undefined || !text.includes(words)
      ? []
      : [{ kind: 'signal' as const, mapped: each, signal }];
  });
  return GROUPS.flatMap((group): MappingRow[] => {
    const ofGroup = lines.filter((line) => groupOf(line.mapped) === group);
    return ofGroup.length === 0 ? [] : [{ kind: 'head', group, count: ofGroup.length }, ...ofGroup];
  });
}
