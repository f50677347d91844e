import type { BenchOrganization, BenchOrganizations } from '../bench-organizations.js';
import type { BenchPlatform } from '../bench-platform.js';
import { figure, type Figure } from '../figure.js';
import type { PartResult } from '../parts.js';
import { catchUp, catchUpFigures } from './catch-up.js';
import { chartsOf } from './charts.js';
import { hotPathFigures, measureHotPath } from './hot-path.js';
import { HistorianControl } from './historian-control.js';
import { makeHistoryOrganization } from './history-organization.js';
import { chartFigures, ChartReader } from './read-charts.js';
import { withNeeded, type HistorianStage } from './stages.js';
import { measureStandingLoad, standingLoadFigures } from './standing-load.js';
import { takeOver, takeOverFigures } from './take-over.js';
import { measureTraining, trainingFigures } from './training.js';
import { writeHistory, writingFigures, type WrittenHistory } from './written-history.js';

const PART = 'historian';

export interface HistorianOptions {
  readonly organizations: number;
  /** Length of each measurement of the hot path. */
  readonly seconds: number;
  /** Days of a year with a row a second. */
  readonly days: number;
  readonly stages: readonly HistorianStage[];
}

/** The historian: writing, space, reading, and what it costs beside a platform at work. */
export async function benchHistorian(
  bench: BenchPlatform,
  organizations: BenchOrganizations,
  options: HistorianOptions,
): Promise<PartResult> {
  const control = HistorianControl.of(bench);
  await control.stop();
  const run = new HistorianRun(bench, organizations, control, options);
  for (const stage of withNeeded(options.stages)) await run.stage(stage);
  return { figures: [...run.figures, ...run.memory], details: run.details };
}

/** The stages one after the other, with what later ones need of former ones. */
class HistorianRun {
  readonly figures: Figure[] = [];
  /** The most memory that the historian had in each stage; every stage starts it anew. */
  readonly memory: Figure[] = [];
  readonly details: Record<string, unknown> = {};
  private written: WrittenHistory | null = null;

  constructor(
    private readonly bench: BenchPlatform,
    private readonly organizations: BenchOrganizations,
    private readonly control: HistorianControl,
    private readonly options: HistorianOptions,
  ) {}

  stage(stage: HistorianStage): Promise<void> {
    const run: Record<HistorianStage, () => Promise<void>> = {
      writing: () => this.writing(),
      'catching-up': () => this.catchingUp(),
      'taking-over': () => this.takingOver(),
      'hot-path': () => this.hotPath(),
      'a-row-a-second': () => this.aRowASecond(),
      training: () => this.training(),
    };
    return run[stage]();
  }

  private async writing(): Promise<void> {
    const { bench, control } = this;
    const { days } = this.options;
    const organizationId = await makeHistoryOrganization(bench);
    this.say(`writing a year, of which ${days} days have a row a second`);
    const written = await writeHistory(bench, organizationId, days);
    this.written = written;
    this.take('written', written, writingFigures(PART, written));
    this.say('charts');
    await control.start();
    const reader = new ChartReader(bench, control, organizationId);
    const charts = await this.withMemory('charts', () => reader.read(chartsOf(written.todayMs, days)));
    this.take('charts', charts, chartFigures(PART, charts));
  }

  private async catchingUp(): Promise<void> {
    const { bench, control, organizations } = this;
    this.say('catching up with a plant’s history on the bus');
    const caughtUp = await this.withMemory('catching up', () => catchUp(bench, control, organizations.seed));
    this.take('caughtUp', caughtUp, catchUpFigures(PART, caughtUp));
  }

  private async takingOver(): Promise<void> {
    const { bench, control, organizations } = this;
    const { days } = this.options;
    this.say(`taking over ${days} days from a source`);
    const taken = await this.withMemory('taking over', () =>
      takeOver(bench, control, organizations.seed, days),
    );
    this.take('taken', taken, takeOverFigures(PART, taken));
  }

  private async hotPath(): Promise<void> {
    const { bench, control } = this;
    const members = await this.members();
    this.say(`scans to alerts with and without it, ${members.length} organizations`);
    const hotPath = await this.withMemory('hot path', () =>
      measureHotPath(bench, members, control, this.options.seconds),
    );
    this.take('hotPath', hotPath, hotPathFigures(PART, hotPath));
  }

  private async aRowASecond(): Promise<void> {
    const { bench, control, written } = this;
    const members = await this.members();
    this.say(`${members.length} organizations, one row a second each`);
    const standing = await this.withMemory('a row a second', () =>
      measureStandingLoad(bench, members, control),
    );
    const endOfDayS = written === null ? null : written.closed.cpuMs / written.closed.days / 1_000;
    this.take('standing', standing, standingLoadFigures(PART, standing, endOfDayS));
  }

  private async training(): Promise<void> {
    await this.control.start();
    this.say('training from it and through the source');
    const training = await measureTraining(this.options.days);
    this.take('training', training, trainingFigures(PART, training));
  }

  private members(): Promise<readonly BenchOrganization[]> {
    return this.organizations.atLeast(this.options.organizations);
  }

  private async withMemory<T>(stage: string, measure: () => Promise<T>): Promise<T> {
    const result = await measure();
    this.memory.push(
      figure({
        part: PART,
        name: `memory of the historian, at most: ${stage}`,
        value: this.control.takeMemoryPeakMiB(),
        unit: 'MiB',
        bar: 'historianMemoryMiB',
      }),
    );
    return result;
  }

  private say(text: string): void {
    this.bench.hooks.say(`historian: ${text}`);
  }

  private take(name: string, details: unknown, figures: readonly Figure[]): void {
    this.figures.push(...figures);
    this.details[name] = details;
  }
}
