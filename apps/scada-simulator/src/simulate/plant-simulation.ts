import type { FaultOrder } from '../faults/fault-course.js';
import type { SourceRow } from '../scada/source-table.js';
import type { TruthEntry } from '../truth/truth.js';

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
