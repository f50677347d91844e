import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@eagle/contracts/domain';
import type { Progress } from './platform-progress.js';
import type { Released } from './recorded-scada.js';

const TICK_MS = 50;
const RELEASE_ROWS_MAX = 2_000;
const LOOK_EVERY_MS = 50;
const REPORT_EVERY_MS = 5_000;
const STALLED_AFTER_MS = 120_000;

export interface RecordingSource {
  nextAfter(atMs: number): Promise<number | null>;
  endOfRows(fromMs: number, rowsMax: number): Promise<number | null>;
  release(fromMs: number, toMs: number): Promise<Released>;
}

export interface PlayOptions {
  readonly fromMs: number;
  /** Times real time, at most. */
  readonly speed: number;
  /**
   * Most event time of one release; two may be in flight. Alerting drops a prediction that was not
   * renewed within the horizon of the scans' clock: scans must not run that far ahead of their
   * predictions.
   */
  readonly spanMsMax: number;
  readonly progress: { look(): Promise<Progress> };
  /** Called every few seconds with the time of the recording's clock. */
  readonly onProgress: (clockMs: number, rows: number) => void;
  readonly signal: AbortSignal;
}

export interface Played {
  readonly rows: number;
  readonly lastAtMs: number;
  /** How long the recording had to wait for the platform. */
  readonly waitedMs: number;
  readonly tookMs: number;
  readonly progress: Progress;
}

/**
 * Releases the newer rows in the order of their time, `speed` times as fast as they were recorded.
 * Where nothing was recorded of any asset the clock jumps. It is never further ahead of the
 * platform than two releases: the clock stops until the platform has caught up, and nothing is
 * lost. Returns when the platform has judged every row.
 * @throws AppError `REPLAY.STALLED` (timeout) when the platform does nothing for two minutes.
 */
export async function playRecording(source: RecordingSource, options: PlayOptions): Promise<Played> {
  const { speed, spanMsMax, signal } = options;
  const backlog = new Backlog(options.progress, signal);
  await backlog.look();
  const startedAt = performance.now();
  let reportedAt = startedAt;
  let [clockMs, releasedToMs, lastAtMs, rows] = [options.fromMs, options.fromMs, options.fromMs, 0];
  for (;;) {
    const tickAt = performance.now();
    const nextMs = await source.nextAfter(releasedToMs);
    if (nextMs === null) break;
    clockMs = Math.max(clockMs, nextMs);
    const fullAtMs = (await source.endOfRows(releasedToMs, RELEASE_ROWS_MAX)) ?? Infinity;
    const toMs = Math.max(nextMs + 1, Math.min(fullAtMs, nextMs + spanMsMax, Math.floor(clockMs) + 1));
    const released = await source.release(releasedToMs, toMs);
    releasedToMs = toMs;
    rows += released.rows;
    lastAtMs = released.newestMs ?? lastAtMs;
    const waitedMs = await backlog.waitBelow(rows, released.rows);
    if (toMs >= clockMs)
      await delay(Math.max(0, tickAt + TICK_MS - performance.now()), undefined, { signal });
    signal.throwIfAborted();
    clockMs += Math.max(0, performance.now() - tickAt - waitedMs) * speed;
    if (performance.now() - reportedAt >= REPORT_EVERY_MS) {
      reportedAt = performance.now();
      options.onProgress(lastAtMs, rows);
    }
  }
  const { waitedMs } = backlog;
  await backlog.waitBelow(rows, 0);
  return { rows, lastAtMs, waitedMs, tookMs: performance.now() - startedAt, progress: backlog.progress };
}

/** Rows that were released and not yet judged. */
class Backlog {
  progress: Progress = { rowsRead: 0, scans: 0, predictions: 0, overtaken: 0, unpredicted: 0 };
  waitedMs = 0;
  private movedAt = performance.now();

  constructor(
    private readonly source: PlayOptions['progress'],
    private readonly signal: AbortSignal,
  ) {}

  async look(): Promise<void> {
    const before = this.progress;
    this.progress = await this.source.look();
    const moved = this.progress.rowsRead + this.progress.predictions > before.rowsRead + before.predictions;
    if (moved) this.movedAt = performance.now();
  }

  /**
   * Waits until at most this many of the released rows are in flight. @returns how long,
   * milliseconds.
   */
  async waitBelow(released: number, rowsMax: number): Promise<number> {
    const startedAt = performance.now();
    this.movedAt = startedAt;
    // The last reading counts too many rather than too few rows in flight: judged rows never become
    // unjudged.
    while (this.onTheWay(released) > rowsMax) {
      await delay(LOOK_EVERY_MS, undefined, { signal: this.signal });
      await this.look();
      if (performance.now() - this.movedAt > STALLED_AFTER_MS) throw this.stalled(released);
    }
    const tookMs = performance.now() - startedAt;
    this.waitedMs += tookMs;
    return tookMs;
  }

  private onTheWay(released: number): number {
    const { rowsRead, scans, predictions, overtaken, unpredicted } = this.progress;
    const judged = predictions + overtaken + unpredicted;
    return Math.max(0, released - rowsRead) + Math.max(0, scans - judged);
  }

  private stalled(released: number): AppError {
    const { rowsRead, predictions } = this.progress;
    return new AppError(
      'REPLAY.STALLED',
      `The platform makes no progress: of ${released} rows played it read ${rowsRead} and judged ${predictions}. Look into its logs (--keep).`,
    );
  }
}
