import { setTimeout as delay } from 'node:timers/promises';

/** Work that took longer was itself waiting for other work. */
export const REST_MS_MAX = 20;

/** Awaited between the steps of a load, because each step blocks the event loop. */
export interface LoadingPace {
  rest(): Promise<void>;
}

export interface PaceClock {
  readonly nowMs: () => number;
  readonly wait: (ms: number) => Promise<unknown>;
}

const CLOCK: PaceClock = { nowMs: () => performance.now(), wait: (ms) => delay(ms) };

/** The pace of a load that frames wait for. */
export const WITHOUT_REST: LoadingPace = { rest: () => Promise.resolve() };

/**
 * Pauses as long as the work since the last pause. A frame needs several ticks of the event loop:
 * without pauses, each tick would contain a step of the load.
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
