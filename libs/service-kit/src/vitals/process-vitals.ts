import { readFileSync } from 'node:fs';
import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import type { ProcessVitals } from '@eagle/contracts/domain';
import { z } from 'zod';

/** Rarely, because each look wakes an idle process; a wait that matters is longer. */
const LOOP_LOOKED_AT_EVERY_MS = 100;
const MS_NS = 1e6;

const packageSchema = z.object({ version: z.string() });

/** Version of the platform: that of this package, as all packages have the same. */
export function platformVersion(): string {
  const file = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return packageSchema.parse(JSON.parse(file)).version;
}

/** What a process knows of itself. It begins to watch its event loop at the first reading. */
export class ProcessWatch {
  private loop: IntervalHistogram | null = null;

  read(): ProcessVitals {
    const { used_heap_size: heapBytes, heap_size_limit: heapBytesMax } = getHeapStatistics();
    const { user, system } = process.cpuUsage();
    return {
      memoryBytes: process.memoryUsage.rss(),
      heapBytes,
      heapBytesMax,
      cpuMs: (user + system) / 1_000,
      loopDelayMsMax: this.longestDelayMs(),
    };
  }

  stop(): void {
    this.loop?.disable();
  }

  /** The library measures from one look to the next, so the time between looks is taken off. */
  private longestDelayMs(): number {
    if (this.loop === null) {
      this.loop = monitorEventLoopDelay({ resolution: LOOP_LOOKED_AT_EVERY_MS });
      this.loop.enable();
      return 0;
    }
    const longestMs = this.loop.count === 0 ? 0 : this.loop.max / MS_NS;
    this.loop.reset();
    return Math.max(0, longestMs - LOOP_LOOKED_AT_EVERY_MS);
  }
}
