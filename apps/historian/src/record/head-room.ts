import { backOffMs } from '@eagle/service-kit';
import type { CatchUps } from './catch-ups.js';
import type { OrganizationRecorder } from './organization-recorder.js';
import { pause } from '../pause.js';
import type { Recorders } from './recorders.js';

/** A full head that is not stored within this time costs its organization the shared reader. */
const STORE_MS_MAX = 5_000;
const RETRY_MS_MAX = 10_000;
/**
 * Rows of organizations that cannot be stored are let go until no more than this share of the bound
 * is in memory.
 */
const KEPT_SHARE = 0.75;

/**
 * Bounds what waits in memory, of each organization and of all. An organization that cannot store
 * falls behind, so that no other one waits for it. Only while nobody can store, the shared reader
 * waits.
 */
export class HeadRoom {
  private readonly ending = new AbortController();
  /** Values that wait, at least: it is counted anew when it comes near the bound. */
  private waiting = 0;

  /** @param waitingValuesMax  Of all organizations together. */
  constructor(
    private readonly recorders: Recorders,
    private readonly catchUps: Pick<CatchUps, 'begin' | 'isReading'>,
    private readonly waitingValuesMax: number,
  ) {}

  /** The shared reader waits for room no longer. */
  end(): void {
    this.ending.abort();
  }

  /**
   * To be called with the values of each message.
   * @returns what the shared reader has to wait for; null: there is room.
   */
  took(recorder: OrganizationRecorder, values: number): Promise<void> | null {
    this.waiting += values;
    if (this.waiting >= this.waitingValuesMax) this.waiting = this.recorders.waitingValues;
    // After a failure, rounds try it again: not every message.
    if (recorder.isFilling && recorder.unstored === null) void recorder.store();
    return recorder.head.isFull || this.isCrowded ? this.make(recorder) : null;
  }

  /** All organizations together hold as much as they may. */
  get isCrowded(): boolean {
    return this.waiting >= this.waitingValuesMax;
  }

  private async make(recorder: OrganizationRecorder): Promise<void> {
    const { signal } = this.ending;
    if (recorder.head.isFull && !(await recorder.storeAll(STORE_MS_MAX)) && !signal.aborted) {
      this.catchUps.begin(recorder);
    }
    for (let failures = 0; !signal.aborted && (await this.isStillCrowded()); failures += 1) {
      await pause(backOffMs(failures, Math.random(), { maxMs: RETRY_MS_MAX }), signal);
    }
  }

  private async isStillCrowded(): Promise<boolean> {
    this.waiting = this.recorders.waitingValues;
    if (!this.isCrowded) return false;
    const { failed } = await this.recorders.storeAll();
    this.waiting = this.recorders.waitingValues;
    if (this.isCrowded && failed > 0) this.letGo();
    return this.isCrowded;
  }

  /**
   * Where some can store, those that cannot give up their rows, the largest first: the bus has
   * them.
   */
  private letGo(): void {
    const { all } = this.recorders;
    if (all.every(({ unstored }) => unstored !== null)) return;
    const failing = all
      .filter((recorder) => recorder.unstored !== null && !this.catchUps.isReading(recorder))
      .sort((a, b) => b.head.cells - a.head.cells);
    for (const recorder of failing) {
      if (this.waiting <= this.waitingValuesMax * KEPT_SHARE) return;
      this.waiting -= recorder.head.cells;
      recorder.release();
      this.catchUps.begin(recorder);
    }
  }
}
