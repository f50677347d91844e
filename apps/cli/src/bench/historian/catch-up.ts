import { setTimeout as delay } from 'node:timers/promises';
import { RPC } from '@eagle/contracts/bus';
import { AppError, type HistoryUsage, type OrganizationId } from '@eagle/contracts/domain';
import type { BenchPlatform } from '../bench-platform.js';
import { figure, type Figure } from '../figure.js';
import type { SeedModel } from '../seed-model.js';
import { FurnaceLine, type SourceTableSize } from './furnace-line.js';
import type { HistorianControl } from './historian-control.js';
import { untilQuiet } from './quiet-platform.js';

const TAKEN = 'eagle_historian_rows_taken_total';
const CHECK_EVERY_MS = 50;
const DEADLINE_MS = 120_000;
/** Maintenance that changed nothing for so long is over. */
const STEADY_CHECKS = 4;
const STEADY_EVERY_MS = 1_000;

export interface CaughtUp {
  readonly scans: number;
  /** From the first to the last of them that was taken. */
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly counted: number;
  readonly usage: HistoryUsage;
  readonly source: SourceTableSize;
}

/**
 * A historian that was away finds a plant's history on the bus; then its days are merged and
 * aggregated.
 */
export async function catchUp(
  bench: BenchPlatform,
  control: HistorianControl,
  seed: SeedModel,
): Promise<CaughtUp> {
  await control.stop();
  const line = await FurnaceLine.open(bench, seed);
  const scans = await line.publish();
  // The other services read the same messages.
  await untilQuiet(bench);
  await control.start();
  const taken = await untilTaken(bench, control, line.organizationId, scans);
  await control.start({ MAINTAIN_EVERY_MS: '1000' });
  const usage = await untilMaintained(bench, line.organizationId);
  return { scans, ...taken, usage, source: await line.sourceTable() };
}

async function untilTaken(
  bench: BenchPlatform,
  control: HistorianControl,
  organization: OrganizationId,
  scans: number,
): Promise<Pick<CaughtUp, 'wallMs' | 'cpuMs' | 'counted'>> {
  const until = performance.now() + DEADLINE_MS;
  let first: { readonly atMs: number; readonly cpuS: number; readonly taken: number } | null = null;
  for (;;) {
    const page = await bench.metrics('historian');
    const taken = page.sum(TAKEN, { organization, stream: 'scans' });
    const now = { atMs: performance.now(), cpuS: control.cpuS, taken };
    if (taken > 0) first ??= now;
    if (first !== null && taken >= scans) {
      return {
        wallMs: now.atMs - first.atMs,
        cpuMs: (now.cpuS - first.cpuS) * 1_000,
        counted: taken - first.taken,
      };
    }
    if (now.atMs > until) throw notStored(`of ${scans} scans it took ${taken}`);
    await delay(CHECK_EVERY_MS, undefined, { signal: bench.hooks.signal });
  }
}

async function untilMaintained(bench: BenchPlatform, organizationId: OrganizationId): Promise<HistoryUsage> {
  const until = performance.now() + DEADLINE_MS;
  let last = '';
  for (let steady = 0; performance.now() < until;) {
    const { usage } = await bench.bus.ask(RPC.historyUsage, { organizationId });
    const kinds = JSON.stringify(usage.kinds);
    const hasAggregates = usage.kinds.some(({ resolution }) => resolution === 'hour');
    steady = hasAggregates && kinds === last ? steady + 1 : 0;
    if (steady >= STEADY_CHECKS) return usage;
    last = kinds;
    await delay(STEADY_EVERY_MS, undefined, { signal: bench.hooks.signal });
  }
  throw notStored('its days were not merged');
}

const notStored = (what: string): AppError =>
  new AppError('BENCH.NOT_STORED', `The historian did not store a plant’s history: ${what}.`);

export function catchUpFigures(part: string, { counted, wallMs, cpuMs, usage, source }: CaughtUp): Figure[] {
  const bytesOf = (resolutions: readonly string[]): number =>
    usage.kinds
      .filter(({ kind, resolution }) => kind === 'scans' && resolutions.includes(resolution))
      .reduce((sum, { bytes }) => sum + bytes, 0);
  const rawRows =
    usage.kinds.find(({ kind, resolution }) => kind === 'scans' && resolution === 'raw')?.rows ?? 0;
  const yardstick = { what: 'the source’s table with its index', value: source.bytes / source.rows };
  const space = { part, unit: 'bytes a row', yardstick };
  return [
    figure({
      part,
      name: 'scans of 47 tags from the bus, catching up',
      value: (counted * 1_000) / wallMs,
      unit: 'scans/s',
    }),
    figure({
      part,
      name: 'scans of 47 tags from the bus, by CPU',
      value: (counted * 1_000) / cpuMs,
      unit: 'scans/CPU s',
    }),
    figure({
      ...space,
      name: 'furnace line, 47 tags with quality',
      value: bytesOf(['raw']) / rawRows,
      bar: 'historySpace',
    }),
    figure({
      ...space,
      name: 'furnace line, with minutes and hours',
      value: bytesOf(['raw', 'minute', 'hour']) / rawRows,
    }),
  ];
}
