import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import type { Alert } from '../api/index.js';
import type { Connection } from './connection.js';
import type { Flood } from './flood.js';
import type { LiveSnapshot, LiveStore } from './live-store.js';

/** Null on pages of the platform, which show no organization. */
export const LiveContext = createContext<LiveStore | null>(null);

export function useLiveStore(): LiveStore {
  const store = useContext(LiveContext);
  if (store === null) throw new Error('This page needs an organization');
  return store;
}

/**
 * A part of what is live. The page is drawn again when that part changes.
 * @param select  Gives the same object while nothing changed.
 */
export function useLive<Part>(select: (snapshot: LiveSnapshot) => Part): Part {
  const store = useLiveStore();
  return useSyncExternalStore(store.listen, () => select(store.get()));
}

/** All alerts that are not over, by id. */
export const useLiveAlerts = (): ReadonlyMap<string, Alert> => useLive(({ state }) => state.alerts);

/** One alert, where it is not over. */
export function useLiveAlert(id: string): Alert | undefined {
  return useLive(useCallback(({ state }: LiveSnapshot) => state.alerts.get(id), [id]));
}

export const useConnection = (): Connection => useLive(({ connection }) => connection);

/** More alerts than one person can follow; null: there are not. */
export function useFlood(): Flood | null {
  const { flood } = useLiveStore();
  return useSyncExternalStore(flood.listen, flood.get);
}

/** State of the organization's feed as it was pushed last; null before. */
export const useFeedStatus = () => useLive(({ state }) => state.feed);
export const useTrainingStatus = () => useLive(({ state }) => state.training);
export const useServingStatus = () => useLive(({ state }) => state.serving);
