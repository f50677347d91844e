import { useSyncExternalStore } from 'react';
import { serverClock } from './server-clock.js';

/** One timer for each period, shared by everything that ticks with it. */
class Ticker {
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setInterval> | undefined;
  private nowMs = serverClock.now();

  constructor(private readonly everyMs: number) {}

  readonly now = (): number => this.nowMs;

  readonly listen = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    if (this.timer === undefined) {
      this.nowMs = serverClock.now();
      this.timer = setInterval(() => this.tick(), this.everyMs);
    }
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size > 0) return;
      clearInterval(this.timer);
      this.timer = undefined;
    };
  };

  private tick(): void {
    this.nowMs = serverClock.now();
    for (const listener of this.listeners) listener();
  }
}

const tickers = new Map<number, Ticker>();

function tickerOf(everyMs: number): Ticker {
  const ticker = tickers.get(everyMs) ?? new Ticker(everyMs);
  tickers.set(everyMs, ticker);
  return ticker;
}

/**
 * The platform's time, milliseconds since 1970, anew after each period. Ages of a list take 10 s,
 * a countdown takes 1 s.
 */
export function useNow(everyMs: number): number {
  const ticker = tickerOf(everyMs);
  return useSyncExternalStore(ticker.listen, ticker.now);
}
