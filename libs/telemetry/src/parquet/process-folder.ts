import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';

/** `4711-4f2a`: the process that made it, and chance. */
const OWNED = /^(\d+)-[0-9a-f]+$/;

/**
 * Makes a folder for one user in one process, and removes folders of processes that are gone. So
 * several stores of a process, or of several processes of this machine, may be given the same
 * parent.
 */
export async function processFolder(parent: string): Promise<string> {
  await mkdir(parent, { recursive: true, mode: 0o700 });
  for (const name of await readdir(parent)) {
    const owner = OWNED.exec(name)?.[1];
    if (owner === undefined || isRunning(Number(owner))) continue;
    await rm(path.join(parent, name), { recursive: true, force: true });
  }
  const folder = path.join(path.resolve(parent), `${process.pid}-${randomBytes(6).toString('hex')}`);
  await mkdir(folder, { mode: 0o700 });
  return folder;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs as another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
