/**
 * Longest time that the event loop stays with one piece of work; with everything else that runs,
 * nobody waits for 50 ms.
 */
const SLICE_MS = 5;

interface Work {
  /** @returns whether the work is finished. */
  readonly goOn: () => boolean;
}

const waiting: Work[] = [];
let isScheduled = false;

/**
 * Does work in slices of a few milliseconds; in between, the event loop serves everybody else. All
 * such work of the process shares one queue: for any number of requests, one slice runs at a time.
 * @param steps  Work that yields often: each step far shorter than a slice.
 */
export function inSlices<T>(steps: Generator<void, T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const goOn = (): boolean => {
      try {
        const end = performance.now() + SLICE_MS;
        do {
          const step = steps.next();
          if (step.done === true) {
            resolve(step.value);
            return true;
          }
        } while (performance.now() < end);
        return false;
      } catch (error) {
        reject(error instanceof Error ? error : new Error('Work in slices failed.', { cause: error }));
        return true;
      }
    };
    // The first slice runs at once where nothing waits: short work does not wait for the next turn
    // of the loop.
    if (waiting.length === 0 && goOn()) return;
    waiting.push({ goOn });
    schedule();
  });
}

function schedule(): void {
  if (isScheduled || waiting.length === 0) return;
  isScheduled = true;
  setImmediate(() => {
    isScheduled = false;
    const work = waiting.shift();
    if (work !== undefined && !work.goOn()) waiting.push(work);
    schedule();
  });
}
