import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@eagle/contracts/domain';
import { messageOf } from '@eagle/service-kit';
import type { FaultOrder } from '../faults/fault-course.js';
import type { DemoPlant } from '../plants/demo-plant.js';
import type { PlantDatabase } from '../scada/plant-database.js';
import type { SourceRow } from '../scada/source-table.js';
import type { TruthFile } from '../truth/truth-file.js';
import type { PlantSimulation } from '../simulate/plant-simulation.js';
import type { StateFile } from './state-file.js';
import { lastScanMs, takeUp } from './take-up.js';

/** Approximate maximum of rows in one COPY. */
const BULK_ROWS = 2_500;
/**
 * A server that crashes may lose its last acknowledged writes; rows of this period are kept to
 * write them again.
 */
const REWRITE_MS = 10_000;
const SAVE_EVERY_MS = 60_000;
const RETRY_MS = 1_000;

export interface RunnerOptions {
  readonly plant: DemoPlant;
  readonly seed: number;
  readonly historyMs: number;
  readonly database: PlantDatabase;
  readonly truth: TruthFile;
  readonly state: StateFile;
  /** The wall clock, milliseconds since the epoch. */
  readonly now: () => number;
  readonly onWritten: (rows: number) => void;
  readonly onProblem: (reason: string) => void;
}

export interface OrderedFault {
  readonly faultId: string;
  readonly asset: string;
  readonly tripsAtMs: number;
}

/**
 * Runs one plant in its database: history first, in bulk, then scan by scan on the wall clock.
 * After a pause it catches up in bulk. When the database fails, the rows of the failed write are
 * kept and written once it is back, each once.
 */
export class PlantRunner {
  private simulation: PlantSimulation | null = null;
  private readonly stopping = new AbortController();
  private finished: Promise<void> = Promise.resolve();
  private live = false;
  private saveDue = false;
  private savedAtMs = 0;
  private pending: SourceRow[] = [];
  private recent: SourceRow[] = [];
  private rowsWritten = 0;
  private readonly turn = Promise.withResolvers<void>();

  constructor(private readonly options: RunnerOptions) {}

  /** Whether the history is filled and rows appear in real time. */
  get isLive(): boolean {
    return this.live;
  }

  get rows(): number {
    return this.rowsWritten;
  }

  start(): void {
    this.finished = this.run();
  }

  /**
   * Resolves when the history is filled, and also when the plant fails or stops before: others need
   * not wait for it any longer.
   */
  get filledOrFailed(): Promise<void> {
    return this.turn.promise;
  }

  /** Stops after the current write and saves the state. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.turn.resolve();
    await this.finished;
    await this.options.database.close();
  }

  /**
   * Starts a fault, or accelerates a developing one.
   * @throws AppError `SIMULATOR.NOT_LIVE` (unavailable), `SIMULATOR.COMPONENT_UNKNOWN` (not-found),
   * `SIMULATOR.UNDER_REPAIR` (conflict).
   */
  order(asset: string | null, order: FaultOrder): OrderedFault {
    const { simulation } = this;
    if (simulation === null || !this.live) {
      throw new AppError('SIMULATOR.NOT_LIVE', 'This plant still fills its history.');
    }
    const chosen = asset ?? simulation.assets[0] ?? '';
    if (!simulation.assets.includes(chosen) || !simulation.components.includes(order.component)) {
      const known = { assets: simulation.assets, components: simulation.components };
      const text = `This plant has no component ${order.component} of asset ${chosen}.`;
      throw new AppError('SIMULATOR.COMPONENT_UNKNOWN', text, known);
    }
    const tripsAtMs = simulation.nextMs + order.tripInMs;
    const faultId = simulation.order(chosen, order);
    if (faultId === null) {
      throw new AppError('SIMULATOR.UNDER_REPAIR', 'This component is already under repair.');
    }
    this.saveDue = true;
    return { faultId, asset: chosen, tripsAtMs };
  }

