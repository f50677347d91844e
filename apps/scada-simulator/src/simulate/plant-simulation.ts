import type { FaultOrder } from '../faults/fault-course.js';
import type { SourceRow } from '../scada/source-table.js';
import type { TruthEntry } from '../truth/truth.js';

/** One plant that advances by one scan at a time. Equal seed, start and orders give equal rows. */
export interface PlantSimulation {
  readonly periodMs: number;
  /** Time of the next scan. */
  readonly nextMs: number;
  readonly assets: readonly string[];
  /** Components that can be ordered to fail. */
  readonly components: readonly string[];
  /** Advances by one scan, which gives none, one or several rows. */
  advance(): SourceRow[];
  /** Makes a component fail from the next scan on; null when it is already under repair. */
  order(asset: string, order: FaultOrder): string | null;
  /** The real events since the last call. */
  takeTruth(): TruthEntry[];
  /** The whole state as JSON text, to continue later. */
  save(): string;
}
