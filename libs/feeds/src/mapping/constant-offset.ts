/** Stamps that differ from their arrival by the same amount, give or take this, are those of a clock that is wrong. */
export const SPREAD_MS_MAX = 5_000;
/** A clock is taken to be wrong after so many looks at its rows, over so long. */
const LOOKS_MIN = 3;
const LASTS_MS_MIN = 5_000;

/** Tells a clock that is wrong from rows that are: all of them, one after the other, are off by a constant, and nobody's are right. */
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

  /** One more row that is off, and none between that was not. @returns whether the clock is wrong. */
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
