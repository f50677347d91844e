import { setTimeout as delay } from 'node:timers/promises';
import { RPC } from '@eagle/contracts/bus';
import { AppError } from '@eagle/contracts/domain';
import type { BenchOrganization } from '../bench-organizations.js';
import type { BenchPlatform } from '../bench-platform.js';
import { figure, type Figure } from '../figure.js';
import { writeLiveRows } from '../live-rows.js';
import type { HistorianControl } from './historian-control.js';

/**
 * Before it is measured: so many flushes that each organization has a dozen segments to merge in
 * the measured time.
 */
const PREPARING = { seconds: 20, settings: { FLUSH_EVERY_MS: '2000', MAINTAIN_EVERY_MS: '600000' } } as const;
/** Twice as often as by default: rows that are stored more often cost more. */
const MEASURED = { seconds: 180, settings: { FLUSH_EVERY_MS: '60000' } } as const;
/** A flush and a round of maintenance: a process that just started compiles its code. */
const WARM_UP_S = 65;
const TAKE_OVER_MS_MAX = 240_000;
const CHECK_EVERY_MS = 250;

export interface StandingLoad {
  readonly organizations: number;
  readonly seconds: number;
  readonly cpuS: number;
  readonly flushes: number;
  readonly mergedSegments: number;
}

/** CPU of the historian while every organization has one row a second, with flushes and merges. */
export async function measureStandingLoad(
  bench: BenchPlatform,
  members: readonly BenchOrganization[],
  control: HistorianControl,
): Promise<StandingLoad> {
  const rows = { rowsPerSecond: 1, toggleEvery: 1_000, signal: bench.hooks.signal };
  await control.start(PREPARING.settings);
  await writeLiveRows(members, { ...rows, seconds: PREPARING.seconds });
  await untilTakenOver(bench, members);
  await control.start(MEASURED.settings);
  await writeLiveRows(members, { ...rows, seconds: WARM_UP_S });
  const before = await countsOf(bench);
  const [cpuS, from] = [control.cpuS, performance.now()];
  await writeLiveRows(members, { ...rows, seconds: MEASURED.seconds });
  const seconds = (performance.now() - from) / 1_000;
  const used = control.cpuS - cpuS;
  const after = await countsOf(bench);
  return {
    organizations: members.length,
    seconds,
    cpuS: used,
    flushes: after.flushes - before.flushes,
    mergedSegments: after.mergedSegments - before.mergedSegments,
  };
}

/** The past of the organizations, whose reading is measured by itself, is no part of the load. */
async function untilTakenOver(bench: BenchPlatform, members: readonly BenchOrganization[]): Promise<void> {
  const { signal } = bench.hooks;
  const untilMs = performance.now() + TAKE_OVER_MS_MAX;
  for (const { id: organizationId } of members) {
    while ((await bench.bus.ask(RPC.takeOverProgress, { organizationId })).progress.state !== 'done') {
      if (performance.now() > untilMs) {
        throw new AppError('BENCH.NOT_STORED', 'The past of an organization was not taken over in time.');
      }
      await delay(CHECK_EVERY_MS, undefined, { signal });
    }
  }
}

async function countsOf(bench: BenchPlatform): Promise<Pick<StandingLoad, 'flushes' | 'mergedSegments'>> {
  const page = await bench.metrics('historian');
  return {
    flushes: page.sum('eagle_historian_store_seconds_count'),
    mergedSegments: page.sum('eagle_historian_merged_segments_total'),
  };
}

export function standingLoadFigures(part: string, load: StandingLoad): Figure[] {
  const { organizations, cpuS, seconds, flushes, mergedSegments } = load;
  return [
    figure({
      part,
      name: `${organizations} organizations, a row a second each (${flushes} flushes, ${mergedSegments} segments merged)`,
      value: cpuS / seconds,
      unit: 'cores',
      bar: 'historianCores',
    }),
  ];
}
