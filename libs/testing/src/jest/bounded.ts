import { inspect } from 'node:util';

/** Taken before a test can put fake ones in their place. */
const { setTimeout, clearTimeout } = globalThis;

/** What runs in this worker: tests and hooks come one after the other. */
let running: { readonly what: string; readonly fail: (error: Error) => void } | null = null;

/**
 * Runs a test or a hook to its end, to the end of its time, or to the first error that nobody
 * handles meanwhile.
 * @param what  names it where it fails by time or by such an error
 * @returns rejects with an Error whose stack tells its causes, too: the report shows nothing else
 */
export async function bounded(what: string, msMax: number, run: () => unknown): Promise<void> {
  const { promise: cut, reject: fail } = Promise.withResolvers<never>();
  const timer = setTimeout(() => fail(new Error(`${what} has not ended within ${msMax / 1_000} s.`)), msMax);
  running = { what, fail };
  try {
    await Promise.race([Promise.resolve().then(run), cut]);
  } catch (error) {
    throw shownWhole(error);
  } finally {
    clearTimeout(timer);
    running = null;
  }
}

/**
 * An error that nobody handles fails what runs. Between tests it ends the worker, which fails its
 * file.
 */
export function failWhatRuns(error: unknown): void {
  if (running !== null) {
    running.fail(new Error(`While ${running.what} ran, nobody handled an error.`, { cause: error }));
    return;
  }
  console.error('Between two tests, nobody handled an error:', error);
  process.exit(1);
}

/** A process that ends while a test runs takes its report with it, but for this. */
export function sayWhatRan(): void {
  if (running !== null) console.error(`The process of the tests ends while ${running.what} runs.`);
}

function shownWhole(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(`Thrown, and no Error: ${inspect(error)}`);
  if (error.cause !== undefined || error instanceof AggregateError) error.stack = inspect(error);
  return error;
}
