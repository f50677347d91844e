import { LABEL, type Failure, type Label } from '@eagle/models';
import type { ComponentName } from '@eagle/contracts/domain';

/** What a positive row is. */
export const LABELLING = {
  /** A failure comes within the horizon. */
  coming: 'coming',
  /** The fault is developing: from the start of its labelled interval to the failure. */
  developing: 'developing',
  /** The fault is established: from the failure to its end. */
  present: 'present',
} as const;
export type Labelling = (typeof LABELLING)[keyof typeof LABELLING];

/** A failure, and the time when its fault began to develop if the record gives it. */
export interface DevelopingFailure extends Failure {
  readonly developsFromMs: number;
}

/**
 * Labels rows of one asset, in order of time, by the intervals of the record. If developing faults
 * are wanted, rows of established ones are left out. `component` and
 * `minutesToFailure` describe the row labelled last.
 */
export class IntervalLabeller {
  private readonly failures: readonly DevelopingFailure[];
  component = -1;
  minutesToFailure = NaN;
  readonly early = false;

  constructor(
    failures: readonly DevelopingFailure[],
    private readonly components: readonly ComponentName[],
    private readonly labelling: 'developing' | 'present',
  ) {
    this.failures = [...failures].sort((a, b) => a.atMs - b.atMs);
  }

  label(eventTimeMs: number, excluded: boolean): Label {
    this.component = -1;
    this.minutesToFailure = NaN;
    let inEstablished = false;
    for (const failure of this.failures) {
      if (!excluded && this.isPositive(failure, eventTimeMs)) {
        this.component = this.components.indexOf(failure.component);
        this.minutesToFailure = Math.max(0, failure.atMs - eventTimeMs) / 60_000;
        return LABEL.failing;
      }
      inEstablished ||= eventTimeMs >= failure.atMs && eventTimeMs <= failure.endsMs;
    }
    return excluded || inEstablished ? LABEL.leftOut : LABEL.quiet;
  }

  private isPositive({ developsFromMs, atMs, endsMs }: DevelopingFailure, timeMs: number): boolean {
    return this.labelling === 'developing'
      ? timeMs >= developsFromMs && timeMs < atMs
      : timeMs >= atMs && timeMs <= endsMs;
  }
}
