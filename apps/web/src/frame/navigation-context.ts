import { createContext, useContext, useMemo } from 'react';
import { useSession } from '../session/index.js';
import { isFor, type NavigationEntry } from './feature.js';

/** The pages of all features; the root of the application gives them. */
export const NavigationContext = createContext<readonly NavigationEntry[]>([]);

/** The pages that the person may open, in their order. */
export function useNavigation(): readonly NavigationEntry[] {
  const entries = useContext(NavigationContext);
  const session = useSession();
  return useMemo(
    () =>
      entries
        .filter(({ audience }) => isFor(audience, session))
        .sort((one, other) => one.order - other.order),
    [entries, session],
  );
}
