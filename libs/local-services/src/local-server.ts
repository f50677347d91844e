import type { OwnedProcess, ProcessExit } from './owned-process.js';

/** A real server on this machine, started by this process and ending with it. */
export interface LocalServer {
  /** Address that clients connect to; the same after `restart`. */
  readonly url: string;
  readonly port: number;
  /** Id of the running server's main process; a test may kill it. */
  readonly pid: number;
  readonly running: boolean;
  /**
   * Resolves when the process that runs now has ended, for whatever cause. Ask again after
   * `restart`.
   */
  readonly exited: Promise<ProcessExit>;
  /** Stops it in an orderly way; its state stays in its folder. */
  stop(): Promise<void>;
  /** Stops it where it still runs and starts it again on the same port with the same data. */
  restart(): Promise<void>;
}

/** @param launch  Starts the server on its port and waits until it serves. */
export async function superviseServer(
  address: { readonly url: string; readonly port: number },
  launch: () => Promise<OwnedProcess>,
): Promise<LocalServer> {
  let current = await launch();
  return {
    ...address,
    get pid() {
      return current.pid;
    },
    get running() {
      return current.running;
    },
    get exited() {
      return current.exited;
    },
    stop: () => current.stop(),
    restart: async () => {
      await current.stop();
      current = await launch();
    },
  };
}

/**
 * Tries several ports where the caller named none: between finding a port and binding it another
 * process may take it.
 * @param start  Starts the server on the given port.
 */
export async function onSomePort<T>(
  wanted: number | undefined,
  findPort: () => Promise<number>,
  start: (port: number) => Promise<T>,
): Promise<T> {
  if (wanted !== undefined) return start(wanted);
  const attempts = 3;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start(await findPort());
    } catch (error) {
      if (attempt === attempts) throw error;
    }
  }
}
