/** Ctrl-C, a service manager, and a terminal that was closed. */
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Lets a command stop cleanly on any signal. When the terminal is gone, output is lost and the stop
 * continues.
 * @returns a function that removes the handlers.
 */
export function onStopSignal(stop: () => void): () => void {
  const unheard = (): void => undefined;
  const outputs = [process.stdout, process.stderr];
  for (const signal of STOP_SIGNALS) process.on(signal, stop);
  for (const output of outputs) output.on('error', unheard);
  return () => {
    for (const signal of STOP_SIGNALS) process.off(signal, stop);
    for (const output of outputs) output.off('error', unheard);
  };
}
