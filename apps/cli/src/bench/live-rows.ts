import { setTimeout as delay } from 'node:timers/promises';
import type { BenchOrganization } from './bench-organizations.js';
import { OpenLoopSchedule } from './open-loop.js';

export interface LiveRowsOptions {
  readonly seconds: number;
  readonly rowsPerSecond: number;
  /** One of this many rows toggles the flag that raises or clears an alert. */
  readonly toggleEvery: number;
  readonly signal: AbortSignal;
}

/**
 * Writes rows into each organization's SCADA table at a steady rate, evenly over time, without
 * waiting for earlier rows.
 */
export async function writeLiveRows(
  organizations: readonly BenchOrganization[],
  options: LiveRowsOptions,
): Promise<void> {
  const { seconds, rowsPerSecond, toggleEvery, signal } = options;
  const periodMs = 1_000 / rowsPerSecond;
  const schedule = new OpenLoopSchedule(
    organizations.map((_, i) => (i * periodMs) / organizations.length),
    periodMs,
    performance.now(),
    seconds * 1_000,
  );
  const writing: Promise<void>[] = [];
  while (!schedule.isOver) {
    signal.throwIfAborted();
    for (const { organization, index } of schedule.due(performance.now())) {
      const isToggled = Math.floor(index / toggleEvery) % 2 === 0;
      const written = organizations[organization]?.plant.writeRow(isToggled);
      if (written !== undefined) writing.push(written);
    }
    await delay(1);
  }
  await Promise.all(writing);
}
