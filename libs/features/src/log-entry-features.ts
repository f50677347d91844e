import { LogEntryHistory } from './log-entry-history.js';
import type { FeatureSet } from './feature-set.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** One entry of an asset's logs. It is known strictly after `atMs`. */
export interface AssetLogEntry {
  /**
   * `error`: of the alarm or error log, `code` its code; `maintenance`: work on a component, `code`
   * its name.
   */
  readonly kind: 'error' | 'maintenance';
  readonly code: string;
  readonly atMs: number;
}

/** Features of one asset's error log and maintenance records. */
export class LogEntryFeatures {
  private readonly errors: readonly LogEntryHistory[];
  private readonly works: readonly LogEntryHistory[];
  private readonly places: Readonly<Record<AssetLogEntry['kind'], ReadonlyMap<string, LogEntryHistory>>>;

  constructor(private readonly featureSet: FeatureSet) {
    const { eventCodes, eventWindowsMs, maintained, heldMs } = featureSet;
    const keptMs = Math.max(0, ...eventWindowsMs) + heldMs;
    this.errors = eventCodes.map(() => new LogEntryHistory(eventWindowsMs, keptMs));
    this.works = maintained.map(() => new LogEntryHistory([], heldMs));
    const byName = (names: readonly string[], histories: readonly LogEntryHistory[]) =>
      new Map(histories.map((history, i) => [names[i] ?? '', history]));
    this.places = {
      error: byName(eventCodes, this.errors),
      maintenance: byName(maintained, this.works),
    };
  }

  /** @returns false where no feature asks for this event or it is known already. */
  add({ kind, code, atMs }: AssetLogEntry): boolean {
    return Number.isFinite(atMs) && (this.places[kind].get(code)?.add(atMs) ?? false);
  }

  /** Forgets an event that was a mistake. */
  remove({ kind, code, atMs }: AssetLogEntry): void {
    this.places[kind].get(code)?.remove(atMs);
  }

  /**
   * Writes counts per window and minutes since the last event of each code (at most `eventMsMax`,
   * also where there was none: a log that says nothing is no news), then hours since the last work
   * on each component (at most `maintenanceMsMax`; NaN where none is known).
   */
  write(timeMs: number, out: Float32Array, outOffset: number): void {
    const { layout, eventMsMax, maintenanceMsMax, eventWindowsMs } = this.featureSet;
    let at = outOffset + layout.eventsAt;
    for (let i = 0; i < this.errors.length; i += 1) {
      const history = this.errors[i];
      history?.seek(timeMs);
      for (let w = 0; w < eventWindowsMs.length; w += 1) out[at + w] = history?.count(w) ?? NaN;
      at += eventWindowsMs.length;
      out[at] = Math.min(eventMsMax, timeMs - (history?.lastMs ?? NaN)) / MINUTE_MS;
      at += 1;
    }
    at = outOffset + layout.maintenanceAt;
    for (let i = 0; i < this.works.length; i += 1) {
      const history = this.works[i];
      history?.seek(timeMs);
      const sinceMs = timeMs - (history?.lastMs ?? NaN);
      out[at + i] = sinceMs === Infinity ? NaN : Math.min(maintenanceMsMax, sinceMs) / HOUR_MS;
    }
  }
}
