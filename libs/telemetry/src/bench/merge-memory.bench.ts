import { readFileSync, writeFileSync } from 'node:fs';
import { assetIdSchema, type AssetId, type OrganizationId } from '@eagle/contracts/domain';
import { parquetWorld } from '../parquet/parquet-world.fixture.js';
import { RETENTION } from '../policy/retention.js';
import { rowsBetween, type RowBlock } from '../rows/row-block.js';
import { DAY_MS, MONDAY_MS } from '../store/store-world.fixture.js';
import { furnaceDay } from './furnace-day.fixture.js';
import { timed } from './timed-work.fixture.js';

/**
 * What a process takes at most while a day of furnaces is stored and closed. `node
 * merge-memory.bench.js [assets] [flush rows]`, with the settings of memory that services have
 * (`process-tuning.ts`). Linux only: the kernel keeps the peak.
 */
const ASSETS = Array.from({ length: Number(process.argv[2] ?? 1) }, (_, i) =>
  assetIdSchema.parse(`furnace-${i + 1}`),
);
const FLUSH_ROWS = Number(process.argv[3] ?? 120);
const HOUR_MS = 3_600_000;

function memoryMiB(name: 'VmHWM' | 'VmRSS'): number {
  const found = new RegExp(`${name}:\\s+(\\d+) kB`).exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Math.round(Number(found) / 1024);
}

async function phase(name: string, work: () => Promise<void>): Promise<void> {
  // The peak begins anew.
  writeFileSync('/proc/self/clear_refs', '5');
  const { wallMs, cpuMs } = await timed(work);
  const memory = `at most ${memoryMiB('VmHWM')} MiB, then ${memoryMiB('VmRSS')} MiB`;
  console.log(
    `${name.padEnd(26)} ${memory}; ${(wallMs / 1_000).toFixed(1)} s, CPU ${(cpuMs / 1_000).toFixed(1)} s`,
  );
}

const world = await parquetWorld();
const organizationId: OrganizationId = await world.organization();

const append = (assets: readonly AssetId[], block: RowBlock): Promise<void> =>
  world.store.append(organizationId, {
    rows: assets.map((assetId) => ({ kind: 'scans', assetId, block })),
    positions: new Map(),
  });

async function maintain(): Promise<void> {
  while ((await world.store.maintain(organizationId, world.nowMs, RETENTION)).hasMore);
}

console.log(`at the beginning ${memoryMiB('VmRSS')} MiB`);
try {
  const day = furnaceDay({ dayMs: MONDAY_MS, everyMs: 1_000, sequence: 1 });
  await phase('flushes and their merges', async () => {
    for (let from = 0; from < day.rows; from += FLUSH_ROWS) {
      world.nowMs = MONDAY_MS + (from + FLUSH_ROWS) * 1_000;
      await append(ASSETS, rowsBetween(day, from, Math.min(day.rows, from + FLUSH_ROWS)));
      await maintain();
    }
  });
  await phase('the day is closed', () => {
    world.nowMs = MONDAY_MS + DAY_MS + HOUR_MS;
    return maintain();
  });
  await phase('a late row of one asset', async () => {
    const row = rowsBetween(day, 5_000, 5_001);
    await append(ASSETS.slice(0, 1), { ...row, timesMs: row.timesMs.map((timeMs) => timeMs + 0.5) });
    world.nowMs += 2 * HOUR_MS;
    await maintain();
  });
} finally {
  await world.close();
}
