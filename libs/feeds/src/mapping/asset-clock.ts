import { ConstantOffset, SPREAD_MS_MAX } from './constant-offset.js';

/**
 * Late rows harm less than a correction that is wrong: a single asset has to be behind for longer
 * than all assets together.
 */
const LOOKS_MIN = 5;
const LASTS_MS_MIN = 30_000;
/** The next correction takes longer for an asset with a clock that goes back and forth. */
const LASTS_MS_MAX = 3_600_000;

/**
 * The clock of one asset that wrote rows behind its own newest one, while it is not known whether
 * others do.
 */
export class AssetClock {
  /** What is added to the asset's stamps, so that its time goes on; 0 while its clock is right. */
  correctionMs = 0;
  private lastsMsMin = LASTS_MS_MIN;
  private behind = new ConstantOffset(LOOKS_MIN, this.lastsMsMin);
  /** How far its stamps are from their arrival when its clock is right. */
  private usualOffsetMs = 0;

  /** A row of the asset came that follows the others in time. */
  goesOn(): void {
    this.behind.reset();
  }

  /**
   * One more row that lies behind the asset's newest.
   * @param usualOffsetMs  How far its rows in order were from their arrival.
   * @returns by how much its clock was set back, milliseconds; null: it was not, as far as is
   * known.
   */
  observe(eventTimeMs: number, nowMs: number, usualOffsetMs: number): number | null {
    if (!this.behind.observe(eventTimeMs, nowMs)) return null;
    const byMs = usualOffsetMs - (eventTimeMs - nowMs);
    this.usualOffsetMs = usualOffsetMs;
    this.correctionMs += byMs;
    this.lastsMsMin = Math.min(2 * this.lastsMsMin, LASTS_MS_MAX);
    this.behind = new ConstantOffset(LOOKS_MIN, this.lastsMsMin);
    return byMs;
  }

  /**
   * Whether a row shows that the clock is right again: corrected it lies ahead, as it says it goes
   * on.
   * @param eventTimeMs  With the correction.
   */
  isRightAgain(eventTimeMs: number, newestMs: number, nowMs: number): boolean {
    const isAhead = eventTimeMs - nowMs > Math.max(0, this.usualOffsetMs) + SPREAD_MS_MAX;
    if (!isAhead || eventTimeMs - this.correctionMs < newestMs - SPREAD_MS_MAX) return false;
    this.correctionMs = 0;
    return true;
  }
}
