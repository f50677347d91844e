import type { Feed, Mapping } from '@eagle/contracts/domain';
import type { RawRow } from '../feed-connection.js';
import { AssetClock } from './asset-clock.js';
import type { KnownAsset } from './asset-directory.js';
import { latestBelievedMs, SOURCE_AHEAD_MS_MAX } from './believed-time.js';
import { ConstantOffset, SPREAD_MS_MAX } from './constant-offset.js';
import { duration } from './duration.js';
import { RepeatedHour } from './repeated-hour.js';
import type { SourceColumns } from './source-columns.js';
import { quoted, type RowCounters } from './row-counters.js';
import { TimeStampReader } from './time-stamp.js';
import { ZoneClock } from './zone-clock.js';

/** Limits within which a row's time is believed. */
export type TimeLimits = Pick<Feed, 'clock' | 'futureToleranceMs' | 'lateToleranceMs'>;

/**
 * A jump ahead is believed after this many consecutive rows: the source, a recording, really
 * continued there.
 */
const JUMP_ROWS = 3;
/** Of what an asset's steps were before, so much is remembered with each row. */
const STEP_KEPT = 0.9;

/** Judges and reads the time of rows. */
export class RowStamp {
  private readonly zone: ZoneClock;
  private readonly reader: TimeStampReader;
  private readonly repeated = new RepeatedHour();
  private readonly behind = new ConstantOffset();
  private readonly ahead = new ConstantOffset();
  /** Newest time believed, of any asset; NaN before the first. */
  private newestMs = NaN;
  /**
   * Counts how often the source's clock was set back: the newest time from before no longer counts.
   */
  private era = 0;
  private jump = { rows: 0, lastMs: NaN };
  /**
   * What is added to each stamp since the source's clock was set back, so that its time goes on; 0
   * while the clock is right.
   */
  private correctionMs = 0;
  /** How far the stamps of rows in order are from their arrival; NaN before the first. */
  private usualOffsetMs = NaN;
  private writtenAfterMs = NaN;
  private notes: string[] = [];
  /** The current row, for `choose`, which is made once: rows are many. */
  private asset: KnownAsset | null = null;
  private nowMs = NaN;
  private isRepeated = false;
  private readonly choose = (early: number, late: number): number => {
    this.isRepeated = true;
    const latestMs = this.limits.clock === 'wall' ? latestBelievedMs(this.limits, this.nowMs, NaN) : null;
    const arrival = { latestMs, writtenAfterMs: this.writtenAfterMs };
    return this.asset === null ? early : this.repeated.choose(this.asset, early, late, arrival);
  };

  constructor(
    mapping: Mapping,
    private readonly columns: SourceColumns,
    private readonly limits: TimeLimits,
  ) {
    this.zone = new ZoneClock(mapping.timeZone);
    this.reader = new TimeStampReader(this.zone);
  }

  /** Rows read from now on were written after this instant; NaN where that is not known. */
  writtenAfter(wallMs: number): void {
    this.writtenAfterMs = wallMs;
  }

  /** Notes for people on the source's clock since the last call. */
  takeNotes(): readonly string[] {
    const note = this.repeated.takeNote();
    const notes = note === null ? this.notes : [...this.notes, note];
    this.notes = [];
    return notes;
  }

  /**
   * The newest time of an asset is known from before a restart. A meaning that was unproved then is
   * still unproved.
   */
  remember(asset: KnownAsset, eventTimeMs: number): void {
    if (!(eventTimeMs <= this.newestMs)) this.newestMs = eventTimeMs;
    if (!(eventTimeMs <= asset.newestMs)) asset.newestMs = eventTimeMs;
    const repeatedMs = this.zone.repeatsAfterMs(asset.newestMs);
    if (repeatedMs > 0) this.repeated.remember(asset, repeatedMs);
  }