  private async run(): Promise<void> {
    await this.untilItWorks(async () => {
      await this.options.truth.open();
      const saved = await this.options.state.read();
      const newestMs = await this.options.database.newestScanMs();
      const { plant, seed, historyMs, now } = this.options;
      this.simulation = takeUp({ plant, seed, nowMs: now(), historyMs, newestMs, saved });
    });
    while (!this.stopping.signal.aborted && this.simulation !== null) await this.goOn(this.simulation);
    // The saved state may contain only written rows.
    if (this.simulation !== null && this.pending.length === 0) await this.save(this.simulation);
  }

  /** Writes what is due, or waits for the next scan. */
  private async goOn(simulation: PlantSimulation): Promise<void> {
    const rows = this.due(simulation);
    if (rows.length > 0) await this.write(rows);
    await this.options.truth.append(simulation.takeTruth());
    const now = this.options.now();
    const waitMs = simulation.nextMs - now;
    const caughtUp = waitMs > 0;
    if (this.saveDue || now - this.savedAtMs >= SAVE_EVERY_MS || (caughtUp && !this.live)) {
      await this.save(simulation);
    }
    if (!caughtUp) return;
    if (!this.live && this.rowsWritten > BULK_ROWS) await this.settle();
    this.live = true;
    this.turn.resolve();
    await this.pause(Math.max(0, simulation.nextMs - this.options.now()));
  }

  private due(simulation: PlantSimulation): SourceRow[] {
    const rows: SourceRow[] = [];
    const now = this.options.now();
    while (simulation.nextMs <= now && rows.length < BULK_ROWS) rows.push(...simulation.advance());
    return rows;
  }

  private async write(rows: SourceRow[]): Promise<void> {
    const { database } = this.options;
    const late = this.live ? rows.filter((row) => row.holdMs > 0 && database.canHold) : [];
    for (const row of late) {
      await database.writeLate(row).catch((error: unknown) => this.options.onProblem(messageOf(error)));
    }
    this.pending = rows.filter((row) => !late.includes(row));
    let failed = false;
    await this.untilItWorks(async () => {
      if (failed) await this.dropWritten();
      failed = true;
      if (this.pending.length > 0) await database.write(this.pending);
      this.rowsWritten += this.pending.length;
      this.options.onWritten(this.pending.length + late.length);
      const sinceMs = (this.simulation?.nextMs ?? 0) - REWRITE_MS;
      this.recent = [...this.recent, ...this.pending].filter((row) => row.scanMs >= sinceMs);
      this.pending = [];
    });
  }

  /** Only helps readers: if the server fails now, the next write reports it. */
  private async settle(): Promise<void> {
    await this.options.database
      .settle()
      .catch((error: unknown) => this.options.onProblem(`The history was not analysed: ${messageOf(error)}`));
  }

  /**
   * A write without an answer may have succeeded, and an acknowledged one may be lost: this writes
   * all rows after the newest one of the table, and none that it already holds.
   */
  private async dropWritten(): Promise<void> {
    const newestMs = await this.options.database.newestScanMs();
    if (newestMs === null || this.simulation === null) return;
    const lastMs = lastScanMs(newestMs, this.simulation.periodMs);
    this.pending = [...this.recent, ...this.pending].filter((row) => row.scanMs > lastMs);
    this.recent = [];
  }

  private async save(simulation: PlantSimulation): Promise<void> {
    this.saveDue = false;
    this.savedAtMs = this.options.now();
    await this.options.state.write(simulation.save());
  }

  private async untilItWorks(work: () => Promise<void>): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        await work();
        return;
      } catch (error) {
        this.options.onProblem(messageOf(error));
        this.turn.resolve();
        await this.pause(RETRY_MS);
      }
    }
  }

  /** Waits, or ends early when the plant is stopped; that is no failure. */
  private async pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}
