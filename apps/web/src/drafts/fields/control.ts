import type { Draft } from '../draft.js';
import type { Field } from '../schema/field.js';
import type { Json } from '../values/json.js';
import type { Pointer } from '../values/pointer.js';

/** What a control gets of its field. */
export interface ControlProps<Of extends Field = Field> {
  readonly draft: Draft;
  readonly field: Of;
  /** Where its value is in the draft. */
  readonly at: Pointer;
  readonly value: Json | undefined;
  /** What joins it to its label, its help and its mistake. */
  readonly ids: ControlIds;
}

export interface ControlIds {
  readonly id: string;
  readonly 'aria-label'?: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

/** Name of the attribute by which the list of mistakes finds a control. */
export const POINTER_ATTRIBUTE = 'data-pointer';
