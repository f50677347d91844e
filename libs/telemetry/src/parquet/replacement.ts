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

/** Segments that replace others, in one transaction. */
export interface Replacement {
  readonly retired: readonly string[];
  readonly added: readonly NewSegment[];
  /** Segments that become those of the closed day as they are. */
  readonly promoted: readonly string[];
  /**
   * Days at the ends of this deletion lose a whole bucket although only a part of it is deleted:
   * their aggregates are made again.
   */
  readonly reopened: Deletion | null;
}
