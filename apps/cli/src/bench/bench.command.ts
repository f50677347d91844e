import { writeFileSync } from 'node:fs';
import os from 'node:os';
import { AppError } from '@eagle/contracts/domain';
import { benchCache } from './bench-cache.js';
import { benchFairness } from './bench-fairness.js';
import { benchFlip } from './bench-flip.js';
import { benchLatency } from './bench-latency.js';
import { benchMemory } from './bench-memory.js';
import { BenchOrganizations } from './bench-organizations.js';
import { BenchPlatform, type BenchHooks } from './bench-platform.js';
import { benchThroughput } from './bench-throughput.js';
import { tableOf, type Figure } from './figure.js';
import { benchFeatures, benchInference, type PartResult } from './parts.js';
import { benchHistorian } from './historian/bench-historian.js';
import type { HistorianStage } from './historian/stages.js';
import { canReadUsage } from './process-usage.js';
import { trainSeedModel } from './seed-model.js';
import type { WebFigureName } from './web/web-figure-names.js';
import { onStopSignal } from '../stop-signals.js';

export const BENCH_PARTS = [
  'features',
  'inference',
  'cache',
  'latency',
  'throughput',
  'fairness',
  'memory',
  'flip',
  'historian',
  'web',
] as const;
export type BenchPart = (typeof BENCH_PARTS)[number];
/** Parts with organizations that have a source and a trained model. */
const NEEDS_ORGANIZATIONS: readonly BenchPart[] = [
  'latency',
  'throughput',
  'fairness',
  'memory',
  'flip',
  'historian',
];
/** Numbers of organizations at which latency is measured, as far as there are enough. */
const LATENCY_STEPS = [1, 10];

export interface BenchOptions {
  readonly only: readonly BenchPart[];
  /** Which figures of the part `web`. */
  readonly figures: readonly WebFigureName[];
  /** Length of each measurement. */
  readonly seconds: number;
  readonly organizations: number;
  /** Days of history with a row a second, for the historian. */
  readonly days: number;
  /** What is measured of the historian. */
  readonly stages: readonly HistorianStage[];
  readonly json: boolean;
  readonly out: string | null;
}

interface BenchReport {
  readonly startedAt: string;
  readonly tookS: number;
  readonly machine: { cores: number; memoryGiB: number; platform: string; node: string; loadAverage: number };
  readonly options: Omit<BenchOptions, 'json' | 'out'>;
  /** Processes that ended by themselves: above 0 the figures are invalid. */
  readonly exits: number;
  readonly barsMet: number;
  readonly barsMissed: number;
  readonly figures: readonly Figure[];
  readonly details: Readonly<Record<string, unknown>>;
}

/**
 * `eagle bench`: measures the platform on this machine through its real processes, and compares the
 * figures with the bars.
 */
export async function runBench(
  options: BenchOptions,
  say: (text: string) => void,
  print: (text: string) => void,
): Promise<void> {
  if (!canReadUsage()) say('this machine has no /proc: CPU and memory are not measured');
  const stop = new AbortController();
  onStopSignal(() => stop.abort(new AppError('BENCH.STOPPED', 'Stopped.')));
  const startedAt = new Date();
  const loadAverage = os.loadavg()[0] ?? 0;
  const run = new BenchRun(options, { say, signal: stop.signal });
  await run.all();
  const report: BenchReport = {
    startedAt: startedAt.toISOString(),
    tookS: (Date.now() - startedAt.getTime()) / 1_000,
    machine: {
      cores: os.availableParallelism(),
      memoryGiB: Math.round(os.totalmem() / 1024 ** 3),
      platform: `${os.platform()} ${os.arch()}`,
      node: process.version,
      loadAverage,
    },
    options: measuredWith(options),
    exits: run.exits,
    barsMet: run.figures.filter(({ met }) => met === true).length,
    barsMissed: run.figures.filter(({ met }) => met === false).length,
    figures: run.figures,
    details: run.details,
  };
  const json = JSON.stringify(report, null, 2);
  if (options.out !== null) writeFileSync(options.out, `${json}\n`);
  print(options.json ? json : `${json}\n\n${tableOf(run.figures)}\n\n${summaryOf(report)}`);
}

