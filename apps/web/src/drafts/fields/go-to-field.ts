import { type Pointer, pointerOf, stepsOf } from '../values/pointer.js';
import { POINTER_ATTRIBUTE } from './control.js';

/** Frames that a page which is open already takes to draw a field. */
const DRAWN_FRAMES = 30;
/** Frames in which another page may be fetched and drawn. */
const FRAMES_MAX = 300;

/**
 * Puts the focus on the control of a field, on the first one in it, or on the nearest one above it. The
 * page that shows the field may still be on its way.
 */
export function goToField(pointer: Pointer, frame = 0): void {
  const control = controlAt(pointer) ?? (frame < DRAWN_FRAMES ? null : nearestAbove(pointer));
  if (control !== null) focus(control);
  else if (frame < FRAMES_MAX) requestAnimationFrame(() => goToField(pointer, frame + 1));
}

/** @returns whether one of the fields is on the page: the first of them has the focus. */
export function goToFirst(pointers: readonly Pointer[]): boolean {
  for (const pointer of pointers) {
    const control = controlAt(pointer);
    if (control === null) continue;
    focus(control);
    return true;
  }
  return false;
}

function focus(control: HTMLElement): void {
  control.focus();
  control.scrollIntoView({ block: 'center' });
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
