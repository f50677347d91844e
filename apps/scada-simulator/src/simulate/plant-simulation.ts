import type { FaultOrder } from '../faults/fault-course.js';
import type { TruthEntry } from '../truth/truth.js';

export type Cell = string | number | boolean | null;

/** One row for the plant's SCADA table. */
export interface SourceRow {
  /** Time of its scan, milliseconds since the epoch. */
  readonly scanMs: number;
  /** In the order of the table's columns without its key. */
  readonly cells: readonly Cell[];
  /** How long a slow transaction keeps the row to itself before others see it; 0 = at once. Only live rows are held. */
  readonly holdMs: number;
}

/** One plant that goes on by one scan at a time. The same seed, start and orders give the same rows. */
export interface PlantSimulation {
  readonly periodMs: number;
  /** Time of the next scan. */
  readonly nextMs: number;
  readonly assets: readonly string[];
  /** Components that can be told to fail. */
  readonly components: readonly string[];
  /** Advances by one scan; none, one or several rows come of it. */
  advance(): SourceRow[];
  /** Makes a component fail from the next scan on; null when it is already under repair. */
  order(asset: string, order: FaultOrder): string | null;
  /** What really happened since the last call. */
  takeTruth(): TruthEntry[];
  /** The whole state as JSON text, to go on from later. */
  save(): string;
}
