import { Random, type RandomState } from '../random/random.js';

const SECOND_MS = 1_000;

/** The irregularities of a plant's logger when it writes rows to the database. */
export interface DeliveryHabits {
  /** Deviation of a row's stamp from its scan, at most, ms. */
  readonly jitterMs: number;
  /** Mean time between two gaps, ms; null for none. */
  readonly gapMeanMs: number | null;
  /** Share of rows that a slow transaction commits late, and share that is written twice. */
  readonly lateShare: number;
  readonly duplicateShare: number;
}

/** Plain data. */
export interface DeliveryState {
  random: RandomState;
  nextGapAtMs: number;
  gapEndsAtMs: number;
}

export interface Delivery {
  readonly copies: 0 | 1 | 2;
  readonly stampMs: number;
  readonly holdMs: number;
}

export function createDelivery(random: RandomState, habits: DeliveryHabits, startMs: number): DeliveryState {
  const first = new Random(random).waiting(habits.gapMeanMs ?? 0);
  return { random, nextGapAtMs: startMs + first, gapEndsAtMs: startMs };
}

/**
 * Decides how the row of one scan is delivered. Always draws the same number of random values, so
 * that these settings do not shift the others.
 */
export function deliver(state: DeliveryState, habits: DeliveryHabits, scanMs: number): Delivery {
  const random = new Random(state.random);
  const stampMs = scanMs + Math.round(random.between(-habits.jitterMs, habits.jitterMs));
  const fate = random.uniform();
  const holdMs = Math.round(random.between(3, 20) * SECOND_MS);
  if (habits.gapMeanMs !== null && scanMs >= state.nextGapAtMs) {
    state.gapEndsAtMs = scanMs + random.between(4, 40) * SECOND_MS;
    state.nextGapAtMs = state.gapEndsAtMs + random.waiting(habits.gapMeanMs);
  }
  if (scanMs < state.gapEndsAtMs) return { copies: 0, stampMs, holdMs: 0 };
  if (fate < habits.duplicateShare) return { copies: 2, stampMs, holdMs: 0 };
  const late = fate < habits.duplicateShare + habits.lateShare;
  return { copies: 1, stampMs, holdMs: late ? holdMs : 0 };
}
