import { BUCKETS, type OrganizationId } from '@eagle/contracts';
import type { Bucket, Bus } from '@eagle/messaging';
import { processorCheckpointSchema, type ProcessorCheckpoint } from './processor-checkpoint.js';

/** At most this often; a kill in between costs that much to be recognised again, nothing more. */
const WRITE_EVERY_MS = 250;

/**
 * Keeps the checkpoint of one organization. Writes are conditional on the revision last seen, so that a former owner that woke up late
 * cannot turn it back.
 */
export class CheckpointStore {
  private readonly bucket: Bucket<ProcessorCheckpoint>;
  private revision = 0;
  private next: ProcessorCheckpoint | null = null;
  private writing: Promise<void> | null = null;
  private writtenAtMs = -Infinity;
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

  /** Writes soon; of several the newest. Everything in it must be settled. */
  writeSoon(checkpoint: ProcessorCheckpoint): void {
    this.next = checkpoint;
    if (this.timer !== null || this.writing !== null) return;
    const waitMs = Math.max(0, this.writtenAtMs + WRITE_EVERY_MS - this.now());
    this.timer = setTimeout(() => {
      this.timer = null;
      void this.flush();
    }, waitMs);
  }

  /** Writes what is due now. */
  async flush(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    await this.writing;
    const value = this.next;
    this.next = null;
    if (value === null) return;
    this.writtenAtMs = this.now();
    this.writing = this.write(value);
    await this.writing;
  }

  /** Nothing more is written. */
  forget(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.next = null;
  }

  private async write(value: ProcessorCheckpoint): Promise<void> {
    try {
      this.revision = await this.bucket.update(this.organizationId, value, this.revision);
    } catch (error) {
      this.onFailure(error);
    } finally {
      this.writing = null;
      if (this.next !== null) this.writeSoon(this.next);
    }
  }
}
