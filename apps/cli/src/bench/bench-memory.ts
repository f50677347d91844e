import type { BenchPlatform } from './bench-platform.js';
import { figure, type Figure } from './figure.js';
import type { PartResult } from './parts.js';
import { usageOf, type Usage } from './process-usage.js';

const PART = 'memory';

/** Resident memory by process, with every organization's model loaded and every feed open. */
export function benchMemory(bench: BenchPlatform): PartResult {
  const usages = new Map<string, Usage>();
  for (const [name, pid] of bench.pids()) usages.set(name, usageOf(pid));
  usages.set('this launcher', launcherUsage());
  const figures: Figure[] = [...usages].map(([name, usage]) =>
    figure({
      part: PART,
      name: usage.processes > 1 ? `${name} (${usage.processes} processes)` : name,
      value: usage.pssMiB ?? usage.rssMiB,
      unit: usage.pssMiB === null ? 'MiB resident' : 'MiB proportional',
    }),
  );
  const all = [...usages.values()];
  const sum = (of: (usage: Usage) => number): number => all.reduce((total, usage) => total + of(usage), 0);
  const isWhole = all.every(({ pssMiB }) => pssMiB !== null);
  figures.push(
    figure({
      part: PART,
      name: 'sum of resident memory (shared pages count once for each process)',
      value: sum((u) => u.rssMiB),
      unit: 'MiB',
    }),
    figure({
      part: PART,
      name: 'everything together (shared pages once)',
      value: isWhole ? sum((usage) => usage.pssMiB ?? 0) : null,
      unit: 'MiB',
      bar: 'memoryMiB',
    }),
  );
  return { figures, details: Object.fromEntries(usages) };
}

/** The launcher without the processes it started. */
function launcherUsage(): Usage {
  const { rss } = process.memoryUsage();
  const rssMiB = rss / 1_048_576;
  return { processes: 1, cpuS: process.cpuUsage().user / 1e6, rssMiB, pssMiB: rssMiB };
}
