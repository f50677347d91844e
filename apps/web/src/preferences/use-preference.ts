import { useCallback, useSyncExternalStore } from 'react';
import { preferences } from './preference-store.js';

/**
 * A choice of the person, kept in this browser.
 * @param values  What it can be; anything else that is stored counts as `usual`.
 */
export function usePreference<const Value extends string>(
  name: string,
  values: readonly Value[],
  usual: Value,
): readonly [Value, (value: Value) => void] {
  const stored = useSyncExternalStore(preferences.listen, () => preferences.get(name));
  const set = useCallback((value: Value) => preferences.set(name, value), [name]);
  return [values.find((value) => value === stored) ?? usual, set];
}

/** Whether this browser keeps what a person chooses. */
export const usePreferencesAreKept = (): boolean =>
  useSyncExternalStore(preferences.listen, preferences.keeps);

/** A text that is kept in this browser for the person; null: nothing is. */
export function useTextPreference(name: string): readonly [string | null, (text: string) => void] {
  const stored = useSyncExternalStore(preferences.listen, () => preferences.get(name));
  const set = useCallback((text: string) => preferences.set(name, text), [name]);
  return [stored, set];
}
