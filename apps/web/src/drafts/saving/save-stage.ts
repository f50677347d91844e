import type { Mistake } from '../../api/index.js';
import type { Json } from '../values/json.js';
import { isAtOrBelow, type Pointer } from '../values/pointer.js';
import { NOTHING_REFUSED, type Refusal, standingMistakes } from './refusal.js';

/** What the form asks the person for. */
export type SaveStage =
  /** Nothing: the form is typed in. */
  | { readonly kind: 'editing' }
  /** To look at the difference, and to save it. `error`: why the last try failed. */
  | { readonly kind: 'reviewing'; readonly isSaving: boolean; readonly error: Error | null }
  /** To choose where somebody else changed the same. */
  | { readonly kind: 'joining' };

/** What is shown beside the value. */
export interface FormState {
  readonly stage: SaveStage;
  /** Fields that a person has left once: their mistakes are shown. */
  readonly touched: ReadonlySet<Pointer>;
  /** How often mistakes were in the way of saving: after the first time all are shown. */
  readonly attempts: number;
  /** What the gateway refused last. */
  readonly refusal: Refusal;
  /** What the change would break in other parts, until anything is changed. */
  readonly elsewhere: readonly Mistake[];
}

export const UNTOUCHED: FormState = {
  stage: { kind: 'editing' },
  touched: new Set(),
  attempts: 0,
  refusal: NOTHING_REFUSED,
  elsewhere: [],
};

export type FormEvent =
  | { readonly kind: 'changed' }
  | { readonly kind: 'left'; readonly at: Pointer }
  /** Saving was asked for, and mistakes are in the way. */
  | { readonly kind: 'held-back' }
  | { readonly kind: 'review' }
  | { readonly kind: 'join' }
  | { readonly kind: 'save' }
  | { readonly kind: 'failed'; readonly error: Error }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly elsewhere: readonly Mistake[] }
  | { readonly kind: 'close' }
  | { readonly kind: 'done' };

export function nextForm(form: FormState, event: FormEvent): FormState {
  switch (event.kind) {
    case 'changed':
      return form.elsewhere.length === 0 ? form : { ...form, elsewhere: [] };
    case 'left':
      return form.touched.has(event.at) ? form : { ...form, touched: new Set([...form.touched, event.at]) };
    case 'held-back':
      return { ...form, stage: { kind: 'editing' }, attempts: form.attempts + 1 };
    case 'review':
      return { ...form, stage: { kind: 'reviewing', isSaving: false, error: null } };
    case 'join':
      return { ...form, stage: { kind: 'joining' } };
    case 'save':
      return { ...form, stage: { kind: 'reviewing', isSaving: true, error: null } };
    case 'failed':
      return { ...form, stage: { kind: 'reviewing', isSaving: false, error: event.error } };
    case 'refused':
      return {
        ...form,
        stage: { kind: 'editing' },
        attempts: form.attempts + 1,
        refusal: event.refusal,
        elsewhere: event.elsewhere,
      };
    case 'close':
      return form.stage.kind === 'editing' ? form : { ...form, stage: { kind: 'editing' } };
    case 'done':
      return UNTOUCHED;
  }
}

/**
 * Mistakes that a person is shown: not yet those of a field that nobody has left.
 * @param found  What the schema finds wrong with the value.
 */
export const shownMistakes = (
  form: FormState,
  found: readonly Mistake[],
  value: Json,
): readonly Mistake[] => [
  ...found.filter(
    ({ pointer }) => form.attempts > 0 || [...form.touched].some((left) => isAtOrBelow(pointer, left)),
  ),
  ...standingMistakes(form.refusal, value),
];
