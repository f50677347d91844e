/**
 * One frame that is due: its organization, its time, and its number among the organization's
 * frames, from 0.
 */
export interface DueFrame {
  readonly organization: number;
  readonly dueAtMs: number;
  readonly index: number;
}

/**
 * Schedules the frames of each organization, independent of earlier frames: an open-loop load does
 * not wait for the measured system. A late frame keeps its due time, so that a stall of sender or
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

  /** Every frame that has become due since the last call, in order of time. */
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
