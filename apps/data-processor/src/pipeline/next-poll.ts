/**
 * While the source's announcements do not arrive, it is polled this often, or as often as
 * configured.
 */
const UNHEARD_POLL_MS = 5_000;

export interface PollReasons {
  readonly pollIntervalMs: number;
  /** Whether the source announces changes and the announcements do not arrive. */
  readonly isUnheard: boolean;
  /** When late rows are to be looked for, after the last poll; null: not before the next poll. */
  readonly lookAgainInMs: number | null;
  /**
   * When a scan that waits for its other values is complete as it is, steady clock; null: none
   * waits.
   */
  readonly groupDueMs: number | null;
}

/** When the source is polled next without news from it, by the clock of `polledAtMs`. */
export function nextPollAtMs(polledAtMs: number, reasons: PollReasons): number {
  const { pollIntervalMs, isUnheard, lookAgainInMs, groupDueMs } = reasons;
  const everyMs = isUnheard ? Math.min(pollIntervalMs, UNHEARD_POLL_MS) : pollIntervalMs;
  const lookAgainAtMs = lookAgainInMs === null ? Infinity : polledAtMs + lookAgainInMs;
  return Math.min(polledAtMs + everyMs, lookAgainAtMs, groupDueMs ?? Infinity);
}
