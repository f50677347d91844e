import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process, told apart from a later one that was given the same id. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it was started, as the system tells it; compared only. */
  readonly startedAt: string;
}

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

/**
 * When a process was started; empty when it does not run. On Linux in ticks since the start of the machine, whose id is part of it: the time
 * of day that `ps` shows moves when the clock is set. Elsewhere as `ps` words it, in UTC.
 */
export function startOfProcess(pid: number): string {
  if (!isAlive(pid)) return '';
  return process.platform === 'linux' ? startOnLinux(pid) : startByPs(pid);
}

export const identityOf = (pid: number): ProcessIdentity => ({ pid, startedAt: startOfProcess(pid) });

/** Whether the process that was noted with its start still runs. Ids are given out again after a restart of the machine; id and start are not. */
export function isSameProcess({ pid, startedAt }: ProcessIdentity): boolean {
  return startedAt !== '' && isAlive(pid) && startOfProcess(pid) === startedAt;
}

/** Fields behind the name, which is in brackets and may hold anything; the state is the first of them. */
const STATE_FIELD = 0;
const START_FIELD = 19;

function startOnLinux(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // Ended, and only not yet asked after by its parent.
    if (fields[STATE_FIELD] === 'Z') return '';
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot}+${fields[START_FIELD] ?? ''}`;
  } catch {
    return ''; // It ended in between.
  }
}

function startByPs(pid: number): string {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return ''; // It ended in between.
  }
}