  /** @returns milliseconds UTC, or NaN after the row was rejected. */
  read(row: RawRow, asset: KnownAsset, nowMs: number, counters: RowCounters): number {
    const text = row[this.columns.time] ?? null;
    if (text === null || text === '') {
      counters.reject('time-missing', 'The row has no time.', row);
      return NaN;
    }
    if (asset.era !== this.era) {
      asset.era = this.era;
      asset.newestMs = asset.stepMs = NaN;
    }
    const stampMs = this.meaning(text, asset, nowMs);
    let eventTimeMs = stampMs + this.correctionMs;
    if (asset.clock !== null) eventTimeMs = this.ofAsset(eventTimeMs, asset, asset.clock, nowMs);
    if (Number.isNaN(eventTimeMs)) {
      counters.reject('time-unreadable', `${quoted(text)} is not a time that can be read.`, row);
      return NaN;
    }
    if (this.correctionMs > 0 && this.isClockRightAgain(stampMs, asset, nowMs)) eventTimeMs = stampMs;
    if (this.isTooFarAhead(eventTimeMs, nowMs)) {
      counters.reject('time-in-future', this.tooFarAhead(text, eventTimeMs, nowMs), row);
      return NaN;
    }
    if (eventTimeMs < asset.newestMs - SPREAD_MS_MAX && this.isSetBack(eventTimeMs, asset, nowMs)) {
      eventTimeMs = stampMs + this.correctionMs + (asset.clock?.correctionMs ?? 0);
    } else if (eventTimeMs < asset.newestMs - this.limits.lateToleranceMs) {
      const behind = duration(asset.newestMs - eventTimeMs);
      const detail = `${quoted(text)} is ${behind} behind the newest row of ${asset.assetId}: too late to be used.`;
      counters.reject('too-late', detail, row);
      return NaN;
    }
    this.take(eventTimeMs, asset, nowMs);
    return eventTimeMs;
  }

  private meaning(text: string, asset: KnownAsset, nowMs: number): number {
    this.asset = asset;
    this.nowMs = nowMs;
    this.isRepeated = false;
    const eventTimeMs = this.reader.read(text, asset.newestMs, this.choose);
    if (asset.unproven > 0 && !this.isRepeated) this.repeated.passed(asset, eventTimeMs);
    return eventTimeMs;
  }

  private take(eventTimeMs: number, asset: KnownAsset, nowMs: number): void {
    if (this.jump.rows > 0) this.jump = { rows: 0, lastMs: NaN };
    this.ahead.reset();
    if (!(eventTimeMs <= this.newestMs)) this.newestMs = eventTimeMs;
    if (eventTimeMs <= asset.newestMs) return;
    this.behind.reset();
    if (asset.clock !== null) asset.clock.goesOn();
    this.usualOffsetMs = asset.usualOffsetMs = eventTimeMs - nowMs;
    const stepMs = eventTimeMs - asset.newestMs;
    const before = asset.stepMs * STEP_KEPT;
    asset.stepMs = before > stepMs ? before : stepMs;
    asset.newestMs = eventTimeMs;
  }

  private isTooFarAhead(eventTimeMs: number, nowMs: number): boolean {
    if (eventTimeMs <= latestBelievedMs(this.limits, nowMs, this.newestMs)) return false;
    if (this.limits.clock === 'wall') return true;
    const { rows, lastMs } = this.jump;
    const goesOn = rows > 0 && eventTimeMs > lastMs && eventTimeMs - lastMs <= SOURCE_AHEAD_MS_MAX;
    if (!(rows > 0 && eventTimeMs === lastMs)) {
      this.jump = { rows: goesOn ? rows + 1 : 1, lastMs: eventTimeMs };
    }
    return this.jump.rows < JUMP_ROWS || Number.isNaN(this.newestMs);
  }

  private tooFarAhead(text: string, eventTimeMs: number, nowMs: number): string {
    if (this.limits.clock === 'source') {
      const ahead = duration(eventTimeMs - Math.max(nowMs, this.newestMs || nowMs));
      return `${quoted(text)} is ${ahead} ahead of all other rows and of now: not believed; correct the row, or the source's clock.`;
    }
    const ahead = duration(eventTimeMs - nowMs);
    if (this.ahead.observe(eventTimeMs, nowMs)) {
      this.notes.push(
        `Every row is ${ahead} ahead of the clock of this machine: see which of the two clocks is wrong, this machine's or the source's, and the mapping's time zone; rows are read again as soon as they agree.`,
      );
    }
    return `${quoted(text)} is ${ahead} ahead of now: check the source's clock and the mapping's time zone.`;
  }

