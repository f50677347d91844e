import { AppError, type OrganizationSettings } from '@eagle/contracts/domain';
import { FEATURE_FLAG } from '@eagle/contracts/frames';
import type { FeatureSet } from './feature-set.js';
import { RollingWindow } from './rolling-window.js';
import { RowRing } from './row-ring.js';
import { SlopeWindow } from './slope-window.js';
import type { TagTable } from './tag-table.js';

/**
 * A source may be this much faster than its declared scan period before rows leave the windows too
 * early (and are flagged).
 */
const RATE_TOLERANCE = 16;
const ROWS_MAX_AT_LEAST = 1_024;
const REFRESH_ROWS = 1_024;
const RENUMBER_AT = 2 ** 30;

/**
 * The windows of one asset: values, lags, rolling statistics and slopes of each of its scans. The
 * one implementation, live and for training.
 *
 * A row's features are computed over the rows held whose time lies in `[t - window, t]`. Held are
 * those no older than `featureSet.heldMs` behind the newest. Cost per row does not depend on the
 * length of the windows; only a late row costs one pass over what is held. Nothing is allocated per
 * row.
 */
export class FeatureWindows {
  private readonly ring: RowRing;
  private readonly windows: readonly RollingWindow[];
  private readonly slopes: readonly SlopeWindow[];
  /** For each lag the newest row that is at least that old. */
  private readonly lagged: Int32Array;
  private readonly sources: Int32Array;
  private readonly setValues: Int32Array;
  private readonly offsets: Int32Array;
  private readonly lagOffsets: Int32Array;
  /** Of each window the place of each number's mean, in the order of the inputs. */
  readonly meanOffsets: readonly Int32Array[];
  private readonly booleanOffsets: readonly Int32Array[];
  private newestMs = -Infinity;
  private completeSinceMs = Infinity;
  private droppedUntilMs = -Infinity;
  private sinceRefresh = 0;

  /**
   * @param table  Order of the values given to `push`.
   * @param settings  `scanPeriodMs` bounds how many rows are held.
   */
  constructor(
    private readonly featureSet: FeatureSet,
    table: TagTable,
    settings: Pick<OrganizationSettings, 'scanPeriodMs'>,
  ) {
    const { definitions, lagsMs, windowsMs, slopesMs } = featureSet;
    const rowsExpected = Math.ceil(featureSet.heldMs / settings.scanPeriodMs) + 2;
    this.ring = new RowRing(definitions.length, Math.max(ROWS_MAX_AT_LEAST, RATE_TOLERANCE * rowsExpected));
    this.lagged = new Int32Array(lagsMs.length).fill(-1);
    this.sources = Int32Array.from(definitions, ({ tag }) => table.indexOf(tag));
    this.setValues = Int32Array.from(definitions, ({ setValueTag }) =>
      setValueTag === null ? -1 : table.indexOf(setValueTag),
    );
    this.offsets = new Int32Array(definitions.length);
    this.lagOffsets = new Int32Array(definitions.length);
    const numbers: number[] = [];
    const booleans: number[] = [];
    let next = 0;
    definitions.forEach(({ type, setValueTag }, column) => {
      this.offsets[column] = next;
      this.lagOffsets[column] = next + (setValueTag === null ? 1 : 2);
      next = (this.lagOffsets[column] ?? 0) + lagsMs.length + windowsMs.length * (type === 'number' ? 5 : 2);
      (type === 'number' ? numbers : booleans).push(column);
    });
    const statisticsAt = (columns: number[], window: number, size: number): Int32Array =>
      Int32Array.from(columns, (column) => (this.lagOffsets[column] ?? 0) + lagsMs.length + window * size);
    this.meanOffsets = windowsMs.map((_, window) => statisticsAt(numbers, window, 5));
    this.booleanOffsets = windowsMs.map((_, window) => statisticsAt(booleans, window, 2));
    this.windows = windowsMs.map(
      (windowMs) =>
        new RollingWindow(windowMs, this.ring, Int32Array.from(numbers), Int32Array.from(booleans)),
    );
    this.slopes = slopesMs.map((ms) => new SlopeWindow(ms, this.ring, Int32Array.from(numbers)));
  }

  /** Rows held at present. */
  get rowsHeld(): number {
    return this.ring.next - this.ring.first;
  }

  /**
   * Takes in one scan and writes its features to `out[outOffset .. outOffset + width)`.
   * @param values  In tag table order; NaN (or infinite) = missing. Booleans as 0/1.
   * @returns FEATURE_FLAG bits: `windowIncomplete` while the longest window is not filled since the start or a gap longer than it;
   *   `late` when a newer row of the asset went before. Rows of the same time are both counted, in order of arrival.
   * @throws AppError `FEATURES.TIME_INVALID` (invalid) when the time is no finite number.
   */
  push(eventTimeMs: number, values: Float64Array, out: Float32Array, outOffset: number): number {
    if (!Number.isFinite(eventTimeMs)) {
      throw new AppError('FEATURES.TIME_INVALID', 'The scan has no usable time.');
    }
    if (this.ring.full) this.drop(this.ring.first);
    if (this.ring.reserve()) this.rebuild(this.ring.next - 1);
    return eventTimeMs < this.newestMs
      ? this.pushLate(eventTimeMs, values, out, outOffset)
      : this.pushNext(eventTimeMs, values, out, outOffset);
  }

