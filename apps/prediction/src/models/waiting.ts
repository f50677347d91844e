/** Waits until the time is over or the signal is aborted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done, { once: true });
  });
}

/** Waits at most this long for a promise that never rejects. */
export async function within(what: Promise<void>, msMax: number): Promise<void> {
  const waited = new AbortController();
  await Promise.race([what, pause(msMax, waited.signal)]);
  waited.abort();
}
