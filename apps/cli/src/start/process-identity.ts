import { execFileSync } from 'node:child_process';

/** Whether a process of that id runs, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, under another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** When a process was started, as the system words it; empty when it does not run. */
export function startOfProcess(pid: number): string {
  if (!isAlive(pid)) return '';
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return ''; // It ended in between.
  }
}

/** Whether the process that was noted with its start still runs. Ids are given out again after a restart of the machine; id and start are not. */
export function isSameProcess(pid: number, startedAt: string): boolean {
  return isAlive(pid) && startOfProcess(pid) === startedAt;
}
