import { type Pointer, pointerOf, stepsOf } from '../values/pointer.js';
import { POINTER_ATTRIBUTE } from './control.js';

/** The page may have to draw the field first: this many frames it is looked for. */
const FRAMES_MAX = 30;

/** Puts the focus on the control of a field, on the first one in it, or on the nearest one above it. */
export function goToField(pointer: Pointer, frames = FRAMES_MAX): void {
  const exact = controlAt(pointer);
  if (exact === null && frames > 0) {
    requestAnimationFrame(() => goToField(pointer, frames - 1));
    return;
  }
  const control = exact ?? nearestAbove(pointer);
  control?.focus();
  control?.scrollIntoView({ block: 'center' });
}

const controlAt = (pointer: Pointer): HTMLElement | null => {
  const escaped = CSS.escape(pointer);
  return (
    document.querySelector<HTMLElement>(`[${POINTER_ATTRIBUTE}="${escaped}"]`) ??
    document.querySelector<HTMLElement>(`[${POINTER_ATTRIBUTE}^="${escaped}\\/"]`)
  );
};

function nearestAbove(pointer: Pointer): HTMLElement | null {
  const steps = stepsOf(pointer);
  while (steps.pop() !== undefined) {
    const control = controlAt(pointerOf(steps));
    if (control !== null) return control;
  }
  return null;
}
