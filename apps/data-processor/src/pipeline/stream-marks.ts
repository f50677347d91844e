import type { ProcessorCheckpoint } from './processor-checkpoint.js';

type Mark = ProcessorCheckpoint['marks'][number];

const MARKS_MAX = 16;

/**
 * Remembers which event time was reached where in the SCANS stream, so that windows can be rebuilt
 * from the right position whether event time runs with the clock or a thousand times faster. Keeps
 * the marks that cover the look-back, at most 16.
 */
export class StreamMarks {
  private marks: Mark[];

  /** @param lookBackMs  Event time that a rebuild needs. */
  constructor(
    private readonly lookBackMs: number,
    marks: readonly Mark[] = [],
  ) {
    this.marks = [...marks];
  }

  note(scansSequence: number, newestMs: number): void {
    const last = this.marks.at(-1);
    const stepMs = this.lookBackMs / (MARKS_MAX / 2);
    if (last !== undefined && newestMs < last.newestMs + stepMs) return;
    this.marks.push({ scansSequence, newestMs });
    // A rebuild begins at the newest mark that is old enough; earlier marks are useless.
    const begin = this.marks.findLastIndex((mark) => mark.newestMs <= newestMs - this.lookBackMs);
    if (begin > 0) this.marks.splice(0, begin);
    if (this.marks.length > MARKS_MAX) this.marks.splice(1, this.marks.length - MARKS_MAX);
  }

  /** Whether the whole look-back before `newestMs` is known to be in the stream. */
  covers(newestMs: number): boolean {
    return this.marks.some((mark) => mark.newestMs <= newestMs - this.lookBackMs);
  }

  /**
   * Stream sequence after which the look-back before `newestMs` begins; 0: the stream's beginning.
   */
  rebuildAfter(newestMs: number): number {
    return this.marks.findLast((mark) => mark.newestMs <= newestMs - this.lookBackMs)?.scansSequence ?? 0;
  }

  toJSON(): Mark[] {
    return [...this.marks];
  }
}
