import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Part } from '../parts.js';
import { useOrganizationId, useSession } from '../../session/index.js';
import type { Json } from '../values/json.js';
import { withValueAt } from '../values/pointer.js';
import { draftStorage } from './draft-storage.js';
import { type DraftSnapshot, DraftStore } from './draft-store.js';

const stores = new Map<string, DraftStore>();

const later = (ms: number, act: () => void): (() => void) => {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
};

const withoutSecrets = (part: Part) => (value: Json) =>
  part === 'feed' ? withValueAt(value, '/password', undefined) : value;

function storeOf(name: string, part: Part): DraftStore {
  const store =
    stores.get(name) ??
    new DraftStore({ storage: draftStorage, name, withoutSecrets: withoutSecrets(part), later });
  stores.set(name, store);
  return store;
}

/** The draft of a part, of the person who is signed in: nobody else finds it in this browser. */
export function useDraftStore(part: Part): readonly [DraftStore, DraftSnapshot] {
  const { user } = useSession();
  const organizationId = useOrganizationId();
  const name = `${user.id}.${organizationId}.${part}`;
  const store = useMemo(() => storeOf(name, part), [name, part]);
  const snapshot = useSyncExternalStore(store.listen, store.get);
  useEffect(() => {
    window.addEventListener('pagehide', store.flush);
    return () => {
      window.removeEventListener('pagehide', store.flush);
      store.flush();
    };
  }, [store]);
  return [store, snapshot];
}
