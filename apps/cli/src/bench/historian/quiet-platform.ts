import { setTimeout as delay } from 'node:timers/promises';
import type { BenchPlatform } from '../bench-platform.js';
import { cpuSecondsOf } from '../process-usage.js';

const LOOK_MS = 1_000;
/** Of one core: what an idle platform with many organizations needs. */
const QUIET_CORES = 0.3;
const DEADLINE_MS = 120_000;

/**
 * Waits until the platform has nothing to do but the usual; after two minutes the measurement goes
 * on anyway.
 */
export async function untilQuiet(bench: BenchPlatform): Promise<void> {
  const until = performance.now() + DEADLINE_MS;
  while (performance.now() < until) {
    const before = cpuOf(bench);
    const from = performance.now();
    await delay(LOOK_MS, undefined, { signal: bench.hooks.signal });
    if ((cpuOf(bench) - before) * 1_000 < QUIET_CORES * (performance.now() - from)) return;
  }
}

const cpuOf = (bench: BenchPlatform): number =>
  [...bench.pids().values()].reduce((sum, pid) => sum + cpuSecondsOf(pid), 0);