  /**
   * All rows of all assets are behind by the same amount: the source's clock was set back, or was
   * far ahead before. Its time continues: the difference is added to its stamps, because no model
   * can judge rows that fall back.
   */
  private isSetBack(eventTimeMs: number, asset: KnownAsset, nowMs: number): boolean {
    const believedMs = nowMs + SOURCE_AHEAD_MS_MAX;
    if (this.limits.clock === 'source' && asset.newestMs > believedMs && eventTimeMs <= believedMs) {
      this.beginAnew(asset, asset.newestMs - eventTimeMs);
      return true;
    }
    if (!this.behind.observe(eventTimeMs, nowMs)) return this.isAssetSetBack(eventTimeMs, asset, nowMs);
    this.behind.reset();
    const usualOffsetMs = Number.isNaN(this.usualOffsetMs) ? 0 : this.usualOffsetMs;
    const byMs = usualOffsetMs - (eventTimeMs - nowMs);
    this.correctionMs += byMs;
    this.notes.push(
      `The clock of the source was set back by ${duration(byMs)}: its rows are taken to be that much later than they say, until it is right again; correct the clock of the source.`,
    );
    return true;
  }

  /**
   * The rows of one asset are behind by the same amount while the other assets continue: only its
   * clock was set back. Where the source is the clock, arrival does not say when it would be right
   * again: its rows are late ones there.
   */
  private isAssetSetBack(eventTimeMs: number, asset: KnownAsset, nowMs: number): boolean {
    if (this.limits.clock === 'source') return false;
    asset.clock ??= new AssetClock();
    const usualOffsetMs = Number.isNaN(asset.usualOffsetMs) ? 0 : asset.usualOffsetMs;
    const byMs = asset.clock.observe(eventTimeMs, nowMs, usualOffsetMs);
    if (byMs === null) return false;
    this.notes.push(
      `The clock of ${asset.assetId} was set back by ${duration(byMs)}, those of other assets were not: its rows are taken to be that much later than they say, until it is right again; correct that clock.`,
    );
    return true;
  }

  /** The time of a row by the clock of its asset. */
  private ofAsset(eventTimeMs: number, asset: KnownAsset, clock: AssetClock, nowMs: number): number {
    const { correctionMs } = clock;
    if (correctionMs === 0) return eventTimeMs;
    if (!clock.isRightAgain(eventTimeMs + correctionMs, asset.newestMs, nowMs))
      return eventTimeMs + correctionMs;
    this.notes.push(`The clock of ${asset.assetId} is right again: its rows are taken as they say.`);
    return eventTimeMs;
  }

  /** The newest time was nonsense: everything known about the source's time is discarded. */
  private beginAnew(asset: KnownAsset, byMs: number): void {
    this.notes.push(
      `The clock of the source was set back by ${duration(byMs)}: its rows are read by what it shows now. Rows written meanwhile are in quarantine.`,
    );
    this.era++;
    asset.era = this.era;
    asset.newestMs = asset.stepMs = this.newestMs = this.usualOffsetMs = NaN;
    this.correctionMs = 0;
  }

  /**
   * With the correction the row would be from the future, and without it the row goes on from the
   * others: the source's clock was set right.
   */
  private isClockRightAgain(stampMs: number, asset: KnownAsset, nowMs: number): boolean {
    if (this.limits.clock === 'source') return false;
    const isAhead = stampMs + this.correctionMs > latestBelievedMs(this.limits, nowMs, this.newestMs);
    if (!isAhead || stampMs < asset.newestMs - SPREAD_MS_MAX) return false;
    this.notes.push(`The clock of the source is right again: its rows are taken as they say.`);
    this.correctionMs = 0;
    return true;
  }
}
