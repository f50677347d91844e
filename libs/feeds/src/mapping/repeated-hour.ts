import { duration } from './duration.js';
import type { KnownAsset } from './asset-directory.js';

/**
 * Steps between rows of up to this share of the repeated time are close: so dense a source shows
 * where its clock goes back.
 */
const CLOSE_SHARE = 1 / 12;
/** A source may skip this many of its usual steps and still count as continuous. */
const STEPS_MAX = 3;

/** A time that is repeated, and the next, are further apart than this. */
const ANOTHER_TIME_MS = 86_400_000;

/** When rows were read, by the wall clock. */
export interface Arrival {
  /**
   * Later than this is not believed; null where the source is the clock and arrival says nothing.
   */
  readonly latestMs: number | null;
  /**
   * Rows read now were written after this instant; NaN where that is not known (older rows are
   * still being read).
   */
  readonly writtenAfterMs: number;
}

/**
 * Decides which of two instants a time means that the wall clock shows twice. The evidence,
 * strongest first: arrival (a row is not from the future, and one that was not there at the last
 * look is not an hour old), the order of the asset's rows (time does not fall back, and goes on in
 * the steps it is used to), and the other assets. A row that none of these decides is counted and
 * reported; it is never decided silently.
 *
 * A row taken for the first meaning is certain only once the asset's clock is seen to go back.
 * Where that is never seen, all such rows are reported.
 */
export class RepeatedHour {
  /** Newest instant that is surely of the second meaning, of any asset. */
  private secondMs = -Infinity;
  /** The first such instant of the time that is repeated now. */
  private secondFromMs = -Infinity;
  /** Newest row of an asset with close steps that was taken for the first meaning. */
  private denseFirstMs = -Infinity;
  private reported = 0;
  private repeatedMs = 0;

  /** @returns the instant chosen. */
  choose(asset: KnownAsset, early: number, late: number, arrival: Arrival): number {
    const isLate = this.byArrival(early, late, arrival);
    if (isLate === true) return this.second(asset, late);
    if (isLate === false) return early;
    if (Number.isNaN(asset.newestMs)) return this.unsure(early, late, early);
    if (asset.newestMs >= late) return this.behindBoth(asset, early, late);
    return asset.newestMs > early ? this.fallsBack(asset, early, late) : this.goesForward(asset, early, late);
  }

  /**
   * Before a restart, the newest row of an asset and an unknown number of rows before it were taken
   * for the first meaning.
   */
  remember(asset: KnownAsset, repeatedMs: number): void {
    asset.unproven = 1;
    asset.firstMeaningMs = asset.newestMs;
    asset.repeatedMs = repeatedMs;
  }

  /**
   * A row with one meaning came: no further row can prove the rows that were taken for the first
   * meaning.
   */
  passed(asset: KnownAsset, eventTimeMs: number): void {
    if (eventTimeMs - asset.firstMeaningMs < asset.repeatedMs) return;
    this.settle(asset, this.secondFromMs);
  }

  /**
   * One sentence on the rows that could not be decided since the last call; null: there were none.
   */
  takeNote(): string | null {
    const { reported, repeatedMs } = this;
    if (reported === 0) return null;
    this.reported = 0;
    return `${reported} rows or more have a time that the clock shows twice, and could be ${duration(repeatedMs)} off: neither the order of the rows, nor other assets, nor their arrival decides; write times with an offset, or in UTC.`;
  }

  private byArrival(early: number, late: number, { latestMs, writtenAfterMs }: Arrival): boolean | null {
    if (latestMs === null) return null;
    if (late > latestMs) return false;
    return writtenAfterMs - early > (late - early) / 2 ? true : null;
  }

  /** A late row of the second meaning, or a very late one of the first. */
  private behindBoth(asset: KnownAsset, early: number, late: number): number {
    return asset.newestMs - late <= closeOf(asset, late - early) ? late : this.unsure(late, late, early);
  }

  /** The first meaning lies behind the newest row: the clock went back, or the row is late. */
  private fallsBack(asset: KnownAsset, early: number, late: number): number {
    const repeatedMs = late - early;
    const goesOn = late - asset.newestMs <= closeOf(asset, repeatedMs);
    const mayBeLate = asset.newestMs - early <= repeatedMs * CLOSE_SHARE;
    const isInSecond = asset.secondMs > early && asset.newestMs >= asset.secondMs;
    if (!mayBeLate && (goesOn || isInSecond)) return this.second(asset, late);
    if (mayBeLate && !goesOn) return this.first(asset, early, repeatedMs);
    return this.unsure(late, late, early);
  }

  /** Both meanings follow the newest row. */
  private goesForward(asset: KnownAsset, early: number, late: number): number {
    const repeatedMs = late - early;
    const close = repeatedMs * CLOSE_SHARE;
    const isDense = asset.stepMs <= close && early - asset.newestMs <= closeOf(asset, repeatedMs);
    const othersAreLate = this.secondMs - early >= repeatedMs / 2 && late - this.secondMs <= repeatedMs / 2;
    if (othersAreLate && !isDense) return late;
    // The other assets are past the first meaning: this one may be behind them, or have continued
    // where it stopped.
    if (this.secondMs > early) return this.unsure(early, late, early);
    if (isDense) {
      this.denseFirstMs = Math.max(this.denseFirstMs, early);
      return this.first(asset, early, repeatedMs);
    }
    if (Math.abs(this.denseFirstMs - early) <= close) return this.first(asset, early, repeatedMs);
    return this.unsure(early, late, early);
  }

  private first(asset: KnownAsset, early: number, repeatedMs: number): number {
    asset.unproven++;
    asset.firstMeaningMs = early;
    asset.repeatedMs = repeatedMs;
    return early;
  }

  /** Certain: so the rows before it, which came in order, certainly had the first meaning. */
  private second(asset: KnownAsset, late: number): number {
    this.settle(asset, late);
    if (!(asset.secondMs >= late)) asset.secondMs = late;
    if (late - this.secondMs > ANOTHER_TIME_MS) this.secondFromMs = late;
    if (late > this.secondMs) this.secondMs = late;
    return late;
  }

  /**
   * Rows read before a row of the second meaning have the first meaning where their second meaning
   * would lie after that row.
   */
  private settle(asset: KnownAsset, secondMs: number): void {
    if (asset.unproven === 0) return;
    const aheadMs = asset.firstMeaningMs + asset.repeatedMs - secondMs;
    if (!(aheadMs > 0 && aheadMs <= asset.repeatedMs)) this.report(asset.unproven, asset.repeatedMs);
    asset.unproven = 0;
  }

  private unsure(chosen: number, late: number, early: number): number {
    this.report(1, late - early);
    return chosen;
  }

  private report(rows: number, repeatedMs: number): void {
    this.reported += rows;
    this.repeatedMs = repeatedMs;
  }
}

const closeOf = ({ stepMs }: KnownAsset, repeatedMs: number): number =>
  Math.max(repeatedMs * CLOSE_SHARE, STEPS_MAX * (stepMs || 0));
