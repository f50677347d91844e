import path from 'node:path';
import { RPC } from '@eagle/contracts/bus';
import type { OrganizationId } from '@eagle/contracts/domain';
import { ROUTES } from '@eagle/contracts/rest';
import { z } from 'zod';
import type { BenchPlatform } from '../bench-platform.js';
import { figure, type Figure } from '../figure.js';
import { percentile } from '../percentile.js';
import { jsonOf } from '../run-script.js';
import { CHART_POINTS, type Chart, type Range } from './charts.js';
import type { HistorianControl } from './historian-control.js';
import { CHART_TAGS, HISTORY_ASSET } from './history-organization.js';
import { dropFromPageCache } from './page-cache.js';
import { historyPlace } from './written-history.js';

const SCRIPT = 'libs/telemetry/dist/bench/read-by-hand.bench.js';
const BY_HAND_MS_MAX = 600_000;
/** Readings before the measured ones. */
const WARM_UPS = 5;

const readingsSchema = z.array(z.object({ wallMs: z.number(), cpuMs: z.number() }));
type Reading = z.output<typeof readingsSchema>[number];

export interface ReadChart {
  readonly chart: Chart;
  /** The historian's request over the bus. */
  readonly busMs: readonly number[];
  /** CPU of the historian for an answer; null where it had just started, which costs more. */
  readonly cpuMs: number | null;
  /** `GET /api/v1/telemetry`, of the same ranges; none of cold ones. */
  readonly restMs: readonly number[];
  /** DuckDB, the same files. */
  readonly byHand: readonly Reading[];
}

/** Reads charts through the running historian, and the same files by hand. */
export class ChartReader {
  constructor(
    private readonly bench: BenchPlatform,
    private readonly control: HistorianControl,
    private readonly organizationId: OrganizationId,
  ) {}

  async read(charts: readonly Chart[]): Promise<ReadChart[]> {
    const byHand = await this.readByHand(charts);
    const read: ReadChart[] = [];
    for (const chart of charts) {
      const through = chart.isCold ? await this.readCold(chart) : await this.readWarm(chart);
      read.push({ chart, ...through, byHand: byHand[chart.name] ?? [] });
    }
    return read;
  }

  private async readWarm({ ranges }: Chart): Promise<Pick<ReadChart, 'busMs' | 'cpuMs' | 'restMs'>> {
    const warmUps = ranges.slice(0, WARM_UPS);
    for (const range of warmUps) await this.overBus(range);
    const cpuS = this.control.cpuS;
    const busMs = await eachTimed(ranges, (range) => this.overBus(range));
    const cpuMs = ((this.control.cpuS - cpuS) * 1_000) / ranges.length;
    for (const range of warmUps) await this.overRest(range);
    return { busMs, cpuMs, restMs: await eachTimed(ranges, (range) => this.overRest(range)) };
  }

  private async readCold({ ranges }: Chart): Promise<Pick<ReadChart, 'busMs' | 'cpuMs' | 'restMs'>> {
    const busMs: number[] = [];
    for (const range of ranges) {
      await this.control.start();
      await dropFromPageCache(path.join(this.bench.state.folder('telemetry'), this.organizationId));
      busMs.push(...(await eachTimed([range], (only) => this.overBus(only))));
    }
    return { busMs, cpuMs: null, restMs: [] };
  }

  private async overBus(range: Range): Promise<void> {
    const { organizationId } = this;
    const asked = {
      organizationId,
      assetId: HISTORY_ASSET,
      ...range,
      tags: CHART_TAGS,
      points: CHART_POINTS,
    };
    await this.bench.bus.ask(RPC.readTelemetry, asked);
  }

  private async overRest({ fromMs, toMs }: Range): Promise<void> {
    const query = {
      organizationId: this.organizationId,
      asset: HISTORY_ASSET,
      tags: CHART_TAGS.join(','),
      from: new Date(fromMs).toISOString(),
      to: new Date(toMs).toISOString(),
      points: CHART_POINTS,
    };
    await this.bench.superAdmin.ask(ROUTES.telemetry.read, { query });
  }

  private async readByHand(charts: readonly Chart[]): Promise<Record<string, Reading[]>> {
    const wanted = charts.map(({ bar: _, ...series }) => ({ ...series, columns: CHART_TAGS }));
    const found = await jsonOf(SCRIPT, {
      args: [JSON.stringify(wanted)],
      env: historyPlace(this.bench, this.organizationId),
      timeoutMs: BY_HAND_MS_MAX,
    });
    return z.record(z.string(), readingsSchema).parse(found);
  }
}

/** Milliseconds of each. */
async function eachTimed(ranges: readonly Range[], read: (range: Range) => Promise<void>): Promise<number[]> {
  const tookMs: number[] = [];
  for (const range of ranges) {
    const from = performance.now();
    await read(range);
    tookMs.push(performance.now() - from);
  }
  return tookMs;
}

export function chartFigures(part: string, read: readonly ReadChart[]): Figure[] {
  return read.flatMap(({ chart, busMs, cpuMs, restMs, byHand }) => {
    const name = (text: string): string => `${chart.name}, 8 tags: ${text}`;
    const byHandMs = byHand.map(({ wallMs }) => wallMs);
    const yardstick = (q: number) => ({ what: 'DuckDB by hand', value: percentile(byHandMs, q) });
    const cpuByHandMs = byHand.reduce((sum, reading) => sum + reading.cpuMs, 0) / byHand.length;
    return [
      figure({
        part,
        name: name('p50'),
        value: percentile(busMs, 0.5),
        unit: 'ms',
        yardstick: yardstick(0.5),
      }),
      figure({
        part,
        name: name('p95'),
        value: percentile(busMs, 0.95),
        unit: 'ms',
        yardstick: yardstick(0.95),
        bar: chart.bar,
      }),
      ...(cpuMs === null
        ? []
        : [
            figure({
              part,
              name: name('REST, p95'),
              value: percentile(restMs, 0.95),
              unit: 'ms',
              yardstick: yardstick(0.95),
            }),
            figure({
              part,
              name: name('CPU'),
              value: cpuMs,
              unit: 'ms CPU',
              yardstick: { what: 'DuckDB by hand', value: cpuByHandMs },
            }),
          ]),
    ];
  });
}
