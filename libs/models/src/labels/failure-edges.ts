import type { AssetId, ComponentName, OrganizationSettings } from '@eagle/contracts/domain';
import type { TagTable } from '@eagle/features';
import type { Failure } from './failure.js';

/** A flag that stays true for longer than this shows no failure: it is a standing flag. */
export const STANDING_AFTER_MS = 6 * 3_600_000;

interface WatchedFlag {
  readonly position: number;
  readonly component: ComponentName;
  readonly debounceMs: number;
  /**
   * `unseen` before the first value; `standing` when that was true; afterwards whether it is true
   * now.
   */
  state: 'unseen' | 'standing' | 'false' | 'true';
  sinceMs: number;
}

/**
 * Finds failures of one asset in its scans, given in order of time: rising edges of the failure
 * tags that stay true for the tag's `debounceMs`. Standing flags are left out: true at first sight,
 * or true for more than six hours.
 */
export class FailureEdges {
  private readonly flags: WatchedFlag[];
  private readonly found: Failure[] = [];
  private newestMs = -Infinity;

  /** Failure tags that the organization does not have are ignored. */
  constructor(
    private readonly assetId: AssetId,
    tags: OrganizationSettings['failures']['tags'],
    table: TagTable,
  ) {
    this.flags = tags
      .map(({ tag, component, debounceMs }): WatchedFlag => {
        return { position: table.indexOf(tag), component, debounceMs, state: 'unseen', sinceMs: NaN };
      })
      .filter(({ position }) => position >= 0);
  }

  /** Processes one scan; a late scan is ignored. A missing value does not change a flag. */
  push(eventTimeMs: number, values: Float64Array): void {
    if (eventTimeMs < this.newestMs) return;
    this.newestMs = eventTimeMs;
    for (const flag of this.flags) {
      const value = values[flag.position] ?? NaN;
      if (Number.isNaN(value)) continue;
      if (value === 0) {
        if (flag.state === 'true') this.close(flag, eventTimeMs, eventTimeMs);
        flag.state = 'false';
      } else if (flag.state === 'unseen') {
        flag.state = 'standing';
      } else if (flag.state === 'false') {
        flag.state = 'true';
        flag.sinceMs = eventTimeMs;
      }
    }
  }

  /** Failures that have ended and were not returned yet: for a record that continues. */
  take(): Failure[] {
    return this.found.splice(0);
  }

  /**
   * All failures found, ordered by time; flags still true count as failures that have not ended.
   * Call once, at the end of the record.
   */
  finish(): Failure[] {
    for (const flag of this.flags) {
      if (flag.state === 'true') this.close(flag, this.newestMs, Infinity);
    }
    return this.found.sort((a, b) => a.atMs - b.atMs);
  }

  private close(flag: WatchedFlag, seenUntilMs: number, endsMs: number): void {
    const lastedMs = seenUntilMs - flag.sinceMs;
    if (lastedMs < flag.debounceMs || lastedMs > STANDING_AFTER_MS) return;
    this.found.push({ assetId: this.assetId, component: flag.component, atMs: flag.sinceMs, endsMs });
  }
}

/**
 * `FailureEdges` over scans already in memory; `values` holds one row per time in tag table order.
 */
export function failureEdges(
  assetId: AssetId,
  tags: OrganizationSettings['failures']['tags'],
  table: TagTable,
  scans: Iterable<{ readonly eventTimeMs: number; readonly values: Float64Array }>,
): Failure[] {
  const edges = new FailureEdges(assetId, tags, table);
  for (const { eventTimeMs, values } of scans) edges.push(eventTimeMs, values);
  return edges.finish();
}
