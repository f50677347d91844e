import { createContext, useContext, useMemo } from 'react';
import { useSession } from '../session/index.js';
import { isFor, NAVIGATION_GROUPS, type NavigationEntry, type NavigationGroup } from './feature.js';

/** The pages of all features; the root of the application gives them. */
export const NavigationContext = createContext<readonly NavigationEntry[]>([]);

/** Groups first, then the order within one. */
const GROUPS: readonly NavigationGroup[] = [...NAVIGATION_GROUPS, 'account'];
const placeOf = ({ group, order }: NavigationEntry): number => GROUPS.indexOf(group) * GROUP_SIZE_MAX + order;
const GROUP_SIZE_MAX = 1_000;

/** The pages that the person may open, in their order. */
export function useNavigation(): readonly NavigationEntry[] {
  const entries = useContext(NavigationContext);
  const session = useSession();
  return useMemo(
    () =>
      entries
        .filter(({ audience }) => isFor(audience, session))
        .sort((one, other) => placeOf(one) - placeOf(other)),
    [entries, session],
  );
}
