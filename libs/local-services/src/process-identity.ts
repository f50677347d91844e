import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Identity of a process, which tells it from a later one with the same id. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Its start, in the form that the system gives it; only for comparison. */
  readonly startedAt: string;
}

/** Whether a process with this id runs, of any user. */
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
 * When a process was started; empty when it does not run. On Linux in ticks since the start of the
 * machine, whose id is part of it: the time of day that `ps` shows moves when the clock is set.
 * Elsewhere as `ps` words it, in UTC.
 */
export function startOfProcess(pid: number): string {
  if (!isAlive(pid)) return '';
  return process.platform === 'linux' ? startOnLinux(pid) : startByPs(pid);
}

export const identityOf = (pid: number): ProcessIdentity => ({ pid, startedAt: startOfProcess(pid) });

/**
 * Whether the process of this identity still runs. After a restart of the machine ids repeat; the
 * pair of id and start does not.
 */
export function isSameProcess({ pid, startedAt }: ProcessIdentity): boolean {
  return startedAt !== '' && isAlive(pid) && startOfProcess(pid) === startedAt;
}

/** CPU time that a process has used, milliseconds; 0 when it does not run. */
export function cpuMsOf(pid: number): number {
  if (process.platform !== 'linux') return cpuMsByPs(pid);
  const fields = statFields(pid);
  return ((Number(fields[USER_TICKS_FIELD]) || 0) + (Number(fields[SYSTEM_TICKS_FIELD]) || 0)) * TICK_MS;
}

/**
 * Fields after the name; the first is the state. The name is in brackets and may contain any
 * character.
 */
const STATE_FIELD = 0;
const START_FIELD = 19;
const USER_TICKS_FIELD = 11;
const SYSTEM_TICKS_FIELD = 12;
/** Of every Linux that Node runs on. */
const TICK_MS = 10;

function statFields(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return []; // It ended in between.
  }
}

function startOnLinux(pid: number): string {
  const fields = statFields(pid);
  // A zombie has ended; its parent has not read its exit code yet.
  if (fields.length === 0 || fields[STATE_FIELD] === 'Z') return '';
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return `${boot}+${fields[START_FIELD] ?? ''}`;
}

const startByPs = (pid: number): string => ps(pid, 'lstart=');

/** `[[days-]hours:]minutes:seconds[.hundredths]` */
function cpuMsByPs(pid: number): number {
  const [clock = '', days = '0'] = ps(pid, 'time=').split('-').reverse();
  const seconds = clock.split(':').reduce((sum, part) => sum * 60 + (Number(part) || 0), 0);
  return (Number(days) * 86_400 + seconds) * 1_000;
}

function ps(pid: number, column: string): string {
  try {
    return execFileSync('ps', ['-o', column, '-p', String(pid)], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return ''; // It ended in between.
  }
}
