import type { Mistake } from '../api/index.js';
import type { Configuration, DraftPart } from './parts.js';
import type { Keeping } from './saving/draft-storage.js';
import type { RevisedValue } from './saving/draft-state.js';
import type { SaveStage } from './saving/save-stage.js';
import type { Field } from './schema/field.js';
import type { Json } from './values/json.js';
import type { Pointer } from './values/pointer.js';

/**
 * A change of one part of the configuration, as a form shows it. It is kept in this browser until it
 * is saved or discarded; every page that asks for the same part gets the same draft.
 */
export interface Draft {
  readonly part: DraftPart;
  /** The part as the fields of a form. */
  readonly field: Field;
  /** The whole configuration as the platform has it: what a part can refer to. */
  readonly configuration: Configuration;
  /** Revision that the change is based on. */
  readonly revision: number;
  /** The part at that revision. */
  readonly base: Json;
  /** The part as it was typed; it may hold mistakes. */
  readonly value: Json;
  readonly isChanged: boolean;
  /** What the platform has now, where somebody else changed this part meanwhile. */
  readonly newer: RevisedValue | null;
  /** `page`: storage is full or forbidden, and a reload loses the draft. */
  readonly keeping: Keeping;
  /** Mistakes to show, of the schema and of the gateway. Pointers into `value`. */
  readonly mistakes: readonly Mistake[];
  /** What a refused change would break in other parts. Pointers into the whole configuration. */
  readonly elsewhere: readonly Mistake[];
  readonly stage: SaveStage;
  /** How often saving was tried and mistakes were in the way: the list of them takes the focus. */
  readonly attempts: number;
  /** Puts a value at a pointer; undefined takes the property, or the entry of the list, away. */
  readonly setAt: (pointer: Pointer, value: Json | undefined) => void;
  /** Puts another value in the place of the whole part, for example that of an earlier revision. */
  readonly replace: (value: Json) => void;
  /** A person has left a field: from now on its mistakes are shown. */
  readonly leave: (pointer: Pointer) => void;
  readonly discard: () => void;
  /** Begins to save: shows mistakes, or what somebody else changed, or the difference. */
  readonly review: () => void;
  /** Joins what somebody else changed, with the chosen sides, and shows the difference. */
  readonly join: (choices: ReadonlyMap<string, 'mine' | 'theirs' | 'before'>) => void;
  /** Saves what is reviewed. */
  readonly save: () => void;
  /** Closes the dialog that is open. */
  readonly close: () => void;
}
