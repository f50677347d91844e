import { setTimeout as delay } from 'node:timers/promises';
import { backOffMs, type Logger } from '@eagle/service-kit';
import { HEAD_BOUNDS, type Positions } from '@eagle/telemetry';
import type { OrganizationRecorder } from './organization-recorder.js';
import type { Recorders } from './recorders.js';

/** Organizations that store at once. */
const STORES_AT_ONCE = 2;
/** A head that is this full is stored without waiting for the next round. */
const STORED_AT_CELLS = HEAD_BOUNDS.cellsMax / 2;
const RETRY_MS_MAX = 10_000;

export interface RoundsOptions {
  readonly flushEveryMs: number;
  readonly waitingValuesMax: number;
}

export interface FollowedReach {
  /** How far each stream was read. */
  reached(): Positions;
  /** Everything before is stored, of every organization. */
  save(positions: Positions): Promise<void>;
}

/** Stores what waits: of everybody in rounds, of one at once where its rows become many, and nothing more is read while there is no room. */
export class StoreRounds {
  private readonly ending = new AbortController();
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  /** Values that wait, at least: it is looked up anew when it comes near the bound. */
  private waiting = 0;

  constructor(
    private readonly recorders: Recorders,
    private readonly followed: FollowedReach,
    private readonly logger: Logger,
    private readonly options: RoundsOptions,
  ) {}

  start(): void {
    this.timer = setInterval(() => this.roundSoon(), this.options.flushEveryMs);
  }

  /** Begins no more rounds, and lets go who waits for room. */
  end(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.ending.abort();
  }

  /** @param how  `orderly`: what waits is stored. */
  async stop(how: 'orderly' | 'abandon'): Promise<void> {
    this.end();
    await this.running;
    if (how === 'orderly') await this.round();
  }

  /** To be called with the values of each message. @returns what the reader has to wait for; null: there is room. */
  took(recorder: OrganizationRecorder, values: number): Promise<void> | null {
    this.waiting += values;
    if (this.waiting >= this.options.waitingValuesMax) this.waiting = this.recorders.waitingValues;
    const { cells } = recorder.head;
    if (cells >= STORED_AT_CELLS) void recorder.store();
    return this.isCrowded(recorder) ? this.untilRoom(recorder) : null;
  }

  private isCrowded(recorder: OrganizationRecorder): boolean {
    return recorder.head.isFull || this.waiting >= this.options.waitingValuesMax;
  }

  private async untilRoom(recorder: OrganizationRecorder): Promise<void> {
    const { signal } = this.ending;
    for (let failures = 0; !signal.aborted && this.isCrowded(recorder);) {
      const isStored = recorder.head.isFull ? await recorder.storeAll() : await this.storeEverybody();
      this.waiting = this.recorders.waitingValues;
      if (isStored) continue;
      await pause(backOffMs(failures, Math.random(), { maxMs: RETRY_MS_MAX }), signal);
      failures += 1;
    }
  }

  private roundSoon(): void {
    this.running ??= this.round().finally(() => {
      this.running = null;
    });
  }

  /** Never rejects. */
  private async round(): Promise<void> {
    // Taken before rows are stored: whatever was read until now is in a head or in the store.
    const positions = this.followed.reached();
    const isStored = await this.storeEverybody();
    this.waiting = this.recorders.waitingValues;
    if (!isStored) return;
    await this.followed.save(positions).catch((error: unknown) => {
      this.logger.warn(
        { error },
        'The position in the streams could not be stored; the next round tries again',
      );
    });
  }

  /** @returns whether nothing failed. */
  private async storeEverybody(): Promise<boolean> {
    const waiting = this.recorders.all;
    let isStored = true;
    const work = async (): Promise<void> => {
      for (let recorder = waiting.pop(); recorder !== undefined; recorder = waiting.pop()) {
        if (!(await recorder.storeAll())) isStored = false;
      }
    };
    await Promise.all(Array.from({ length: STORES_AT_ONCE }, work));
    return isStored;
  }
}

/** Waits, or less when the signal comes: that ends the wait and is no failure. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}
