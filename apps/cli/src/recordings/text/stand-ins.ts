/** A number that may stand for no reading, and its first place. */
export interface StandIn {
  /** Index of the column. */
  readonly column: number;
  readonly value: number;
  readonly times: number;
  readonly file: number;
  readonly line: number;
  /** The range of all other values of the column. */
  readonly low: number;
  readonly high: number;
}

/**
 * Numbers that loggers write for no reading: nines, and the limits of integer and floating-point
 * numbers.
 */
const USUAL: ReadonlySet<number> = new Set([
  ...[99, 999, 9_999, 99_999, 999_999, 9_999_999, 999.25, 999.9, 999.99, 9_999.9, 9_999.99, 99.99].map(
    (value) => -value,
  ),
  ...[999, 9_999, 99_999, 999_999, 9_999_999, 999.25, 999.9, 999.99, 9_999.9, 9_999.99],
  ...[-32_768, 32_767, 65_535, -2_147_483_648, 2_147_483_647, 4_294_967_295, -8_888, 8_888, 6_999, 7_999],
  ...[1e20, 1e30, 1e31, 1e32, 1e35, 1e36, 1e37, 1e38, -1e20, -1e30, -1e31, -1e32, -1e35, -1e37, -1e38],
  ...[3.4028235e38, -3.4028235e38, 3.40282347e38, -3.40282347e38, 3.402823e38, -3.402823e38],
]);
/**
 * A stand-in is at least this many times as large as all measured values, or is negative where
 * nothing else is.
 */
const TIMES_LARGER = 10;
/** Other values of a column that are needed to know its usual range. */
const OTHERS_MIN = 10;

interface Met {
  times: number;
  readonly file: number;
  readonly line: number;
}

/**
 * Watches the values of a table for numbers that stand in the place of a missing reading, such as
 * -9999.
 */
export class StandInWatch {
  private readonly low: Float64Array;
  private readonly high: Float64Array;
  private readonly others: Uint32Array;
  private readonly met = new Map<number, Map<number, Met>>();

  /** @param readings  Numbers that are readings, as the user says. */
  constructor(
    columns: number,
    private readonly readings: ReadonlySet<number>,
  ) {
    this.low = new Float64Array(columns).fill(Infinity);
    this.high = new Float64Array(columns).fill(-Infinity);
    this.others = new Uint32Array(columns);
  }

  add(column: number, value: number, file: number, line: number): void {
    const [low = Infinity, high = -Infinity] = [this.low[column], this.high[column]];
    if (Number.isNaN(value)) return;
    // Nearly all values lie within the range of earlier ones.
    const isWithin = value >= low && value <= high;
    if (isWithin || !USUAL.has(value) || this.readings.has(value)) {
      this.others[column] = (this.others[column] ?? 0) + 1;
      if (isWithin) return;
      this.low[column] = Math.min(low, value);
      this.high[column] = Math.max(high, value);
      return;
    }
    const ofColumn = this.met.get(column) ?? new Map<number, Met>();
    this.met.set(column, ofColumn);
    const met = ofColumn.get(value);
    if (met === undefined) ofColumn.set(value, { times: 1, file, line });
    else met.times += 1;
  }

  /** Whether a column has had a value yet. */
  hasReadings(column: number): boolean {
    return (this.others[column] ?? 0) > 0 || this.met.has(column);
  }

  /**
   * Numbers that lie farther from all other values of their column than those lie from each other.
   */
  found(): StandIn[] {
    return [...this.met].flatMap(([column, values]) => {
      const [low = Infinity, high = -Infinity] = [this.low[column], this.high[column]];
      return [...values].flatMap(([value, met]) => {
        const distance = value < low ? low - value : value - high;
        const isLarge = Math.abs(value) >= TIMES_LARGER * Math.max(Math.abs(low), Math.abs(high));
        const isOtherSign = value < 0 && low >= 0;
        return (this.others[column] ?? 0) >= OTHERS_MIN && distance > high - low && (isLarge || isOtherSign)
          ? [{ column, value, ...met, low, high }]
          : [];
      });
    });
  }
}
