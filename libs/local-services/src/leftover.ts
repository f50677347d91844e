import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { endProcess } from './end-process.js';
import { identityOf } from './process-identity.js';

const execute = promisify(execFile);

/**
 * Ends a server that outlived its parent, if the process of that id is one: it runs `program` with
 * `argument` (the folder or file that belongs to it alone). Any other process is left alone: the id
 * was given out again.
 * @returns whether it was such a server.
 */
export async function endLeftover(
  pid: number,
  program: string,
  argument: string,
  stopSignal: NodeJS.Signals,
  stopMsMax: number,
): Promise<boolean> {
  const identity = identityOf(pid);
  const command = await execute('ps', ['-ww', '-o', 'command=', '-p', String(pid)]).then(
    (answer) => answer.stdout.trim(),
    () => '',
  );
  if (!command.includes(program) || !` ${command} `.includes(` ${argument} `)) return false;
  await endProcess(identity, stopSignal, stopMsMax);
  return true;
}
