const HOUR_MS = 3_600_000;
/** A group with more than this share of the rows is part of the record at any distance. */
const ROWS_SHARE_MAX = 0.001;
const ROWS_MAX = 1_000;
/**
 * A group with fewer rows than this is not judged by its share: one row of a thousand, or of a
 * hundred.
 */
const ROWS_ALWAYS = 3;
/** A clock that was never set begins in 1970; rows from years later are another record. */
const EPOCH_MS_MAX = 48 * HOUR_MS;
const YEAR_HOURS = 8_760;

/** A few rows with times far from all others. */
export interface FarOff {
  readonly rows: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Whether a row of this time is far off. */
export const isFarOff = (stretches: readonly FarOff[], atMs: number): boolean =>
  stretches.some(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs);

/**
 * Counts rows by hour, to find the few that lie farther from all others than the whole record is
 * long.
 */
export class RowsByHour {
  private readonly hours = new Map<number, number>();
  private hour = NaN;
  private rows = 0;

  add(atMs: number): void {
    const hour = Math.floor(atMs / HOUR_MS);
    if (hour !== this.hour) {
      this.keep();
      this.hour = hour;
    }
    this.rows += 1;
  }

  private keep(): void {
    if (this.rows > 0) this.hours.set(this.hour, (this.hours.get(this.hour) ?? 0) + this.rows);
    this.rows = 0;
  }

  /** Groups of rows that are no part of the record. */
  farOff(): FarOff[] {
    this.keep();
    const hours = [...this.hours].sort(([a], [b]) => a - b);
    const total = hours.reduce((sum, [, rows]) => sum + rows, 0);
    const found: FarOff[] = [];
    let [low, high] = [0, hours.length - 1];
    const rowsMax = Math.max(ROWS_ALWAYS, Math.min(ROWS_MAX, ROWS_SHARE_MAX * total));
    const outer = (from: number, to: number): number =>
      hours.slice(from, to + 1).reduce((sum, [, rows]) => sum + rows, 0);
    const hourAt = (at: number): number => hours[at]?.[0] ?? NaN;
    // From each end: the few rows before (after) a gap that is longer than everything on its other
    // side.
    for (let at = low; at < high && outer(low, at) <= rowsMax; at += 1) {
      const gap = hourAt(at + 1) - hourAt(at);
      const isEpoch = hourAt(at) * HOUR_MS < EPOCH_MS_MAX;
      if (gap > Math.max(1, hourAt(high) - hourAt(at + 1)) || (isEpoch && gap > YEAR_HOURS)) {
        found.push(this.stretch(hours, low, at));
        low = at + 1;
      }
    }
    for (let at = high; at > low && outer(at, high) <= rowsMax; at -= 1) {
      const gap = hourAt(at) - hourAt(at - 1);
      if (gap > Math.max(1, hourAt(at - 1) - hourAt(low))) {
        found.push(this.stretch(hours, at, high));
        high = at - 1;
      }
    }
    // A record of a few rows has no middle from which others could be far.
    return outer(low, high) > 2 * found.reduce((sum, { rows }) => sum + rows, 0) ? found : [];
  }

  private stretch(hours: readonly (readonly [number, number])[], from: number, to: number): FarOff {
    return {
      rows: hours.slice(from, to + 1).reduce((sum, [, rows]) => sum + rows, 0),
      fromMs: (hours[from]?.[0] ?? 0) * HOUR_MS,
      toMs: ((hours[to]?.[0] ?? 0) + 1) * HOUR_MS,
    };
  }
}
