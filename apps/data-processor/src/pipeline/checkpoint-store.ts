import { BUCKETS } from '@eagle/contracts/bus';
import type { OrganizationId } from '@eagle/contracts/domain';
import type { Bucket, Bus } from '@eagle/messaging';
import { processorCheckpointSchema, type ProcessorCheckpoint } from './processor-checkpoint.js';

/** At most this often; a kill in between costs that much to be recognised again, nothing more. */
const WRITE_EVERY_MS = 250;

/**
 * Age at which a checkpoint is written. Feature frames lie in the message server's memory until they are predicted: where the server is
 * killed, those of the reads after the checkpoint are made again, so it must be older than what may still wait there. Frames that had waited
 * for longer, because nobody predicted, are given up then.
 */
export const SETTLED_AFTER_MS = 5_000;

interface Settling {
  readonly checkpoint: ProcessorCheckpoint;
  readonly atMs: number;
}

/**
 * Keeps the checkpoint of one organization. Writes are conditional on the revision last seen, so that a former owner that woke up late
 * cannot turn it back.
 */
export class CheckpointStore {
  private readonly bucket: Bucket<ProcessorCheckpoint>;
  private revision = 0;
  /** Oldest first, not closer than what is written; at most `SETTLED_AFTER_MS / WRITE_EVERY_MS` and one. */
  private settling: Settling[] = [];
  private writing: Promise<void> | null = null;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    bus: Bus,
    private readonly organizationId: OrganizationId,
    private readonly now: () => number,
    /** `BUS.WRONG_REVISION`: somebody else owns the pipeline now. Other failures are tried again. */
    private readonly onFailure: (error: unknown) => void,
  ) {
    this.bucket = bus.bucket(BUCKETS.checkpoints, processorCheckpointSchema);
  }

  async load(): Promise<ProcessorCheckpoint | null> {
    const entry = await this.bucket.get(this.organizationId);
    this.revision = entry?.revision ?? 0;
    return entry?.value ?? null;
  }

  /** Writes it once it has settled; of several the newest that has. */
  writeSoon(checkpoint: ProcessorCheckpoint): void {
    const last = this.settling.at(-1);
    const nowMs = this.now();
    const settling = { checkpoint, atMs: nowMs };
    // The newest one waits in the place of the one before, until that is worth a write of its own.
    const before = this.settling.at(-2);
    const replaces = last !== undefined && last.atMs - (before?.atMs ?? -Infinity) < WRITE_EVERY_MS;
    if (replaces) this.settling[this.settling.length - 1] = settling;
    else this.settling.push(settling);
    this.schedule();
  }

  /** Writes what has settled by now, and nothing after that. */
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

  /** Nothing more is written of what was given so far. */
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
