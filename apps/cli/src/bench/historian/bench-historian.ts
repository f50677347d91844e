import type { BenchOrganizations } from '../bench-organizations.js';
import type { BenchPlatform } from '../bench-platform.js';
import { figure, type Figure } from '../figure.js';
import type { PartResult } from '../parts.js';
import { catchUp, catchUpFigures } from './catch-up.js';
import { chartsOf } from './charts.js';
import { hotPathFigures, measureHotPath } from './hot-path.js';
import { HistorianControl } from './historian-control.js';
import { makeHistoryOrganization } from './history-organization.js';
import { chartFigures, ChartReader } from './read-charts.js';
import { measureStandingLoad, standingLoadFigures } from './standing-load.js';
import { takeOver, takeOverFigures } from './take-over.js';
import { measureTraining, trainingFigures } from './training.js';
import { writeHistory, writingFigures } from './written-history.js';

const PART = 'historian';

export interface HistorianOptions {
  readonly organizations: number;
  /** Length of each measurement of the hot path. */
  readonly seconds: number;
  /** Days of a year with a row a second. */
  readonly days: number;
}

/** The historian: writing, space, reading, and what it costs beside a platform at work. */
export async function benchHistorian(
  bench: BenchPlatform,
  organizations: BenchOrganizations,
  { organizations: count, seconds, days }: HistorianOptions,
): Promise<PartResult> {
  const { say } = bench.hooks;
  const control = HistorianControl.of(bench);
  const memory = new MemoryOfStages(control);
  await control.stop();
  const organizationId = await makeHistoryOrganization(bench);
  say(`historian: writing a year, of which ${days} days have a row a second`);
  const written = await writeHistory(bench, organizationId, days);
  say('historian: charts');
  await control.start();
  const reader = new ChartReader(bench, control, organizationId);
  const charts = await memory.of('charts', () => reader.read(chartsOf(written.todayMs, days)));
  say('historian: catching up with a plant’s history on the bus');
  const caughtUp = await memory.of('catching up', () => catchUp(bench, control, organizations.seed));
  say(`historian: taking over ${days} days from a source`);
  const taken = await memory.of('taking over', () => takeOver(bench, control, organizations.seed, days));
  const members = await organizations.atLeast(count);
  say(`historian: scans to alerts with and without it, ${count} organizations`);
  const hotPath = await memory.of('hot path', () => measureHotPath(bench, members, control, seconds));
  say(`historian: ${count} organizations, one row a second each`);
  const standing = await memory.of('a row a second', () => measureStandingLoad(bench, members, control));
  await control.start();
  say('historian: training from it and through the source');
  const training = await measureTraining(days);
  const figures: Figure[] = [
    ...hotPathFigures(PART, hotPath),
    ...writingFigures(PART, written),
    ...catchUpFigures(PART, caughtUp),
    ...takeOverFigures(PART, taken),
    ...trainingFigures(PART, training),
    ...chartFigures(PART, charts),
    ...standingLoadFigures(PART, standing, written.closed.cpuMs / written.closed.days / 1_000),
    ...memory.figures(),
  ];
  return { figures, details: { hotPath, written, caughtUp, taken, training, charts, standing } };
}

/** The most memory that the historian had in each stage; every stage starts it anew. */
class MemoryOfStages {
  private readonly peaks: { readonly stage: string; readonly peakMiB: number | null }[] = [];

  constructor(private readonly control: HistorianControl) {}

  async of<T>(stage: string, measure: () => Promise<T>): Promise<T> {
    const result = await measure();
    this.peaks.push({ stage, peakMiB: this.control.takeMemoryPeakMiB() });
    return result;
  }

  figures(): Figure[] {
    return this.peaks.map(({ stage, peakMiB }) =>
      figure({
        part: PART,
        name: `memory of the historian, at most: ${stage}`,
        value: peakMiB,
        unit: 'MiB',
        bar: 'historianMemoryMiB',
      }),
    );
  }
}
