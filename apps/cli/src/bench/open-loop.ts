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
  /** Organizations in the order in which their frames are due. */
  private readonly order: readonly number[];

  constructor(
    /** When within the period each organization's frames are due, milliseconds. */
    private readonly offsetsMs: readonly number[],
    private readonly periodMs: number,
    private readonly startMs: number,
    private readonly durationMs: number,
  ) {
    this.order = offsetsMs
      .map((_, organization) => organization)
      .sort((a, b) => this.offsetOf(a) - this.offsetOf(b));
  }

  /** Frames of the whole schedule. */
  get total(): number {
    return this.offsetsMs.length * Math.floor(this.durationMs / this.periodMs);
  }

  get isOver(): boolean {
    return this.next >= this.total;
  }

  /** Every frame that has become due since the last call, in the order of the times. */
  due(nowMs: number): DueFrame[] {
    const frames: DueFrame[] = [];
    while (!this.isOver) {
      const organization = this.order[this.next % this.order.length] ?? 0;
      const index = Math.floor(this.next / this.order.length);
      const dueAtMs = this.startMs + index * this.periodMs + this.offsetOf(organization);
      if (dueAtMs > nowMs) break;
      frames.push({ organization, dueAtMs, index });
      this.next += 1;
    }
    return frames;
  }

  private offsetOf(organization: number): number {
    return this.offsetsMs[organization] ?? 0;
  }
}
