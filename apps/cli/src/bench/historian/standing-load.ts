import { setTimeout as delay } from 'node:timers/promises';
import { RPC } from '@eagle/contracts/bus';
import { AppError } from '@eagle/contracts/domain';
import type { BenchOrganization } from '../bench-organizations.js';
import type { BenchPlatform } from '../bench-platform.js';
import { figure, type Figure } from '../figure.js';
import { writeLiveRows } from '../live-rows.js';
import type { HistorianControl } from './historian-control.js';
import { consumePlainly, type PlainConsumption } from './plain-consumer.js';

/** So many flushed segments of a day are merged into one. */
const MERGED_AT_ONCE = 12;
/** A flush holds as many rows as by default; ten times as many a second make ten times the flushes. */
const PREPARING = {
  rowsPerSecond: 10,
  secondsAFlush: 12,
  settings: { FLUSH_EVERY_MS: '12000', MAINTAIN_EVERY_MS: '3600000' },
} as const;
/** Of the service, by default. */
const FLUSH_EVERY_S = 120;
/** A flush and rounds of maintenance: a process that just started compiles its code. */
const WARM_UP_S = FLUSH_EVERY_S + 10;
const MEASURED_S = 3 * FLUSH_EVERY_S;
/** Scans and predictions: a flush writes a segment of each. */
const SERIES_KINDS = 2;
const DAY_S = 86_400;
const TAKE_OVER_MS_MAX = 240_000;
const CHECK_EVERY_MS = 250;

interface Counts {
  readonly rows: number;
  readonly flushes: number;
  readonly mergedSegments: number;
}

export interface StandingLoad extends Counts {
  readonly organizations: number;
  readonly seconds: number;
  readonly cpuS: number;
  /** The same messages in a process that only receives and decodes them. */
  readonly plain: PlainConsumption;
}

/**
 * CPU of the historian with its default settings while every organization has one row a second.
 *
 * In the long run an organization has 720 flushes a day, each of which writes a segment of scans
 * and one of predictions; each segment is merged once with eleven others; and the day is closed.
 * The measured time holds whole periods of flushes and of maintenance. Organizations that began
 * together would also merge together, all within one flush of twelve. So they are prepared with 0
 * to 11 segments, and at each flush one in twelve has a merge, as in the mean of a day. A day is
 * closed too seldom to be within: its cost is added, see `standingLoadFigures`.
 */
export async function measureStandingLoad(
  bench: BenchPlatform,
  members: readonly BenchOrganization[],
  control: HistorianControl,
): Promise<StandingLoad> {
  const { signal } = bench.hooks;
  const rows = { rowsPerSecond: 1, toggleEvery: 1_000, signal };
  await control.start(PREPARING.settings);
  await untilTakenOver(bench, members);
  await writeFlushes(members, signal);
  await control.start();
  const plainly = consumePlainly(bench, { warmUpS: WARM_UP_S, seconds: MEASURED_S });
  const measuring = async (): Promise<Omit<StandingLoad, 'plain'>> => {
    await writeLiveRows(members, { ...rows, seconds: WARM_UP_S });
    const before = await countsOf(bench);
    const [cpuS, from] = [control.cpuS, performance.now()];
    await writeLiveRows(members, { ...rows, seconds: MEASURED_S });
    const seconds = (performance.now() - from) / 1_000;
    const used = control.cpuS - cpuS;
    const counts = difference(await countsOf(bench), before);
    return { organizations: members.length, seconds, cpuS: used, ...counts };
  };
  const [load, plain] = await Promise.all([measuring(), plainly]);
  return { ...load, plain };
}

/** Leaves the first organization without flushed segments, the next one with one, and so on. */
async function writeFlushes(members: readonly BenchOrganization[], signal: AbortSignal): Promise<void> {
  const { rowsPerSecond, secondsAFlush: seconds } = PREPARING;
  for (let flush = 1; flush < MERGED_AT_ONCE; flush += 1) {
    const written = members.filter((_, i) => i % MERGED_AT_ONCE >= flush);
    await writeLiveRows(written, { rowsPerSecond, seconds, toggleEvery: 1_000, signal });
  }
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

async function countsOf(bench: BenchPlatform): Promise<Counts> {
  const page = await bench.metrics('historian');
  return {
    rows: page.sum('eagle_historian_rows_taken_total'),
    flushes: page.sum('eagle_historian_store_seconds_count'),
    mergedSegments: page.sum('eagle_historian_merged_segments_total'),
  };
}

const difference = (after: Counts, before: Counts): Counts => ({
  rows: after.rows - before.rows,
  flushes: after.flushes - before.flushes,
  mergedSegments: after.mergedSegments - before.mergedSegments,
});

/**
 * @param closingCpuS  CPU seconds for a day's merge and aggregates, of one organization; null if
 *   not measured.
 */
export function standingLoadFigures(part: string, load: StandingLoad, closingCpuS: number | null): Figure[] {
  const { organizations, cpuS, seconds, rows, flushes, mergedSegments, plain } = load;
  const closing = closingCpuS === null ? null : (organizations * closingCpuS) / DAY_S;
  const counts = `${rows} rows, ${flushes} flushes, ${mergedSegments} segments merged`;
  return [
    figure({
      part,
      name: `${organizations} organizations, a row a second each (${counts}; days’ ends added)`,
      value: closing === null ? null : cpuS / seconds + closing,
      unit: 'cores',
      yardstick: { what: 'receiving and decoding the same messages', value: plain.cpuS / MEASURED_S },
      bar: 'historianCores',
    }),
    figure({ part, name: 'of it the ends of days', value: closing, unit: 'cores' }),
    figure({
      part,
      name: 'segments merged for each one that was written; 1 in the long run',
      value: mergedSegments / (flushes * SERIES_KINDS),
      unit: '',
    }),
  ];
}
