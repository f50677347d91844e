import { orderFault, type FaultOrder } from '../faults/fault-course.js';
import type { SourceRow } from '../scada/source-table.js';
import type { PlantSimulation } from '../simulate/plant-simulation.js';
import { readSaved } from '../simulate/saved-state.js';
import type { TruthEntry } from '../truth/truth.js';
import { PUMP_FLAGS, pumpFaultKinds, type StationDesign } from './pump-design.js';
import { createStation, type StationState } from './pump-state.js';
import { advanceStation, type PumpScan } from './pumping-station.js';

const GOOD = 192;
const BAD = 0;

/**
 * A pumping station whose logger writes one row per measurement: asset, tag, value, quality, time.
 */
export class StationSimulation implements PlantSimulation {
  private readonly truth: TruthEntry[] = [];

  private constructor(
    private readonly design: StationDesign,
    private readonly state: StationState,
  ) {}

  /** A station in steady running at `startMs`. */
  static create(design: StationDesign, seed: number, startMs: number): StationSimulation {
    return new StationSimulation(design, createStation(design, seed, startMs));
  }

  /** Continues from the result of `save`; null when that cannot be read. */
  static resume(design: StationDesign, saved: string): StationSimulation | null {
    const state = readSaved<StationState>(saved, ['nextMs', 'random', 'pumps']);
    return state === null ? null : new StationSimulation(design, state);
  }

  get periodMs(): number {
    return this.design.periodMs;
  }

  get nextMs(): number {
    return this.state.nextMs;
  }

  get assets(): readonly string[] {
    return this.design.assets;
  }

  get components(): readonly string[] {
    return Object.keys(PUMP_FLAGS);
  }

  advance(): SourceRow[] {
    return advanceStation(this.state, this.design, this.truth).flatMap(rowsOf);
  }

  order(asset: string, order: FaultOrder): string | null {
    const pump = this.state.pumps.find((candidate) => candidate.asset === asset);
    if (pump === undefined) return null;
    const kinds = pumpFaultKinds(this.design, asset);
    // A resting pump cannot wear: it is put into operation first.
    pump.onDuty = true;
    return orderFault(pump.course, kinds, order, this.state.nextMs, this.truth);
  }

  takeTruth(): TruthEntry[] {
    return this.truth.splice(0);
  }

  save(): string {
    return JSON.stringify(this.state);
  }
}

function rowsOf(scan: PumpScan): SourceRow[] {
  const time = new Date(scan.atMs).toISOString();
  const row = (tag: string, value: number | null): SourceRow => ({
    scanMs: scan.atMs,
    cells: [scan.asset, tag, value, value === null ? BAD : GOOD, time],
    holdMs: 0,
  });
  return [
    ...Object.entries(scan.numbers).map(([tag, value]) => row(tag, value)),
    ...Object.entries(scan.flags).map(([tag, value]) => row(tag, value ? 1 : 0)),
  ];
}
