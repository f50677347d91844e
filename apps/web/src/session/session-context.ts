import { createContext, useContext, useMemo, useSyncExternalStore } from 'react';
import { sessionOf, type Session, type SessionState } from './session-state.js';
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

/**
 * How a request names the organization: a super-admin names the one that they act in, for everybody
 * else it comes from the token.
 */
export function useOrganizationQuery(): { readonly organizationId?: string } {
  const { user, organizationId } = useSession();
  return useMemo(
    () => (user.role === 'SUPER_ADMIN' && organizationId !== null ? { organizationId } : {}),
    [user.role, organizationId],
  );
}

/** The organization of a page that shows one. */
export function useOrganizationId(): string {
  const { organizationId } = useSession();
  if (organizationId === null) throw new Error('This page needs an organization');
  return organizationId;
}
