import { useEffect } from 'react';

/** Keeps the screen on while the page is seen. Where a browser refuses it, the system decides. */
export function useAwake(): void {
  useEffect(() => {
    // Without TLS a browser has none outside of its own machine.
    const screen: WakeLock | undefined = isSecureContext ? navigator.wakeLock : undefined;
    if (screen === undefined) return undefined;
    let held: WakeLockSentinel | null = null;
    let isOver = false;
    const keepOn = async (): Promise<void> => {
      if (document.visibilityState !== 'visible') return;
      try {
        held = await screen.request('screen');
        if (isOver) await held.release();
      } catch {
        // The battery is low, or the browser allows it to nobody: the screen sleeps as it is set.
        held = null;
      }
    };
    const keep = (): void => void keepOn();
    keep();
    // A page that was hidden has lost it.
    document.addEventListener('visibilitychange', keep);
    return () => {
      isOver = true;
      document.removeEventListener('visibilitychange', keep);
      void held?.release();
    };
  }, []);
}
