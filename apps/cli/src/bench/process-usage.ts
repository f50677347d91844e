import { readdirSync, readFileSync } from 'node:fs';

/** Kernel ticks a second, as `/proc` counts CPU time; 100 on every Linux that Node runs on. */
const TICKS_PER_S = 100;
const MiB = 1024 * 1024;

/** Resources of a process and all its descendants. */
export interface Usage {
  readonly processes: number;
  /** CPU seconds since its start, ended children included. */
  readonly cpuS: number;
  /** Sum of the resident memory of each; shared memory counts once for each process. */
  readonly rssMiB: number;
  /**
   * Sum of the proportional shares: memory that n processes share counts 1/n each. Null where the
   * kernel does not report it.
   */
  readonly pssMiB: number | null;
}

/** Whether this machine has the `/proc` of Linux; elsewhere CPU and memory are not measured. */
export function canReadUsage(): boolean {
  return process.platform === 'linux';
}

/** The most memory that one process ever had resident; null where the kernel does not report it. */
export function memoryPeakMiBOf(pid: number): number | null {
  const peakKiB = kibOf(`/proc/${pid}/status`, 'VmHWM');
  return peakKiB === null ? null : (peakKiB * 1_024) / MiB;
}

/** A process with all of its descendants (PostgreSQL has one process for each connection). */
export function usageOf(pid: number): Usage {
  const pids = familyOf(pid);
  let [cpuS, rss, pss, isWhole] = [0, 0, 0, true];
  for (const member of pids) {
    const stat = statOf(member);
    if (stat === null) continue; // The process has ended since.
    cpuS += stat.ticks / TICKS_PER_S;
    rss += kibOf(`/proc/${member}/status`, 'VmRSS') ?? 0;
    const share = kibOf(`/proc/${member}/smaps_rollup`, 'Pss');
    if (share === null) isWhole = false;
    else pss += share;
  }
  return {
    processes: pids.length,
    cpuS,
    rssMiB: (rss * 1_024) / MiB,
    pssMiB: isWhole ? (pss * 1_024) / MiB : null,
  };
}

/** CPU seconds alone: cheap enough to be read around a short measurement. */
export function cpuSecondsOf(pid: number): number {
  return familyOf(pid).reduce((sum, member) => sum + (statOf(member)?.ticks ?? 0), 0) / TICKS_PER_S;
}

function familyOf(root: number): number[] {
  const childrenOf = new Map<number, number[]>();
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry);
    const stat = Number.isInteger(pid) ? statOf(pid) : null;
    if (stat === null) continue;
    const siblings = childrenOf.get(stat.parent);
    if (siblings === undefined) childrenOf.set(stat.parent, [pid]);
    else siblings.push(pid);
  }
  const family = [root];
  for (const member of family) family.push(...(childrenOf.get(member) ?? []));
  return family;
}

/** Ticks are those of the process and of its ended children. */
function statOf(pid: number): { parent: number; ticks: number } | null {
  const text = read(`/proc/${pid}/stat`);
  if (text === null) return null;
  // The second field is the program's name in brackets and may hold anything.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const field = (number: number): number => Number(fields[number - 3] ?? 0);
  return { parent: field(4), ticks: field(14) + field(15) + field(16) + field(17) };
}

function kibOf(file: string, name: string): number | null {
  const match = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(read(file) ?? '');
  return match === null ? null : Number(match[1]);
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null; // The process has ended, or we may not read it.
  }
}
