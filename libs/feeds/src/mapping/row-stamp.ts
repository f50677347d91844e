import type { Mapping } from '@eagle/contracts';
import type { RawRow } from '../feed-connection.js';
import type { KnownAsset } from './asset-directory.js';
import type { SourceColumns } from './source-columns.js';
import { duration } from './duration.js';
import { quoted, type Tally } from './tally.js';
import { TimeStampReader } from './time-stamp.js';
import { ZoneClock } from './zone-clock.js';

/** Limits within which a row's time is believed. */
export interface TimeLimits {
  /** Rows further ahead of the clock are refused; null where the source is the clock. */
  readonly futureToleranceMs: number | null;
  /** Rows further behind the newest of their asset are refused. */
  readonly lateToleranceMs: number;
}

/** Judges and reads the time of rows. */
export class RowStamp {
  private readonly reader: TimeStampReader;

  constructor(
    mapping: Mapping,
    private readonly columns: SourceColumns,
    private readonly limits: TimeLimits,
  ) {
    this.reader = new TimeStampReader(new ZoneClock(mapping.timeZone));
  }

  /** @returns milliseconds UTC, or NaN after the row was rejected. */
  read(row: RawRow, asset: KnownAsset, nowMs: number, tally: Tally): number {
    const text = row[this.columns.time] ?? null;
    if (text === null || text === '') {
      tally.reject('time-missing', 'The row has no time.', row);
      return NaN;
    }
    const eventTimeMs = this.reader.read(text, asset.newestMs);
    if (Number.isNaN(eventTimeMs)) {
      tally.reject('time-unreadable', `${quoted(text)} is not a time that can be read.`, row);
      return NaN;
    }
    const { futureToleranceMs, lateToleranceMs } = this.limits;
    if (futureToleranceMs !== null && eventTimeMs > nowMs + futureToleranceMs) {
      const ahead = duration(eventTimeMs - nowMs);
      tally.reject(
        'time-in-future',
        `${quoted(text)} is ${ahead} ahead of now: check the source's clock and the mapping's time zone.`,
        row,
      );
      return NaN;
    }
    if (eventTimeMs < asset.newestMs - lateToleranceMs) {
      const behind = duration(asset.newestMs - eventTimeMs);
      tally.reject(
        'too-late',
        `${quoted(text)} is ${behind} behind the newest row of ${asset.assetId}: too late to be used.`,
        row,
      );
      return NaN;
    }
    if (!(eventTimeMs <= asset.newestMs)) asset.newestMs = eventTimeMs;
    return eventTimeMs;
  }
}
