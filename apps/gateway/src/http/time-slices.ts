/** Longest that the event loop stays with one piece of work; with what else runs, nobody waits for 50 ms. */
const SLICE_MS = 5;

interface Work {
  /** @returns whether it is over. */
  readonly goOn: () => boolean;
}

const waiting: Work[] = [];
let isScheduled = false;

/**
 * Does work in slices of a few milliseconds, between which the event loop serves everybody else. All such work of the process shares one queue:
 * however many requests bring some, one slice is taken at a time.
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
    // The first slice is taken at once where nobody waits: what is short does not wait for the loop to come round.
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
