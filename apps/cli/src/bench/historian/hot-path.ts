import type { BenchOrganization } from '../bench-organizations.js';
import type { BenchPlatform } from '../bench-platform.js';
import { measureLatency, type MeasuredLatency } from '../bench-latency.js';
import { figure, type Figure } from '../figure.js';
import { histogramPercentile, histogramSum, type Histogram } from '../percentile.js';
import type { HistorianControl } from './historian-control.js';
import { untilQuiet } from './quiet-platform.js';

/** Services from a scan to its alert on a socket. */
const HOT_PATH = ['data-processor', 'prediction', 'alerting', 'gateway'] as const;
/**
 * Measurements with and without the historian, in the order of time; what changes slowly in the
 * machine falls on both alike.
 */
const TURNS = [true, false, false, true] as const;

interface Turn {
  readonly hasHistorian: boolean;
  readonly measured: MeasuredLatency;
}

export interface HotPath {
  readonly with: readonly MeasuredLatency[];
  readonly without: readonly MeasuredLatency[];
}

/** The way from scans to alerts with the historian running and with it stopped, in turns. */
export async function measureHotPath(
  bench: BenchPlatform,
  members: readonly BenchOrganization[],
  control: HistorianControl,
  seconds: number,
): Promise<HotPath> {
  const turns: Turn[] = [];
  for (const hasHistorian of TURNS) {
    await (hasHistorian ? control.start() : control.stop());
    // A historian that was away reads what it missed, as it does once after every start.
    await untilQuiet(bench);
    turns.push({ hasHistorian, measured: await measureLatency(bench, members, seconds) });
  }
  const of = (wanted: boolean): MeasuredLatency[] =>
    turns.filter(({ hasHistorian }) => hasHistorian === wanted).map(({ measured }) => measured);
  return { with: of(true), without: of(false) };
}

type Measure = (measured: readonly MeasuredLatency[]) => number | null;

export function hotPathFigures(part: string, { with: having, without }: HotPath): Figure[] {
  const compared = (name: string, unit: string, measure: Measure) => ({
    part,
    name: `hot path with the historian: ${name}`,
    value: measure(having),
    unit,
    yardstick: { what: 'stopped', value: measure(without) },
  });
  const p99 =
    (histogramOf: (measured: MeasuredLatency) => Histogram): Measure =>
    (all) =>
      histogramPercentile(histogramSum(all.map(histogramOf)), 0.99);
  const mean =
    (valueOf: (measured: MeasuredLatency) => number | null): Measure =>
    (all) =>
      all.reduce((sum, measured) => sum + (valueOf(measured) ?? Number.NaN), 0) / all.length;
  return [
    figure({
      ...compared(
        'read → rules decided (every scan), p99',
        'ms',
        p99(({ work }) => work.scanLatencyMs),
      ),
      bar: 'hotPathP99',
    }),
    figure({
      ...compared(
        'read → prediction decided (every row), p99',
        'ms',
        p99(({ work }) => work.predictionLatencyMs),
      ),
      bar: 'hotPathP99',
    }),
    figure(
      compared(
        'read → alert decided, p99',
        'ms',
        mean(({ spreads }) => spreads.readToAlertDecided.p99),
      ),
    ),
    figure(
      compared(
        'read → socket, p99',
        'ms',
        mean(({ spreads }) => spreads.readToSocket.p99),
      ),
    ),
    figure(
      compared(
        'an empty round trip, p99',
        'ms',
        mean(({ roundTripMs }) => roundTripMs.p99),
      ),
    ),
    figure({ ...compared('CPU of its services', 'cores', mean(coresOf(HOT_PATH))), bar: 'hotPathCpu' }),
    figure(compared('CPU of nats', 'cores', mean(coresOf(['nats'])))),
    figure(compared('CPU of postgres', 'cores', mean(coresOf(['postgres'])))),
  ];
}

const coresOf =
  (names: readonly string[]) =>
  ({ work }: MeasuredLatency): number =>
    names.reduce((sum, name) => sum + (work.cpuS[name] ?? 0), 0) / work.elapsedS;
