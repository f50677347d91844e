import { useCallback, useEffect, useRef, useState } from 'react';
import { serverClock } from '../../time/index.js';

/** A request to the platform that may take long, and that can be given up. */
export interface Asking {
  /** Since when, milliseconds; null: nothing is asked. */
  readonly sinceMs: number | null;
  /** Why the last one failed; null: it did not. */
  readonly error: Error | null;
  /** Asks, in the place of what is asked now. */
  readonly ask: (question: (signal: AbortSignal) => Promise<void>) => void;
  readonly cancel: () => void;
}

export function useAsking(): Asking {
  const [sinceMs, setSinceMs] = useState<number | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const present = useRef<AbortController | null>(null);
  const cancel = useCallback(() => {
    present.current?.abort();
    present.current = null;
    setSinceMs(null);
  }, []);
  const ask = useCallback((question: (signal: AbortSignal) => Promise<void>) => {
    present.current?.abort();
    const asked = new AbortController();
    present.current = asked;
    setError(null);
    setSinceMs(serverClock.now());
    void question(asked.signal)
      .catch((failure: unknown) => {
        // Given up: nobody waits for the answer.
        if (asked.signal.aborted) return;
        setError(failure instanceof Error ? failure : new Error(String(failure)));
      })
      .finally(() => {
        if (present.current !== asked) return;
        present.current = null;
        setSinceMs(null);
      });
  }, []);
  useEffect(() => cancel, [cancel]);
  return { sinceMs, error, ask, cancel };
}
