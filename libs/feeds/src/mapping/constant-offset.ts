/**
 * Stamps that differ from their arrival by the same amount, within this tolerance, come from a
 * wrong clock.
 */
export const SPREAD_MS_MAX = 5_000;
/** A clock counts as wrong after this many observations over this time. */
const LOOKS_MIN = 3;
const LASTS_MS_MIN = 5_000;

/**
 * Distinguishes a wrong clock from wrong rows: with a wrong clock, all consecutive rows are off by
 * a constant and no row is right.
 */
export class ConstantOffset {
  private offsetMs = NaN;
  private firstMs = NaN;
  private lastMs = NaN;
  private stampMs = NaN;
  private looks = 0;

  constructor(
    private readonly looksMin = LOOKS_MIN,
    private readonly lastsMsMin = LASTS_MS_MIN,
  ) {}

  /**
   * One more row that is off, with no correct row in between. @returns whether the clock is wrong.
   */
  observe(stampMs: number, readAtMs: number): boolean {
    const offsetMs = stampMs - readAtMs;
    if (!(Math.abs(offsetMs - this.offsetMs) <= SPREAD_MS_MAX) || stampMs < this.stampMs) {
      [this.offsetMs, this.firstMs, this.lastMs, this.looks] = [offsetMs, readAtMs, readAtMs, 1];
    } else if (readAtMs > this.lastMs) {
      this.lastMs = readAtMs;
      this.looks++;
    }
    this.stampMs = stampMs;
    return this.looks >= this.looksMin && this.lastMs - this.firstMs >= this.lastsMsMin;
  }

  /** A row came that is right. */
  reset(): void {
    this.offsetMs = NaN;
    this.looks = 0;
  }
}
