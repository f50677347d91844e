import type { TimeCheckpoint } from '../checkpoint/checkpoint.js';
import type { PollResult, RawRow } from '../feed-connection.js';
import { fingerprint } from '../mapping/fingerprint.js';
import type { Repeated, RepeatedRows, RepeatedStretch } from './repeated-stretch.js';
import type { RepeatedTime, SourceClock } from './source-clock.js';
import type { SourceTable } from './source-table.js';

export type TimeResult = PollResult & { readonly checkpoint: TimeCheckpoint };

/** How a table is read by time where each time means one instant. */
export interface SteadyReading {
  readonly toleranceMs: number;
  readonly commitToleranceMs: number;
  /** A poll that brings nothing. */
  nothing(before: TimeCheckpoint): TimeResult;
  /** Rows from the watermark on. */
  forward(before: TimeCheckpoint, rowsMax: number): Promise<TimeResult>;
  /** Rows that came late since then, where a search for them is due. */
  late(forward: TimeResult): Promise<TimeResult>;
  latestMs(readToMs: number): number;
}

/**
 * Polls a table without a key from when reading reaches a stretch that the clock shows twice until
 * rows of it are too late: rows of the stretch, then rows beyond it, and late rows with both.
 */
export class PollRepeated {
  constructor(
    private readonly stretch: RepeatedStretch,
    private readonly table: SourceTable,
    private readonly clock: SourceClock,
    private readonly steady: SteadyReading,
  ) {}

  async poll(
    before: TimeCheckpoint,
    state: Repeated,
    { rowsMax, shape }: { readonly rowsMax: number; readonly shape: string | null },
  ): Promise<TimeResult> {
    const time = this.clock.repeatedAround(state.backAtMs);
    const isPast = before.watermarkMs > time.toMs + this.steady.commitToleranceMs;
    const { pauseMs } = this.stretch;
    // Rows beyond it come after the rows of the stretch.
    if (pauseMs > 0 && !isPast) return { ...this.steady.nothing(before), lookAgainInMs: pauseMs };
    const found = pauseMs > 0 ? null : await this.stretch.read(state, rowsMax, { shape, isPast });
    const here = found === null ? this.steady.nothing(before) : this.take(before, found, time);
    if (here.more) return here;
    const beyond = await this.readBeyond(here, time, rowsMax);
    const late = beyond.more ? beyond : await this.readLate(beyond, time);
    const againMs = Math.min(late.lookAgainInMs ?? Infinity, Math.max(1, this.stretch.pauseMs));
    const result = { ...late, lookAgainInMs: againMs };
    const { watermarkMs, repeated } = result.checkpoint;
    const isOver = found !== null && watermarkMs > time.toMs + this.steady.toleranceMs;
    if (!isOver && repeated?.backAtMs === state.backAtMs) return result;
    return this.leave(result, here.checkpoint.repeated ?? state, shape);
  }

  /**
   * The mapping decides which of two instants a row means; this code only needs to know the
   * position of reading and the rows before its start.
   */
  private take(before: TimeCheckpoint, found: RepeatedRows, time: RepeatedTime): TimeResult {
    const column = this.table.columns.time;
    const latestMs = this.steady.latestMs(before.watermarkMs);
    const stepMs = time.toMs - time.backAtMs;
    let { newestMs } = found.state;
    const rows: RawRow[] = [];
    // They were already returned when they were ahead of the clock.
    let ahead: readonly string[] = before.ahead;
    for (const row of found.rows) {
      const nearMs = this.clock.read(row[column], newestMs);
      const ms = nearMs > latestMs && nearMs - stepMs >= time.fromMs ? nearMs - stepMs : nearMs;
      if (ms > newestMs && ms <= latestMs) newestMs = ms;
      const given = ahead.length === 0 ? -1 : ahead.indexOf(fingerprint(row));
      if (given >= 0) ahead = ahead.toSpliced(given, 1);
      else if (!(ms < before.fromMs)) rows.push(row);
    }
    const checkpoint = {
      ...before,
      ahead: [...ahead],
      watermarkMs: Math.max(before.watermarkMs, newestMs),
      repeated: { ...found.state, newestMs },
      neverRead: before.neverRead + found.neverRead,
    };
    const { more, neverRead } = found;
    return { ...this.steady.nothing(before), rows, checkpoint, more, neverRead };
  }

  /** Rows behind the stretch: their times mean one instant again. */
  private async readBeyond(here: TimeResult, { toMs }: RepeatedTime, rowsMax: number): Promise<TimeResult> {
    const { checkpoint } = here;
    const isBeyond = (checkpoint.countedFromMs ?? -Infinity) >= toMs;
    const from = isBeyond
      ? checkpoint
      : { ...checkpoint, watermarkMs: toMs, countedFromMs: toMs, atWatermark: [], crowd: null };
    const read = await this.steady.forward(from, rowsMax);
    const after = read.checkpoint;
    const hasBegun =
      isBeyond ||
      after.atWatermark.length > 0 ||
      after.crowd !== null ||
      after.repeated?.backAtMs !== checkpoint.repeated?.backAtMs;
    return {
      ...read,
      rows: [...here.rows, ...read.rows],
      neverRead: here.neverRead,
      checkpoint: hasBegun ? after : { ...checkpoint, ahead: after.ahead },
    };
  }

  /** Late rows beyond the stretch, or while nothing came there, those before it. */
  private async readLate(forward: TimeResult, { fromMs, toMs }: RepeatedTime): Promise<TimeResult> {
    const { checkpoint, neverRead } = forward;
    const { watermarkMs, atWatermark } = checkpoint;
    const countedFromMs = checkpoint.countedFromMs ?? checkpoint.fromMs;
    if (countedFromMs >= toMs) {
      const late = await this.steady.late(forward);
      return late === forward ? forward : { ...late, neverRead: neverRead + late.neverRead };
    }
    if (countedFromMs >= fromMs) return forward;
    const beside = { ...forward, checkpoint: { ...checkpoint, watermarkMs: fromMs - 1 } };
    const late = await this.steady.late(beside);
    if (late === beside) return forward;
    return {
      ...late,
      checkpoint: { ...late.checkpoint, watermarkMs, atWatermark },
      neverRead: neverRead + late.neverRead,
    };
  }

  /**
   * Rows of the stretch would be too late, or reading has reached the next one: unread rows that
   * are there now are reported.
   */
  private async leave(result: TimeResult, left: Repeated, shape: string | null): Promise<TimeResult> {
    const found = await this.stretch.leave(left, shape);
    const { checkpoint } = result;
    const repeated = checkpoint.repeated?.backAtMs === left.backAtMs ? null : checkpoint.repeated;
    return {
      ...result,
      checkpoint: { ...checkpoint, repeated, neverRead: checkpoint.neverRead + found },
      neverRead: result.neverRead + found,
    };
  }
}
