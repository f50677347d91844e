import { monotonicNow } from '@eagle/service-kit/clocks';
/** Results go to standard output, one line each. */
export const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Progress goes to standard error, so that results can be piped. */
export const printProgress = (line: string): void => void process.stderr.write(`${line}\n`);

const PROGRESS_EVERY_MS = 2_000;

/** Passes at most one line of progress every two seconds. */
export function paced(say: (text: string) => void, now: () => number = monotonicNow): (text: string) => void {
  let saidMs = -Infinity;
  return (text) => {
    if (now() - saidMs < PROGRESS_EVERY_MS) return;
    saidMs = now();
    say(text);
  };
}
