import { useEffect, useSyncExternalStore } from 'react';
import { serverClock } from '../time/index.js';
import { isQuiet } from './quiet.js';
import { siteUpdates } from './site.js';

const LOOK_EVERY_MS = 10_000;
const HAND = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchmove'] as const;
const OPEN_WORK = 'form, textarea, [role="dialog"], [role="menu"]';

/** Whether a newer version of the site is ready. */
export const useNewVersion = (): boolean => useSyncExternalStore(siteUpdates.listen, siteUpdates.get);

/**
 * Loads a new version when nobody would notice.
 * @param unacknowledged  Counts active alerts that wait for somebody.
 */
export function useUpdateWhenQuiet(unacknowledged: () => number): void {
  const isReady = useNewVersion();
  useEffect(() => {
    if (!isReady) return undefined;
    let movedAt = serverClock.now();
    const move = (): void => {
      movedAt = serverClock.now();
    };
    for (const kind of HAND) addEventListener(kind, move, { passive: true });
    const timer = setInterval(() => {
      const handRestMs = serverClock.now() - movedAt;
      const isWorkOpen = document.querySelector(OPEN_WORK) !== null;
      if (isQuiet({ unacknowledged: unacknowledged(), handRestMs, isWorkOpen })) siteUpdates.load();
    }, LOOK_EVERY_MS);
    return () => {
      clearInterval(timer);
      for (const kind of HAND) removeEventListener(kind, move);
    };
  }, [isReady, unacknowledged]);
}
