import type { OrganizationId } from '@eagle/contracts/domain';
import { z } from 'zod';
import type { BenchPlatform } from '../bench-platform.js';
import { figure, type Figure } from '../figure.js';
import { jsonOf } from '../run-script.js';
import { HISTORY_ASSET } from './history-organization.js';

const SCRIPT = 'libs/telemetry/dist/bench/write-history.bench.js';
const RUN_MS_MAX = 3_600_000;
/** A chart of a year needs that many days. */
const YEAR_DAYS = 366;

const tookShape = { wallMs: z.number(), cpuMs: z.number() };
const writtenSchema = z.object({
  todayMs: z.number(),
  tags: z.number(),
  bulk: z.object({ rows: z.number(), ...tookShape }),
  flushes: z.object({ count: z.number(), rows: z.number(), mergesCpuMs: z.number(), ...tookShape }),
  closed: z.object({ days: z.number(), ...tookShape }),
  usage: z.array(z.object({ kind: z.string(), resolution: z.string(), rows: z.number(), bytes: z.number() })),
  maxRssMiB: z.number(),
  byHand: z.object({ rows: z.number(), ...tookShape }).nullable(),
});
export type WrittenHistory = z.output<typeof writtenSchema>;

/** What scripts of the telemetry library need to reach the history of an organization. */
export const historyPlace = ({ platform, state }: BenchPlatform, organizationId: OrganizationId) => ({
  DATABASE_URL: platform.servers.databaseUrlOf('historian'),
  TELEMETRY_STORE: state.folder('telemetry'),
  WORK_DIR: state.folder('work', 'bench-history'),
  ORGANIZATION_ID: organizationId,
  ASSET_ID: HISTORY_ASSET,
});

/**
 * Writes a year of a made furnace through the store, in a separate process. The historian must be
 * stopped.
 * @param days  How many of its days have a row a second; those before have a row a minute.
 */
export async function writeHistory(
  bench: BenchPlatform,
  organizationId: OrganizationId,
  days: number,
): Promise<WrittenHistory> {
  const coarseDays = Math.max(0, YEAR_DAYS - days);
  return writtenSchema.parse(
    await jsonOf(SCRIPT, {
      args: ['--days', String(days), '--coarse-days', String(coarseDays)],
      env: historyPlace(bench, organizationId),
      timeoutMs: RUN_MS_MAX,
    }),
  );
}

export function writingFigures(
  part: string,
  { tags, bulk, flushes, closed, maxRssMiB, byHand }: WrittenHistory,
): Figure[] {
  const what = 'DuckDB writes the rows of its own table by hand';
  const rate = (rows: number, ms: number): number => (rows * 1_000) / ms;
  const perSecond = { what, value: byHand === null ? null : rate(byHand.rows, byHand.wallMs) };
  const perCpuSecond = { what, value: byHand === null ? null : rate(byHand.rows, byHand.cpuMs) };
  const scans = `scans of ${tags} tags`;
  return [
    figure({
      part,
      name: `${scans} in bulk`,
      value: rate(bulk.rows, bulk.wallMs),
      unit: 'scans/s',
      yardstick: perSecond,
      bar: 'historyWritten',
    }),
    figure({
      part,
      name: `${scans} in bulk, by CPU`,
      value: rate(bulk.rows, bulk.cpuMs),
      unit: 'scans/CPU s',
      yardstick: perCpuSecond,
    }),
    figure({
      part,
      name: `a flush of ${flushes.rows} scans`,
      value: flushes.cpuMs / flushes.count,
      unit: 'ms CPU',
    }),
    figure({ part, name: 'a day’s merge and aggregates', value: closed.cpuMs / closed.days, unit: 'ms CPU' }),
    figure({ part, name: 'memory of the bulk writer, at most', value: maxRssMiB, unit: 'MiB' }),
  ];
}
