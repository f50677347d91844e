import { setTimeout as delay } from 'node:timers/promises';
import type { BrokerHealth } from '@eagle/messaging';
import type { DiskRoom } from './disk-room.js';

const LOOK_EVERY_MS = 1_000;
const RESTART_PAUSE_MS_FIRST = 5_000;
const RESTART_PAUSE_MS_MAX = 60_000;
/** Least room for a restart: this much, or this share of a small disk. */
const FREE_BYTES_MIN = 64 * 1024 * 1024;
const FREE_SHARE_MIN = 0.05;

export interface StoreWatchOptions {
  readonly health: () => Promise<BrokerHealth>;
  readonly room: () => Promise<DiskRoom>;
  /** Ends the broker; its supervisor starts it again. */
  readonly restart: () => void;
  readonly say: (text: string) => void;
  readonly nowMs: () => number;
}

/**
 * After a failed write the broker refuses every further write to that stream, even when there is
 * space again: it must be restarted. This watch reports the broken store, waits until the disk has
 * room, and restarts the broker.
 */
export class StoreWatch {
  private readonly stopped = new AbortController();
  private said: string | null = null;
  private pauseMs = RESTART_PAUSE_MS_FIRST;
  private notBeforeMs = 0;
  private isRoomUnknown = false;

  constructor(private readonly options: StoreWatchOptions) {}

  async run(): Promise<void> {
    const { signal } = this.stopped;
    while (!signal.aborted) {
      await this.look();
      await delay(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  stop(): void {
    this.stopped.abort();
  }

  async look(): Promise<void> {
    const { health, restart, nowMs } = this.options;
    const state = await health();
    if (this.stopped.signal.aborted) return;
    if (state.ok) {
      if (this.said !== null) this.options.say('the message server stores messages again');
      this.said = null;
      if (nowMs() >= this.notBeforeMs) this.pauseMs = RESTART_PAUSE_MS_FIRST;
      return;
    }
    // Down or busy: its supervisor handles that.
    if (state.problem === 'no-answer') return;
    if (this.said !== state.reason) this.options.say(state.reason);
    this.said = state.reason;
    if (nowMs() < this.notBeforeMs || !(await this.hasRoom())) return;
    this.options.say('there is room again: the message server is started again');
    this.notBeforeMs = nowMs() + this.pauseMs;
    this.pauseMs = Math.min(2 * this.pauseMs, RESTART_PAUSE_MS_MAX);
    restart();
  }

  private async hasRoom(): Promise<boolean> {
    try {
      const { freeBytes, bytes } = await this.options.room();
      if (this.isRoomUnknown) this.options.say('the disk of the message server reports its free space again');
      this.isRoomUnknown = false;
      return freeBytes >= Math.min(FREE_BYTES_MIN, FREE_SHARE_MIN * bytes);
    } catch (error) {
      if (!this.isRoomUnknown) {
        const reason = error instanceof Error ? error.message : String(error);
        this.options.say(
          `the disk of the message server does not report its free space (${reason}); it is asked again`,
        );
      }
      this.isRoomUnknown = true;
      return false;
    }
  }
}
