/** The steps that a new user waits for, in their order. */
export type Milestone = 'services ready' | 'first model live' | 'first predictive alert';

/**
 * Reports when each step of a start is reached for the first time, in seconds since the launcher
 * began. The set-up ends just before.
 */
export class Milestones {
  private readonly reached = new Set<Milestone>();

  constructor(
    private readonly say: (text: string) => void,
    /** Since the launcher began, milliseconds. */
    private readonly elapsedMs: () => number = () => performance.now(),
  ) {}

  reach(milestone: Milestone): void {
    if (this.reached.has(milestone)) return;
    this.reached.add(milestone);
    this.say(`${milestone} after ${(this.elapsedMs() / 1_000).toFixed(1)} s`);
  }
}

/** Reads the time of a milestone from the output; null where it was not reached. */
export function readMilestone(terminal: string, milestone: Milestone): number | null {
  const [, seconds] = new RegExp(`${milestone} after (\\d+\\.\\d) s`).exec(terminal) ?? [];
  return seconds === undefined ? null : Number(seconds);
}
