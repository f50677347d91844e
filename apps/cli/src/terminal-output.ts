/** Results go to standard output, one line each. */
export const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Progress goes to standard error, so that results can be piped. */
export const printProgress = (line: string): void => void process.stderr.write(`${line}\n`);
