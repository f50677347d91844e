import { isList, isObject, type Json, propertyOf } from './json.js';

/** A JSON pointer (RFC 6901) into the value of a draft: `/operatingStates/0/state`; '' is the whole. */
export type Pointer = string;

/** A pointer by its steps: names of properties and places in lists. */
export const pointerOf = (steps: readonly (string | number)[]): Pointer =>
  steps.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

export const stepsOf = (pointer: Pointer): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

/** One step further: `stepInto('/tags', 3)` is `/tags/3`. */
export const stepInto = (pointer: Pointer, step: string | number): Pointer =>
  `${pointer}${pointerOf([step])}`;

/** Whether a pointer is another one, or leads into it. */
export const isAtOrBelow = (pointer: Pointer, upper: Pointer): boolean =>
  pointer === upper || pointer.startsWith(`${upper}/`);

/** What is at a pointer; undefined: nothing. */
export function valueAt(value: Json, pointer: Pointer): Json | undefined {
  return stepsOf(pointer).reduce<Json | undefined>((upper, step) => {
    if (isList(upper)) return upper[indexOf(step)];
    return isObject(upper) ? propertyOf(upper, step) : undefined;
  }, value);
}

/**
 * The same value with another one at a pointer, or nothing where that is undefined: then the
 * property, or the entry of the list, is gone. `-` is the place behind the last entry of a list.
 * A pointer that leads nowhere changes nothing.
 */
export function withValueAt(value: Json, pointer: Pointer, next: Json | undefined): Json {
  return changed(value, stepsOf(pointer), next) ?? value;
}

function changed(value: Json, steps: readonly string[], next: Json | undefined): Json | undefined {
  const [step, ...rest] = steps;
  if (step === undefined) return next;
  if (isList(value)) {
    const index = step === '-' ? value.length : indexOf(step);
    if (!(index <= value.length)) return value;
    const entry = value[index];
    if (rest.length > 0 && entry === undefined) return value;
    const replaced = entry === undefined || rest.length === 0 ? next : changed(entry, rest, next);
    return [
      ...value.slice(0, index),
      ...(replaced === undefined ? [] : [replaced]),
      ...value.slice(index + 1),
    ];
  }
  if (!isObject(value)) return value;
  const entry = propertyOf(value, step);
  if (rest.length > 0 && entry === undefined) return value;
  const replaced = entry === undefined || rest.length === 0 ? next : changed(entry, rest, next);
  const entries = Object.entries(value);
  if (replaced === undefined) return Object.fromEntries(entries.filter(([name]) => name !== step));
  return entry === undefined
    ? Object.fromEntries([...entries, [step, replaced]])
    : Object.fromEntries(entries.map(([name, old]) => [name, name === step ? replaced : old]));
}

const indexOf = (step: string): number => (/^(0|[1-9]\d*)$/.test(step) ? Number(step) : Number.NaN);
