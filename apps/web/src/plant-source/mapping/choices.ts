import type { Proposal } from './proposal.js';
import type { Choice } from './roles.js';

/** What a person changed, by the signal's name at the source; all else is as proposed. */
export type Edits = Readonly<Record<string, Partial<Choice>>>;

/** A signal as it is taken now. */
export interface Mapped extends Proposal {
  /** A person chose its role. */
  readonly isDecided: boolean;
}

export const undecided = (proposal: Proposal): Mapped => ({ ...proposal, isDecided: false });

/** A signal that nobody changed stays the same object: its line is not drawn again. */
export const mappedOf = (proposed: readonly Mapped[], edits: Edits): Mapped[] =>
  proposed.map((signal) => {
    const edit = edits[signal.source];
    return edit === undefined ? signal : { ...signal, ...edit, isDecided: edit.role !== undefined };
  });

/** Nobody but a person knows, and nobody has said. */
export const isToDecide = ({ isOpen, isDecided }: Mapped): boolean => isOpen && !isDecided;

export const isLeftOut = ({ role }: Mapped): boolean => role === 'left-out';

/** What becomes a tag. */
export const isTaken = (signal: Mapped): boolean => !isLeftOut(signal);

/** Changes one signal. A change of anything says what its role is, too: somebody looked at it. */
export function changed(edits: Edits, { source, role }: Mapped, change: Partial<Choice>): Edits {
  return { ...edits, [source]: { role, ...edits[source], ...change } };
}

/** The same for several signals. */
export const changedAll = (edits: Edits, signals: readonly Mapped[], change: Partial<Choice>): Edits =>
  signals.reduce((all, signal) => changed(all, signal, change), edits);

/** Takes back what was changed. */
export function asProposed(edits: Edits, sources: readonly string[]): Edits {
  const dropped = new Set(sources);
  return Object.fromEntries(Object.entries(edits).filter(([source]) => !dropped.has(source)));
}
