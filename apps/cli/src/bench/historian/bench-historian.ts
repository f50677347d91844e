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
  await control.stop();
  const organizationId = await makeHistoryOrganization(bench);
  say(`historian: writing a year, of which ${days} days have a row a second`);
  const written = await writeHistory(bench, organizationId, days);
  say('historian: charts');
  await control.start();
  const reader = new ChartReader(bench, control, organizationId);
  const charts = await reader.read(chartsOf(written.todayMs, days));
  say('historian: catching up with a plant’s history on the bus');
  const caughtUp = await catchUp(bench, control, organizations.seed);
  const members = await organizations.atLeast(count);
  say(`historian: scans to alerts with and without it, ${count} organizations`);
  const hotPath = await measureHotPath(bench, members, control, seconds);
  say(`historian: ${count} organizations, one row a second each`);
  const standing = await measureStandingLoad(bench, members, control);
  const memory = figure({
    part: PART,
    name: 'memory of the process in all of this, at most',
    value: control.memoryPeakMiB,
    unit: 'MiB',
    bar: 'historianMemoryMiB',
  });
  await control.start();
  const figures: Figure[] = [
    ...hotPathFigures(PART, hotPath),
    ...writingFigures(PART, written),
    ...catchUpFigures(PART, caughtUp),
    ...chartFigures(PART, charts),
    ...standingLoadFigures(PART, standing),
    memory,
  ];
  return { figures, details: { hotPath, written, caughtUp, charts, standing } };
}
