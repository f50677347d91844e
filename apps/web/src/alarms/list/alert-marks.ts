import type { Alert } from '../../api/index.js';

/** An alert that holds for longer than a day is standing (ISA-18.2). */
export const STANDING_MS = 24 * 3_600_000;

export interface AlertMarks {
  /** How often it came, where it came back. */
  readonly times: number | null;
  /** For how long it stands, where that is long. */
  readonly standingMs: number | null;
}

export function marksOf({ repeatCount, raisedAt, state, resolvedAt }: Alert, now: number): AlertMarks {
  const heldMs = now - Date.parse(raisedAt);
  const isStanding = state.active && resolvedAt === null && heldMs > STANDING_MS;
  return { times: repeatCount === 0 ? null : repeatCount + 1, standingMs: isStanding ? heldMs : null };
}
