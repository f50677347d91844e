import { setTimeout as delay } from 'node:timers/promises';
import { RPC } from '@eagle/contracts/bus';
import { AppError, type OrganizationId, type TakeOverProgress } from '@eagle/contracts/domain';
import { organizationConfigInputSchema, ROUTES } from '@eagle/contracts/rest';
import { ensureOrganization } from '../../gateway/organization-setup.js';
import { SEED_PLANT, type BenchPlatform } from '../bench-platform.js';
import { figure, type Figure } from '../figure.js';
import { cpuSecondsOf } from '../process-usage.js';
import { registerCopy, type SeedModel } from '../seed-model.js';
import type { HistorianControl } from './historian-control.js';
import { LongPlant } from './long-plant.js';

const SLUG = 'bench-take-over';
const CHECK_EVERY_MS = 250;
const BEGIN_MS_MAX = 120_000;
/** Three times what a year may take, and a minute. */
const MS_OF_DAY_MAX = 12_500;
const YEAR_ROWS = 365 * 86_400;

export interface TakenOver {
  readonly days: number;
  readonly rows: number;
  readonly wallS: number;
  /** CPU of the source's server meanwhile, live rows and their reading included. */
  readonly sourceCpuS: number;
  readonly historianCpuS: number;
  readonly progress: TakeOverProgress;
}

/** An organization begins, and its history is read from its source while live rows go on. */
export async function takeOver(
  bench: BenchPlatform,
  control: HistorianControl,
  seed: SeedModel,
  days: number,
): Promise<TakenOver> {
  const plant = await LongPlant.open(seed);
  const ending = new AbortController();
  try {
    await plant.fill(days);
    await control.start();
    const living = plant.live(ending.signal);
    const organizationId = await begin(bench, seed, days);
    const taken = await untilTaken(bench, control, organizationId, days);
    ending.abort();
    await living;
    await end(bench, seed, organizationId);
    return taken;
  } finally {
    ending.abort();
    await plant.close();
  }
}

const configOf = (seed: SeedModel, feed: object | null, days: number) => {
  const { config } = seed.plant;
  const settings = { ...config.settings, history: { ...config.settings.history, takeOver: { days } } };
  const mapping = { ...config.mapping, table: LongPlant.table };
  return organizationConfigInputSchema.parse({ ...config, rules: [], settings, feed, mapping });
};

async function begin(bench: BenchPlatform, seed: SeedModel, days: number): Promise<OrganizationId> {
  const source = new URL(seed.databaseUrl);
  const feed = {
    ...seed.plant.feed,
    host: source.hostname,
    port: Number(source.port),
    database: seed.plant.database,
    user: seed.plant.readerUser,
    password: bench.secrets.plantReaderPasswords[SEED_PLANT] ?? '',
  };
  const organization = { slug: SLUG, name: 'Bench take-over', config: configOf(seed, null, days) };
  const organizationId = await ensureOrganization(bench.superAdmin, organization);
  // With a model, training has nothing to do here.
  await registerCopy(bench, seed, organizationId);
  await bench.superAdmin.ask(ROUTES.configuration.putConfig, {
    params: { organizationId },
    body: configOf(seed, feed, days),
  });
  return organizationId;
}

async function end(bench: BenchPlatform, seed: SeedModel, organizationId: OrganizationId): Promise<void> {
  await bench.superAdmin.ask(ROUTES.configuration.putConfig, {
    params: { organizationId },
    body: configOf(seed, null, 0),
  });
}

async function untilTaken(
  bench: BenchPlatform,
  control: HistorianControl,
  organizationId: OrganizationId,
  days: number,
): Promise<TakenOver> {
  const sourcePid = bench.pids().get('scada-postgres') ?? Number.NaN;
  const now = () => ({
    atMs: performance.now(),
    sourceCpuS: cpuSecondsOf(sourcePid),
    historianCpuS: control.cpuS,
  });
  const until = performance.now() + BEGIN_MS_MAX + days * MS_OF_DAY_MAX;
  const { signal, say } = bench.hooks;
  const look = async () => (await bench.bus.ask(RPC.takeOverProgress, { organizationId })).progress;
  let progress = await look();
  for (; progress.stretches.length === 0; progress = await look()) {
    if (performance.now() > until) throw notBegun(progress);
    await delay(CHECK_EVERY_MS, undefined, { signal });
  }
  const first = now();
  for (; progress.state !== 'done' && performance.now() < until; progress = await look()) {
    await delay(CHECK_EVERY_MS, undefined, { signal });
  }
  const last = now();
  // What was taken until then says how fast it went.
  if (progress.state !== 'done') say(`not all was taken over in time: ${JSON.stringify(progress)}`);
  return {
    days,
    rows: progress.stretches.reduce((sum, { rows }) => sum + rows, 0),
    wallS: (last.atMs - first.atMs) / 1_000,
    sourceCpuS: last.sourceCpuS - first.sourceCpuS,
    historianCpuS: last.historianCpuS - first.historianCpuS,
    progress,
  };
}

const notBegun = ({ paused }: TakeOverProgress): AppError =>
  new AppError(
    'BENCH.NOT_STORED',
    `The history of a source was not taken over: ${paused?.explanation ?? 'it did not begin'}`,
  );

export function takeOverFigures(part: string, taken: TakenOver): Figure[] {
  const { days, rows, wallS, sourceCpuS, historianCpuS } = taken;
  const name = (text: string): string => `taken over from the source, ${days} days: ${text}`;
  return [
    figure({ part, name: name('rows a second'), value: rows / wallS, unit: 'rows/s' }),
    figure({
      part,
      name: name('a year at that rate'),
      value: (YEAR_ROWS * wallS) / rows / 60,
      unit: 'min',
      bar: 'takeOverMinutes',
    }),
    figure({
      part,
      name: name('CPU of the source'),
      value: sourceCpuS / wallS,
      unit: 'cores',
      bar: 'takeOverSourceCores',
    }),
    figure({ part, name: name('CPU of the historian'), value: historianCpuS / wallS, unit: 'cores' }),
  ];
}