const measuredWith = ({ json: _json, out: _out, ...options }: BenchOptions): BenchReport['options'] =>
  options;

const summaryOf = ({ barsMet, barsMissed, tookS, machine }: BenchReport): string =>
  `${barsMet} bars met, ${barsMissed} missed; ${Math.round(tookS)} s on ${machine.cores} cores, load average ${machine.loadAverage.toFixed(2)} at the start`;

/** The parts one after the other; those that need the platform share one. */
class BenchRun {
  readonly figures: Figure[] = [];
  readonly details: Record<string, unknown> = {};
  exits = 0;

  constructor(
    private readonly options: BenchOptions,
    private readonly hooks: BenchHooks,
  ) {}

  async all(): Promise<void> {
    if (this.wants('features')) {
      this.hooks.say('features');
      this.take('features', await benchFeatures());
    }
    if (this.wants('inference')) {
      this.hooks.say('inference');
      this.take('inference', await benchInference());
    }
    if (this.wants('cache')) {
      this.hooks.say('cache: models of 1 000 organizations, then 25 000 evictions (some minutes)');
      this.take('cache', await benchCache());
    }
    if (this.wants('web')) await this.withPlatform((bench) => this.web(bench));
    if (NEEDS_ORGANIZATIONS.some((part) => this.wants(part))) {
      await this.withPlatform((bench) => this.withOrganizations(bench));
    }
  }

  /** Each use has a platform of its own: what one leaves behind is no load of the other. */
  private async withPlatform(use: (bench: BenchPlatform) => Promise<void>): Promise<void> {
    this.hooks.say('starting the platform');
    const bench = await BenchPlatform.start(this.hooks);
    try {
      await use(bench);
    } finally {
      this.exits += bench.exits;
      this.hooks.say('stopping the platform');
      await bench.stop();
    }
  }

  /** Playwright, Lighthouse and axe are development dependencies: only this part loads them. */
  private async web(bench: BenchPlatform): Promise<void> {
    const { benchWeb } = await import('./web/bench-web.js');
    this.take('web', await benchWeb(bench, this.options.seconds, this.options.figures));
  }

  private async withOrganizations(bench: BenchPlatform): Promise<void> {
    const organizations = await BenchOrganizations.open(bench, await trainSeedModel(bench));
    try {
      await this.platformParts(bench, organizations);
    } finally {
      await organizations.close();
    }
  }

  private async platformParts(bench: BenchPlatform, organizations: BenchOrganizations): Promise<void> {
    const { organizations: count, seconds } = this.options;
    const load = { organizations: count, seconds };
    if (this.wants('latency')) {
      const steps = [...LATENCY_STEPS.filter((step) => step < count), count];
      this.take('latency', await benchLatency(bench, organizations, steps, seconds));
    }
    if (this.wants('memory')) {
      await organizations.atLeast(count);
      this.take('memory', benchMemory(bench));
    }
    if (this.wants('throughput')) this.take('throughput', await benchThroughput(bench, organizations, load));
    if (this.wants('fairness')) this.take('fairness', await benchFairness(bench, organizations, load));
    if (this.wants('flip')) this.take('flip', await benchFlip(bench, organizations, load));
    if (this.wants('historian')) {
      const { days, stages } = this.options;
      this.take('historian', await benchHistorian(bench, organizations, { ...load, days, stages }));
    }
  }

  private wants(part: BenchPart): boolean {
    return this.options.only.includes(part);
  }

  private take(part: BenchPart, { figures, details }: PartResult): void {
    this.figures.push(...figures);
    this.details[part] = details;
  }
}
