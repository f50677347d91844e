import { assetIdSchema, type AssetId } from '@eagle/contracts/domain';
import { NameTable } from './names.js';

/** Rows of one asset, or of one run of it: a run is independent of earlier ones. */
export interface Lane {
  readonly laneId: AssetId;
  readonly asset: string;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly rows: number;
}

export interface LaneName {
  readonly laneId: AssetId;
  readonly asset: string;
}

/** Numbers the lanes in the order of their first rows. */
export class LaneNames {
  readonly all: LaneName[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly names = new NameTable('assets');

  /** @throws AppError `RECORDING.INVALID` (invalid) where two assets would get one name. */
  numberOf(asset: string, run: string): number {
    const key = run === '' ? asset : `${asset}\n${run}`;
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const laneId = assetIdSchema.parse(this.names.add(run === '' ? asset : `${asset}_${run}`));
    this.numbers.set(key, this.all.length);
    return this.all.push({ laneId, asset }) - 1;
  }
}

const PERIODS_MAX = 100_000;
/** A distance this many times the usual one is a gap. */
const GAP_PERIODS = 10;
const STEPS_PER_OCTAVE = 8;
/**
 * Assets of a fleet have rows at about the same time: at least this many assets, in at least this
 * share of the record.
 */
const FLEET_LANES_MIN = 3;
const FLEET_SHARE = 0.5;
const AT_ONCE_PERIODS = 2;
const LOOKED_AT_EVERY_ROWS = 64;

interface LaneTime {
  firstMs: number;
  lastMs: number;
  rows: number;
}

/** Facts about the times of rows, gathered while the rows pass. */
export class LaneTimes {
  /** Whether the rows of all lanes come in one order of time. */
  inTimeOrder = true;
  /**
   * Rows that are older than an earlier row of their lane, and rows with the same time as the row
   * before.
   */
  rowsOlder = 0;
  rowsRepeated = 0;
  private readonly lanes: (LaneTime | undefined)[] = [];
  private readonly periods: number[] = [];
  /** Distances by their size, on a logarithmic scale. */
  private readonly distances = new Map<number, number>();
  private longestMs = 0;
  private newestMs = -Infinity;
  private rows = 0;
  private looks = 0;
  private looksAtFleet = 0;
  private atOnceMs = 0;

  add(lane: number, atMs: number): void {
    if (atMs < this.newestMs) this.inTimeOrder = false;
    this.newestMs = atMs;
    const known = this.lanes[lane];
    if (known === undefined) {
      this.lanes[lane] = { firstMs: atMs, lastMs: atMs, rows: 1 };
      return;
    }
    const distanceMs = atMs - known.lastMs;
    if (distanceMs > 0) this.learn(distanceMs);
    else if (distanceMs === 0) this.rowsRepeated += 1;
    else this.rowsOlder += 1;
    if (atMs < known.firstMs) known.firstMs = atMs;
    if (atMs > known.lastMs) known.lastMs = atMs;
    known.rows += 1;
    this.rows += 1;
    if (this.rows % LOOKED_AT_EVERY_ROWS === 0) this.lookAround(atMs);
  }

  /** Whether assets can be compared at each moment; true only where rows come in order of time. */
  get isFleet(): boolean {
    const lanes = this.lanes.filter((lane) => lane !== undefined).length;
    if (!this.inTimeOrder || lanes < FLEET_LANES_MIN) return false;
    return this.looks === 0 || this.looksAtFleet >= FLEET_SHARE * this.looks;
  }

  private lookAround(atMs: number): void {
    // The usual distance is computed anew after 1, 2, 4, 8 … rows: it is known early, and sorting
    // is rare.
    if ((this.looks & (this.looks - 1)) === 0) this.atOnceMs = AT_ONCE_PERIODS * this.scanPeriodMs();
    this.looks += 1;
    let lanes = 0;
    for (const lane of this.lanes)
      if (lane !== undefined && lane.lastMs >= atMs - this.atOnceMs && lane.lastMs <= atMs) lanes += 1;
    if (lanes >= FLEET_LANES_MIN) this.looksAtFleet += 1;
  }

  private learn(distanceMs: number): void {
    if (this.periods.length < PERIODS_MAX) this.periods.push(distanceMs);
    const step = Math.floor(Math.log2(distanceMs) * STEPS_PER_OCTAVE);
    this.distances.set(step, (this.distances.get(step) ?? 0) + 1);
    if (distanceMs > this.longestMs) this.longestMs = distanceMs;
  }

  of(names: readonly LaneName[]): Lane[] {
    return names.flatMap((name, number) => {
      const time = this.lanes[number];
      return time === undefined ? [] : [{ ...name, ...time }];
    });
  }

  /** Median distance between two rows of a lane. */
  scanPeriodMs(): number {
    const ordered = Float64Array.from(this.periods).sort();
    return ordered[Math.floor(ordered.length / 2)] ?? 1_000;
  }

  /** The number of gaps much longer than usual, and the longest one. */
  gaps(): { readonly count: number; readonly longestMs: number } {
    const leastStep = Math.log2(GAP_PERIODS * this.scanPeriodMs()) * STEPS_PER_OCTAVE;
    let count = 0;
    for (const [step, distances] of this.distances) if (step >= leastStep) count += distances;
    return { count, longestMs: count > 0 ? this.longestMs : 0 };
  }
}
