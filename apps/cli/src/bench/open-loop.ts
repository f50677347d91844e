/** One frame that is due: whose it is, when, and which of the organization's frames, from 0. */
export interface DueFrame {
  readonly organization: number;
  readonly dueAtMs: number;
  readonly index: number;
}

/**
 * Says when each organization's frames are due, whatever becomes of those before: load that does not wait for the system under it. What is asked for late keeps the time at which it was due, so that a stall of sender or
 * system shows in the latencies (no coordinated omission).
 */
export class OpenLoopSchedule {
  private next = 0;

  constructor(
    private readonly organizations: number,
    private readonly periodMs: number,
    private readonly startMs: number,
    private readonly durationMs: number,
    /** Of one organization after the one before it: spread evenly over the period where it is not given, 0 for all at once. */
    private readonly offsetMs = periodMs / organizations,
  ) {}

  /** Frames of the whole schedule. */
  get total(): number {
    return this.organizations * Math.floor(this.durationMs / this.periodMs);
  }

  get isOver(): boolean {
    return this.next >= this.total;
  }

  /** Every frame that has become due since the last call, in the order of the times. */
  due(nowMs: number): DueFrame[] {
    const frames: DueFrame[] = [];
    while (!this.isOver) {
      const organization = this.next % this.organizations;
      const index = Math.floor(this.next / this.organizations);
      const dueAtMs = this.startMs + index * this.periodMs + organization * this.offsetMs;
      if (dueAtMs > nowMs) break;
      frames.push({ organization, dueAtMs, index });
      this.next += 1;
    }
    return frames;
  }
}
