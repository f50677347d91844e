import type { Mistake } from '../../api/index.js';
import { isSame, type Json } from '../values/json.js';
import { followed } from '../values/place.js';
import { valueAt } from '../values/pointer.js';

/** What the gateway found wrong with a part, and the part as it was then. */
export interface Refusal {
  readonly value: Json;
  /** Pointers into that value. */
  readonly mistakes: readonly Mistake[];
}

export const NOTHING_REFUSED: Refusal = { value: null, mistakes: [] };

/**
 * What a refusal says of the part as it is now. A mistake stands until its field is changed, on
 * whatever page that is, and moves with its entry when others come and go.
 */
export const standingMistakes = ({ value: refused, mistakes }: Refusal, value: Json): Mistake[] =>
  mistakes.flatMap(({ pointer, detail }) => {
    const now = followed(refused, value, pointer);
    const stands = now !== null && isSame(valueAt(value, now), valueAt(refused, pointer));
    return stands ? [{ pointer: now, detail }] : [];
  });
