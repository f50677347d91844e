import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { DraftPart } from '../parts.js';
import { useOrganizationId, useSession } from '../../session/index.js';
import type { Json } from '../values/json.js';
import { type Pointer, withValueAt } from '../values/pointer.js';
import { draftStorage } from './draft-storage.js';
import { type DraftSnapshot, DraftStore } from './draft-store.js';

const stores = new Map<string, DraftStore>();

const later = (ms: number, act: () => void): (() => void) => {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
};

/** Takes away what a browser must not keep: the password of a feed. */
export const withoutSecrets =
  (part: DraftPart) =>
  (value: Json): Json => {
    const secret = SECRETS[part];
    return secret === undefined ? value : withValueAt(value, secret, undefined);
  };

const SECRETS: Readonly<Partial<Record<DraftPart, Pointer>>> = {
  feed: '/password',
  source: '/feed/password',
};

function storeOf(name: string, part: DraftPart): DraftStore {
  const store =
    stores.get(name) ??
    new DraftStore({ storage: draftStorage, name, withoutSecrets: withoutSecrets(part), later });
  stores.set(name, store);
  return store;
}

/** The draft of a part, of the person who is signed in: nobody else finds it in this browser. */
export function useDraftStore(part: DraftPart): readonly [DraftStore, DraftSnapshot] {
  const { user } = useSession();
  const organizationId = useOrganizationId();
  const name = `${user.id}.${organizationId}.${part}`;
  const store = useMemo(() => storeOf(name, part), [name, part]);
  const snapshot = useSyncExternalStore(store.listen, store.get);
  useEffect(() => {
    const hear = ({ key }: StorageEvent): void => {
      if (draftStorage.isAbout(name, key)) store.hear();
    };
    window.addEventListener('pagehide', store.flush);
    window.addEventListener('storage', hear);
    return () => {
      window.removeEventListener('pagehide', store.flush);
      window.removeEventListener('storage', hear);
      store.flush();
    };
  }, [store, name]);
  return [store, snapshot];
}
