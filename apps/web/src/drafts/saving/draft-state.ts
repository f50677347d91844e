import { isSame, type Json } from '../values/json.js';
import { type Choices, merge } from '../values/merge.js';

/** A part of the configuration at a revision of the whole. */
export interface RevisedValue {
  readonly revision: number;
  readonly value: Json;
}

/** A change of one part that is not saved yet. */
export interface DraftState {
  /** Revision that the change is based on. */
  readonly revision: number;
  /** The part at that revision. */
  readonly base: Json;
  /** The part as it was typed. */
  readonly value: Json;
  /** What the platform has now, where somebody else changed this part meanwhile. */
  readonly newer: RevisedValue | null;
}

export const begin = ({ revision, value }: RevisedValue): DraftState => ({
  revision,
  base: value,
  value,
  newer: null,
});

export const isChanged = ({ base, value }: DraftState): boolean => !isSame(base, value);

export const withValue = (state: DraftState, value: Json): DraftState => ({ ...state, value });

/** Nothing that was typed stays. */
export const discard = (state: DraftState): DraftState =>
  begin(state.newer ?? { revision: state.revision, value: state.base });

/**
 * The platform answered what it has. A change of another part, and a change that was typed here too,
 * move the draft along; any other waits in `newer` for a person to join it.
 */
export function follow(state: DraftState, read: RevisedValue): DraftState {
  if (read.revision < state.revision || (state.newer !== null && read.revision < state.newer.revision)) {
    return state; // A late answer.
  }
  if (isSame(read.value, state.base)) return { ...state, revision: read.revision, newer: null };
  if (!isChanged(state) || isSame(read.value, state.value)) return begin(read);
  return { ...state, newer: read };
}

/** Bases the draft on what the platform has, with the changes of both sides. */
export function joinNewer(state: DraftState, choices: Choices): DraftState {
  const { newer } = state;
  if (newer === null) return state;
  const { value } = merge(state.base, state.value, newer.value, choices);
  return { revision: newer.revision, base: newer.value, value, newer: null };
}
