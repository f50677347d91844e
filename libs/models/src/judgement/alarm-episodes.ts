/** Rows further apart than this many scan periods have a pause between them. */
export const PAUSE_PERIODS = 10;

/** When an alarm rises and clears: the rule of the live path. */
export interface AlarmRule {
  /** Successive rows above the threshold before an alarm rises. */
  readonly consecutiveMin: number;
  /** An alarm clears after its probability stayed below the threshold for this long. */
  readonly clearAfterMs: number;
  readonly scanPeriodMs: number;
}

/** One alarm as an operator would have seen it. */
export interface AlarmEpisode {
  readonly raisedMs: number;
  readonly endsMs: number;
}

/**
 * Turns rows above a threshold into alarms, reading only those rows: the fewer they are, the faster
 * it is.
 * @param above  Positions of the rows above, ascending; only the first `count` are read.
 * @param timesMs  By position, ascending within a sequence.
 * @param sequence  By position: rows of one sequence follow one another; an alarm never continues
 * into the next sequence.
 * @param visit  Called for each alarm in order: position of the row that raised it, time it ends,
 * position of its last row above.
 */
export function eachEpisode(
  above: Uint32Array,
  count: number,
  { timesMs, sequence }: { readonly timesMs: Float64Array; readonly sequence: Uint32Array },
  { consecutiveMin, clearAfterMs, scanPeriodMs }: AlarmRule,
  visit: (raisedAt: number, endsMs: number, lastAt: number) => void,
): void {
  const pausedMs = clearAfterMs + PAUSE_PERIODS * scanPeriodMs;
  let raised = -1;
  let successive = 0;
  let last = -1;
  const close = (): void => {
    if (raised >= 0) visit(raised, (timesMs[last] ?? NaN) + clearAfterMs, last);
    raised = -1;
    successive = 0;
  };
  for (let i = 0; i < count; i += 1) {
    const at = above[i] ?? 0;
    if (last >= 0 && sequence[at] !== sequence[last]) close();
    else if (last >= 0) {
      const lastMs = timesMs[last] ?? NaN;
      if (at !== last + 1) {
        // The rows in between were below: the last one clears the alarm if the quiet lasted long
        // enough.
        if (raised >= 0 && (timesMs[at - 1] ?? NaN) - lastMs >= clearAfterMs) close();
        successive = 0;
      }
      if (raised >= 0 && (timesMs[at] ?? NaN) - lastMs > pausedMs) close();
    }
    successive += 1;
    last = at;
    if (raised < 0 && successive >= consecutiveMin) raised = at;
  }
  close();
}

/** `eachEpisode` over the rows of one asset with a probability each. */
export function alarmEpisodes(
  { timesMs, probability }: { readonly timesMs: Float64Array; readonly probability: Float32Array },
  rule: AlarmRule & { readonly probabilityMin: number },
): AlarmEpisode[] {
  const above = new Uint32Array(timesMs.length);
  let count = 0;
  for (let row = 0; row < timesMs.length; row += 1) {
    if ((probability[row] ?? 0) >= rule.probabilityMin) above[count++] = row;
  }
  const episodes: AlarmEpisode[] = [];
  const sequence = new Uint32Array(timesMs.length);
  eachEpisode(above, count, { timesMs, sequence }, rule, (raisedAt, endsMs) => {
    episodes.push({ raisedMs: timesMs[raisedAt] ?? NaN, endsMs });
  });
  return episodes;
}
