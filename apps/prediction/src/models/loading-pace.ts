import { setTimeout as delay } from 'node:timers/promises';

/** Work that took longer was waiting for others itself. */
export const REST_MS_MAX = 20;

/** Awaited between the steps of a load, each of which blocks the event loop. */
export interface LoadingPace {
  rest(): Promise<void>;
}

export interface PaceClock {
  readonly nowMs: () => number;
  readonly wait: (ms: number) => Promise<unknown>;
}

const CLOCK: PaceClock = { nowMs: () => performance.now(), wait: (ms) => delay(ms) };

/** For a load that frames wait for. */
export const WITHOUT_REST: LoadingPace = { rest: () => Promise.resolve() };

/**
 * Rests as long as was worked since the last rest. A frame goes through several ticks of the event loop: without rests it finds a step of the load
 * in each of them.
 */
export function halfOfTheTime(clock: PaceClock = CLOCK): LoadingPace {
  let workingSinceMs = clock.nowMs();
  return {
    rest: async () => {
      await clock.wait(Math.min(clock.nowMs() - workingSinceMs, REST_MS_MAX));
      workingSinceMs = clock.nowMs();
    },
  };
}
