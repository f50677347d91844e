import type { OrganizationSettings } from '@eagle/contracts/domain';
import { QUALITY } from '@eagle/contracts/frames';
import type { TagTable } from './tag-table.js';

/**
 * A tag that gave no value for this many scan periods has stopped reporting; fewer are single
 * drop-outs.
 */
export const STALE_AFTER_PERIODS = 10;

/**
 * Judges the quality of one asset's values, scan by scan. A value is never invented: an unusable
 * value becomes NaN, a doubtful one stays and carries a mark.
 */
export class QualityAssessor {
  private readonly low: Float64Array;
  private readonly high: Float64Array;
  private readonly frozenAfterMs: Float64Array;
  private readonly lastValue: Float64Array;
  private readonly unchangedSinceMs: Float64Array;
  private readonly presentAtMs: Float64Array;
  private readonly staleAfterMs: number;
  private newestMs = -Infinity;

  /** @param settings  `scanPeriodMs` decides from when on a missing value counts as stale. */
  constructor(table: TagTable, settings: Pick<OrganizationSettings, 'scanPeriodMs'>) {
    const { tags } = table;
    this.low = Float64Array.from(tags, (tag) => tag.range?.low ?? -Infinity);
    this.high = Float64Array.from(tags, (tag) => tag.range?.high ?? Infinity);
    this.frozenAfterMs = Float64Array.from(tags, (tag) => tag.frozenAfterMs ?? Infinity);
    this.lastValue = new Float64Array(tags.length).fill(NaN);
    this.unchangedSinceMs = new Float64Array(tags.length).fill(NaN);
    this.presentAtMs = new Float64Array(tags.length).fill(NaN);
    this.staleAfterMs = STALE_AFTER_PERIODS * settings.scanPeriodMs;
  }

  /**
   * Marks one scan in place. Both arrays are in tag table order; NaN in `values` means that the
   * source gave none.
   *
   * `outOfRange`: outside of the sensor's plausible range or infinite, value becomes NaN. `frozen`:
   * unchanged for the tag's `frozenAfterMs`, value stays. `missing`: no value. `stale`: no value
   * for ten scan periods. `good`: all else. A scan that comes late (before one already assessed) is
   * judged by range only and leaves the memory of unchanged values as it is.
   */
  assess(eventTimeMs: number, values: Float64Array, quality: Uint8Array): void {
    const late = eventTimeMs < this.newestMs;
    if (!late) this.newestMs = eventTimeMs;
    for (let i = 0; i < this.low.length; i += 1) {
      const value = values[i] ?? NaN;
      if (Number.isNaN(value)) {
        quality[i] = this.isStale(i, eventTimeMs) ? QUALITY.stale : QUALITY.missing;
      } else if (value < (this.low[i] ?? 0) || value > (this.high[i] ?? 0) || !Number.isFinite(value)) {
        values[i] = NaN;
        quality[i] = QUALITY.outOfRange;
      } else {
        quality[i] = !late && this.isFrozen(i, eventTimeMs, value) ? QUALITY.frozen : QUALITY.good;
      }
    }
  }

  private isStale(i: number, eventTimeMs: number): boolean {
    const presentAtMs = this.presentAtMs[i] ?? NaN;
    if (Number.isNaN(presentAtMs)) {
      this.presentAtMs[i] = eventTimeMs; // never seen: counted from the first scan on
      return false;
    }
    return eventTimeMs - presentAtMs >= this.staleAfterMs;
  }

  private isFrozen(i: number, eventTimeMs: number, value: number): boolean {
    this.presentAtMs[i] = eventTimeMs;
    if (value !== this.lastValue[i]) {
      this.lastValue[i] = value;
      this.unchangedSinceMs[i] = eventTimeMs;
      return false;
    }
    return eventTimeMs - (this.unchangedSinceMs[i] ?? eventTimeMs) >= (this.frozenAfterMs[i] ?? Infinity);
  }
}
