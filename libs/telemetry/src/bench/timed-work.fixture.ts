import { performance } from 'node:perf_hooks';

/** What a piece of work took; CPU of all threads of this process. */
export interface Took {
  readonly wallMs: number;
  readonly cpuMs: number;
}

export async function timed<T>(work: () => Promise<T>): Promise<Took & { readonly result: T }> {
  const cpu = process.cpuUsage();
  const from = performance.now();
  const result = await work();
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs: performance.now() - from, cpuMs: (user + system) / 1_000, result };
}

/** Adds up what several pieces of work took. */
export class Total {
  wallMs = 0;
  cpuMs = 0;

  async of<T>(work: () => Promise<T>): Promise<T> {
    const { wallMs, cpuMs, result } = await timed(work);
    this.wallMs += wallMs;
    this.cpuMs += cpuMs;
    return result;
  }
}
