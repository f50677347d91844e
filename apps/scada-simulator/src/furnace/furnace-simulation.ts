import { begin, orderFault, type FaultOrder } from '../faults/fault-course.js';
import { randomState } from '../random/random.js';
import type { Cell, SourceRow } from '../scada/source-table.js';
import type { PlantSimulation } from '../simulate/plant-simulation.js';
import { readSaved } from '../simulate/saved-state.js';
import type { TruthEntry } from '../truth/truth.js';
import { FURNACE_PARTS, furnaceFaultKinds, type FurnaceDesign } from './furnace-design.js';
import { advanceFurnace, type FurnaceScan } from './furnace-line.js';
import { createFurnace, type FurnaceState } from './furnace-state.js';
import { inside, type QuietSpan } from './line-mode.js';
import { createDelivery, deliver, type DeliveryHabits, type DeliveryState } from './row-delivery.js';

const MINUTE_MS = 60_000;
/** Longest duration of an automatic fault, with its repair and the return to running. */
const FAULT_COURSE_MS = 85 * MINUTE_MS;
const LONGEST_BREAK_MS = 5 * 60 * MINUTE_MS;

/** A fault that is already developing when live begins. */
export interface OpeningFault {
  readonly component: string;
  readonly developedForMs: number;
  /** When it would trip at its initial pace. */
  readonly tripInMs: number;
  /**
   * From live on it hardly grows, and trips only after this time unless it is accelerated: it stays
   * visible, however long a first start takes.
   */
  readonly lingersForMs: number;
}

/** State of the opening fault: not begun, developing, or slowed down because live began. */
type OpeningStage = 'to-come' | 'developing' | 'over';

/** A scan in the form of the plant's table: cells in the order of its columns. */
export type CellsOf = (scan: FurnaceScan, stampMs: number) => Cell[];

export interface FurnacePlant {
  readonly design: FurnaceDesign;
  readonly habits: DeliveryHabits;
  readonly opening: OpeningFault | null;
  readonly cellsOf: CellsOf;
}

interface SavedFurnace {
  readonly liveAtMs: number;
  readonly openingStage: OpeningStage;
  readonly process: FurnaceState;
  readonly delivery: DeliveryState;
}

/** A furnace line with its logger. */
export class FurnaceSimulation implements PlantSimulation {
  private readonly kinds;
  private readonly truth: TruthEntry[] = [];
  private readonly stop: QuietSpan;
  private readonly calm: QuietSpan;

  private constructor(
    private readonly plant: FurnacePlant,
    private readonly liveAtMs: number,
    private readonly process: FurnaceState,
    private readonly delivery: DeliveryState,
    private openingStage: OpeningStage,
  ) {
    this.kinds = furnaceFaultKinds(plant.design);
    this.stop = { fromMs: liveAtMs - LONGEST_BREAK_MS, toMs: liveAtMs + 60 * MINUTE_MS };
    this.calm = { fromMs: liveAtMs - FAULT_COURSE_MS, toMs: liveAtMs + 10 * MINUTE_MS };
  }

  /**
   * A line in steady running at `startMs`; it runs again at `liveAtMs`, there with its opening
   * fault where the plant has one.
   */
  static create(plant: FurnacePlant, seed: number, startMs: number, liveAtMs: number): FurnaceSimulation {
    const { design, habits } = plant;
    const process = createFurnace(design, seed, startMs);
    const delivery = createDelivery(randomState(seed, `${design.asset}-delivery`), habits, startMs);
    return new FurnaceSimulation(
      plant,
      liveAtMs,
      process,
      delivery,
      plant.opening === null ? 'over' : 'to-come',
    );
  }

  /** Continues from the result of `save`; null when that cannot be read. */
  static resume(plant: FurnacePlant, saved: string): FurnaceSimulation | null {
    const state = readSaved<SavedFurnace>(saved, ['liveAtMs', 'process', 'delivery', 'openingStage']);
    if (state === null) return null;
    const { liveAtMs, process, delivery, openingStage } = state;
    return new FurnaceSimulation(plant, liveAtMs, process, delivery, openingStage);
  }

  get periodMs(): number {
    return this.plant.design.periodMs;
  }

  get nextMs(): number {
    return this.process.nextMs;
  }

  get assets(): readonly string[] {
    return [this.plant.design.asset];
  }

  get components(): readonly string[] {
    return Object.keys(FURNACE_PARTS);
  }

  advance(): SourceRow[] {
    this.openFault();
    const quietFaults = inside(this.calm, this.process.nextMs) ? this.calm : null;
    const quietBreaks = inside(this.stop, this.process.nextMs) ? this.stop : null;
    const quiet = { faults: quietFaults, breaks: quietBreaks };
    const scan = advanceFurnace(this.process, this.plant.design, this.kinds, quiet, this.truth);
    const { copies, stampMs, holdMs } = deliver(this.delivery, this.plant.habits, scan.atMs);
    if (copies === 0) return [];
    const row = { scanMs: scan.atMs, cells: this.plant.cellsOf(scan, stampMs), holdMs };
    return copies === 1 ? [row] : [row, row];
  }

  order(asset: string, order: FaultOrder): string | null {
    if (asset !== this.plant.design.asset) return null;
    return orderFault(this.process.course, this.kinds, order, this.process.nextMs, this.truth);
  }

  takeTruth(): TruthEntry[] {
    return this.truth.splice(0);
  }

  save(): string {
    const { liveAtMs, process, delivery, openingStage } = this;
    return JSON.stringify({ liveAtMs, process, delivery, openingStage } satisfies SavedFurnace);
  }

  private openFault(): void {
    const { opening } = this.plant;
    if (opening === null || this.openingStage === 'over') return;
    const now = this.process.nextMs;
    const { course, mode } = this.process;
    if (this.openingStage === 'to-come' && now >= this.liveAtMs - opening.developedForMs) {
      const mayBegin = mode === 'running' && course.faults.length === 0;
      this.openingStage = mayBegin ? 'developing' : 'over';
      const durationMs = opening.developedForMs + opening.tripInMs;
      if (mayBegin) begin(course, this.kinds, opening.component, now, this.truth, durationMs);
    }
    if (this.openingStage === 'developing' && now >= this.liveAtMs) {
      this.openingStage = 'over';
      const order = { component: opening.component, tripInMs: opening.lingersForMs, developedForMs: 0 };
      orderFault(course, this.kinds, order, now, this.truth);
    }
  }
}