  private pushNext(eventTimeMs: number, values: Float64Array, out: Float32Array, outOffset: number): number {
    const { ring, featureSet } = this;
    if (!(eventTimeMs - this.newestMs <= featureSet.gapMsMax)) this.completeSinceMs = eventTimeMs;
    this.newestMs = eventTimeMs;
    const sequence = ring.next;
    ring.next += 1;
    ring.times[sequence & ring.mask] = eventTimeMs;
    this.store(sequence, values);
    for (const window of this.windows) window.add(sequence);
    for (const slope of this.slopes) slope.add(sequence);
    this.moveLags(sequence);
    this.write(sequence, values, out, outOffset);
    this.dropOld();
    this.sinceRefresh += 1;
    if (this.sinceRefresh >= REFRESH_ROWS && this.sinceRefresh >= this.rowsHeld) this.refresh();
    return this.flagsOf(eventTimeMs);
  }

  /**
   * Puts the row where it belongs in time, counts its own features as of that place, then
   * recomputes everything as of the newest.
   */
  private pushLate(eventTimeMs: number, values: Float64Array, out: Float32Array, outOffset: number): number {
    const sequence = this.ring.insertAt(eventTimeMs);
    this.store(sequence, values);
    this.rebuild(sequence);
    this.write(sequence, values, out, outOffset);
    this.rebuild(this.ring.next - 1);
    const flags = this.flagsOf(eventTimeMs) | FEATURE_FLAG.late;
    this.dropOld();
    return flags;
  }

  private flagsOf(eventTimeMs: number): number {
    const windowStartsMs = eventTimeMs - this.featureSet.windowMsMax;
    const whole = windowStartsMs >= this.completeSinceMs && windowStartsMs > this.droppedUntilMs;
    return whole ? 0 : FEATURE_FLAG.windowIncomplete;
  }

  private store(sequence: number, values: Float64Array): void {
    const { ring, sources } = this;
    const offset = ring.offsetOf(sequence);
    for (let column = 0; column < sources.length; column += 1) {
      const value = values[sources[column] ?? 0] ?? NaN;
      ring.values[offset + column] = value - value === 0 ? value : NaN;
    }
  }

  private write(sequence: number, values: Float64Array, out: Float32Array, outOffset: number): void {
    const { ring, offsets, lagOffsets, setValues } = this;
    const row = ring.offsetOf(sequence);
    for (let column = 0; column < offsets.length; column += 1) {
      const at = outOffset + (offsets[column] ?? 0);
      const value = ring.values[row + column] ?? NaN;
      out[at] = value;
      const setValue = setValues[column] ?? -1;
      if (setValue < 0) continue;
      const deviation = value - (values[setValue] ?? NaN);
      out[at + 1] = deviation - deviation === 0 ? deviation : NaN;
    }
    for (let lag = 0; lag < this.lagged.length; lag += 1) {
      const lagRow = this.lagRow(lag, sequence);
      for (let column = 0; column < lagOffsets.length; column += 1) {
        const value = lagRow < 0 ? NaN : (ring.values[lagRow + column] ?? NaN);
        out[outOffset + (lagOffsets[column] ?? 0) + lag] = value;
      }
    }
    for (let w = 0; w < this.windows.length; w += 1) {
      const meanOffsets = this.meanOffsets[w];
      const booleanOffsets = this.booleanOffsets[w];
      if (meanOffsets === undefined || booleanOffsets === undefined) continue;
      this.windows[w]?.write(sequence, out, outOffset, meanOffsets, booleanOffsets);
    }
    const { layout } = this.featureSet;
    for (let s = 0; s < this.slopes.length; s += 1) {
      this.slopes[s]?.write(sequence, out, outOffset + layout.slopesAt + s, this.slopes.length);
    }
  }

  /**
   * Position of the lagged row's values, or -1 where there is none near enough to the asked time.
   */
  private lagRow(lag: number, sequence: number): number {
    const lagged = this.lagged[lag] ?? -1;
    if (lagged < this.ring.first) return -1;
    const { lagsMs, lagToleranceMs } = this.featureSet;
    const wantedMs = this.ring.timeOf(sequence) - (lagsMs[lag] ?? 0);
    return this.ring.timeOf(lagged) < wantedMs - lagToleranceMs ? -1 : this.ring.offsetOf(lagged);
  }

  private moveLags(sequence: number): void {
    const { ring, lagged, featureSet } = this;
    const nowMs = ring.timeOf(sequence);
    for (let lag = 0; lag < lagged.length; lag += 1) {
      const wantedMs = nowMs - (featureSet.lagsMs[lag] ?? 0);
      let row = Math.max(lagged[lag] ?? -1, ring.first - 1);
      while (row < sequence && ring.timeOf(row + 1) <= wantedMs) row += 1;
      lagged[lag] = row;
    }
  }

  private dropOld(): void {
    const oldestMs = this.newestMs - this.featureSet.heldMs;
    while (this.ring.first < this.ring.next && this.ring.timeOf(this.ring.first) < oldestMs) {
      this.drop(this.ring.first);
    }
  }

  private drop(sequence: number): void {
    for (const window of this.windows) window.letGo(sequence);
    for (const slope of this.slopes) slope.letGo(sequence);
    const timeMs = this.ring.timeOf(sequence);
    if (timeMs > this.droppedUntilMs) this.droppedUntilMs = timeMs;
    this.ring.first = sequence + 1;
  }

  private refresh(): void {
    this.sinceRefresh = 0;
    if (this.ring.next > RENUMBER_AT) {
      this.ring.renumber();
      this.rebuild(this.ring.next - 1);
      return;
    }
    for (const window of this.windows) window.refresh(this.ring.next - 1);
    for (const slope of this.slopes) slope.refresh(this.ring.next - 1);
  }

  private rebuild(sequence: number): void {
    this.lagged.fill(-1);
    this.moveLags(sequence);
    for (const window of this.windows) window.rebuild(sequence);
    for (const slope of this.slopes) slope.rebuild(sequence);
  }
}
