import { createContext, useContext, useMemo, useSyncExternalStore } from 'react';
import { organizationQueryOf, sessionOf, type Session, type SessionState } from './session-state.js';
import type { SessionStore } from './session-store.js';

export const SessionContext = createContext<SessionStore | null>(null);

export function useSessionStore(): SessionStore {
  const store = useContext(SessionContext);
  if (store === null) throw new Error('useSessionStore is used outside of SessionContext');
  return store;
}

export function useSessionState(): SessionState {
  const store = useSessionStore();
  return useSyncExternalStore(store.listen, store.get);
}

/** The person who is signed in. Pages inside of the frame always have one. */
export function useSession(): Session {
  const state = useSessionState();
  const session = useMemo(() => sessionOf(state), [state]);
  if (session === null) throw new Error('useSession is used by a page that needs no sign-in');
  return session;
}

/** What `organizationQueryOf` says, the same object while it says the same. */
export function useOrganizationQuery(): ReturnType<typeof organizationQueryOf> {
  const { role, organizationId } = useSession();
  return useMemo(() => organizationQueryOf({ role, organizationId }), [role, organizationId]);
}

/** The organization of a page that shows one. */
export function useOrganizationId(): string {
  const { organizationId } = useSession();
  if (organizationId === null) throw new Error('This page needs an organization');
  return organizationId;
}
