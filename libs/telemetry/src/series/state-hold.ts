/** How long a row holds its operating state when no further row comes. */
export interface HoldBounds {
  readonly leastMs: number;
  readonly mostMs: number;
}

export const STATE_HOLD: HoldBounds = { leastMs: 60_000, mostMs: 3 * 3_600_000 };

/** So many rows tell how long the last of them holds its state. */
export const HOLD_ROWS = 3;

/** In a pause of more intervals than this the state is unknown. */
const INTERVALS_MAX = 3;

/**
 * A row holds its state until the next row, but no longer than three of the distances at which rows
 * came last: a plant that writes a row every five minutes keeps its state between them. It is the
 * shorter of the last two distances, so that one pause does not count.
 */
export class StateHold {
  private lastMs = Number.NaN;
  private beforeMs = Number.NaN;
  private distanceMs = Number.NaN;

  constructor(private readonly bounds: HoldBounds) {}

  /** The next row. */
  row(timeMs: number): void {
    this.beforeMs = this.distanceMs;
    this.distanceMs = timeMs - this.lastMs;
    this.lastMs = timeMs;
  }

  /** How long the last row holds its state at most. */
  get maxMs(): number {
    const { beforeMs, distanceMs, bounds } = this;
    const usualMs = beforeMs < distanceMs ? beforeMs : distanceMs;
    const heldMs = usualMs * INTERVALS_MAX;
    // Also where no distance is known, NaN.
    if (!(heldMs > bounds.leastMs)) return bounds.leastMs;
    return heldMs < bounds.mostMs ? heldMs : bounds.mostMs;
  }

  /** What comes next does not follow what came. */
  forget(): void {
    this.lastMs = Number.NaN;
    this.beforeMs = Number.NaN;
    this.distanceMs = Number.NaN;
  }
}

/** Time before a UTC day whose rows show in which state it begins: more than the longest hold. */
export const DAY_LOOKBACK_MS = 6 * 3_600_000;

/**
 * The same for a range that is read raw.
 * @param intervalMs  Usual distance of two rows; NaN where that is not known.
 */
export function lookbackMsOf(intervalMs: number): number {
  // The row that holds, and two before it.
  const neededMs = (INTERVALS_MAX + 2) * intervalMs;
  return neededMs > STATE_HOLD.leastMs ? Math.min(neededMs, DAY_LOOKBACK_MS) : STATE_HOLD.leastMs;
}
