const SIGNALS_AND_ERRORS = [
  'SIGINT',
  'SIGTERM',
  'SIGHUP',
  'uncaughtException',
  'unhandledRejection',
] as const;
const REPLACEABLE = ['setTimeout', 'setInterval', 'setImmediate', 'fetch'] as const;

/** State shared by the test files that run in one worker. */
export type ProcessState = ReadonlyMap<string, unknown>;

/** The environment, the folder, the handlers and the clock of this process, as they are now. */
export function processState(): ProcessState {
  return new Map<string, unknown>([
    ...Object.entries(process.env).map(([name, value]): [string, unknown] => [`process.env.${name}`, value]),
    ['process.cwd()', process.cwd()],
    ['Date.now', Date.now],
    ...REPLACEABLE.map((name): [string, unknown] => [name, globalThis[name]]),
    ...SIGNALS_AND_ERRORS.map((name): [string, unknown] => [
      `handlers of ${name}`,
      process.listenerCount(name),
    ]),
  ]);
}

/** The names of what differs. */
export function changesBetween(former: ProcessState, now: ProcessState): string[] {
  const names = new Set([...former.keys(), ...now.keys()]);
  return [...names].filter((name) => former.get(name) !== now.get(name)).sort();
}
