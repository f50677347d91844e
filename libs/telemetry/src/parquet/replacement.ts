import type { Deletion } from '../store/telemetry-store.js';
import type { NewSegment } from './segment.js';
import type { SegmentCatalogue } from './segment-catalogue.js';
import type { SegmentRows } from './segment-rows.js';
import type { SinkDependencies } from './segment-sink.js';

/** What merging and deleting work with. */
export interface MergeDependencies extends SinkDependencies {
  readonly rows: SegmentRows;
  readonly catalogue: SegmentCatalogue;
}

/** What takes the place of what, in one transaction. */
export interface Replacement {
  readonly retired: readonly string[];
  readonly added: readonly NewSegment[];
  /** A single segment of a day is written already: it becomes the day's. */
  readonly promoted: string | null;
  /** Days of this deletion's ends lose a bucket of which only a part was to go: their aggregates are made anew. */
  readonly reopened: Deletion | null;
}
