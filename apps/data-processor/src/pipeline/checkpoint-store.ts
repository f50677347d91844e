import { BUCKETS } from '@eagle/contracts/bus';
import type { OrganizationId } from '@eagle/contracts/domain';
import type { Bucket, Bus } from '@eagle/messaging';
import { processorCheckpointSchema, type ProcessorCheckpoint } from './processor-checkpoint.js';

/**
 * Writes are at least this far apart; after a kill, at most this much has to be recognised again.
 */
const WRITE_EVERY_MS = 250;

/**
 * Age at which a checkpoint is written. Feature frames are in the message server's memory until
 * they are predicted. Where the server is killed, the frames of the reads after the checkpoint are
 * rebuilt, so the checkpoint must be older than frames that may still wait there. Frames that have
 * waited longer, because nothing predicted them, are then dropped.
 */
export const SETTLED_AFTER_MS = 5_000;

interface Settling {
  readonly checkpoint: ProcessorCheckpoint;
  readonly atMs: number;
}

/**
 * Stores the checkpoint of one organization. Writes are conditional on the last known revision, so
 * that a former owner that resumes late cannot overwrite a newer checkpoint.
 */
export class CheckpointStore {
  private readonly bucket: Bucket<ProcessorCheckpoint>;
  private revision = 0;
  /**
   * Oldest first, and not closer together than the writes; at most `SETTLED_AFTER_MS /
   * WRITE_EVERY_MS` and one.
   */
  private settling: Settling[] = [];
  private writing: Promise<void> | null = null;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    bus: Bus,
    private readonly organizationId: OrganizationId,
    private readonly now: () => number,
    /** `BUS.WRONG_REVISION`: another replica owns the pipeline now. Other failures are retried. */
    private readonly onFailure: (error: unknown) => void,
  ) {
    this.bucket = bus.bucket(BUCKETS.checkpoints, processorCheckpointSchema);
  }

  async load(): Promise<ProcessorCheckpoint | null> {
    const entry = await this.bucket.get(this.organizationId);
    this.revision = entry?.revision ?? 0;
    return entry?.value ?? null;
  }

  /** Writes the newest checkpoint that has settled. */
  writeSoon(checkpoint: ProcessorCheckpoint): void {
    const last = this.settling.at(-1);
    const nowMs = this.now();
    const settling = { checkpoint, atMs: nowMs };
    // The newest one replaces the previous one until that is due for a separate write.
    const before = this.settling.at(-2);
    const replaces = last !== undefined && last.atMs - (before?.atMs ?? -Infinity) < WRITE_EVERY_MS;
    if (replaces) this.settling[this.settling.length - 1] = settling;
    else this.settling.push(settling);
    this.schedule();
  }

  /** Writes what has settled by now, and stops writing. */
  async close(): Promise<void> {
    await this.writing;
    this.stopTimer();
    await this.writeSettled();
    this.forget();
  }

  private async writeSettled(): Promise<void> {
    const settledMs = this.now() - SETTLED_AFTER_MS;
    const newest = this.settling.findLastIndex(({ atMs }) => atMs <= settledMs);
    const settled = this.settling[newest];
    if (settled === undefined) return;
    this.settling.splice(0, newest + 1);
    this.writing = this.write(settled.checkpoint);
    await this.writing;
  }

  /** Discards all checkpoints that wait. */
  forget(): void {
    this.stopTimer();
    this.settling = [];
  }

  private stopTimer(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private schedule(): void {
    const [first] = this.settling;
    if (first === undefined || this.timer !== null || this.writing !== null) return;
    const waitMs = Math.max(0, first.atMs + SETTLED_AFTER_MS - this.now());
    this.timer = setTimeout(() => {
      this.timer = null;
      void this.writeSettled().then(() => this.schedule());
    }, waitMs);
  }

  private async write(value: ProcessorCheckpoint): Promise<void> {
    try {
      this.revision = await this.bucket.update(this.organizationId, value, this.revision);
    } catch (error) {
      this.onFailure(error);
    } finally {
      this.writing = null;
      this.schedule();
    }
  }
}
