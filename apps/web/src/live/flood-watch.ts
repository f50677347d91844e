import type { Alert } from '../api/index.js';
import { type Flood, type FloodState, nextFlood, NO_FLOOD } from './flood.js';

interface Ports {
  readonly now: () => number;
  /** Calls back after a while. @returns how to call it off. */
  readonly later: (ms: number, act: () => void) => () => void;
}

/** Looking costs a pass over all alerts: no more often than anybody could notice. */
const LOOK_EVERY_MS = 1_000;

/** Knows whether there is a flood, from its beginning to its end. */
export class FloodWatch {
  private state: FloodState = NO_FLOOD;
  private alerts: ReadonlyMap<string, Alert> = new Map();
  private seen: ReadonlyMap<string, Alert> | null = null;
  private callOff: (() => void) | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly ports: Ports) {}

  /** Null: there is no flood. */
  readonly get = (): Flood | null => this.state.flood;

  readonly listen = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  take(alerts: ReadonlyMap<string, Alert>): void {
    this.alerts = alerts;
    if (this.callOff === null) this.look();
  }

  close(): void {
    this.callOff?.();
    this.callOff = null;
  }

  private look(): void {
    const before = this.state.flood;
    this.state = nextFlood(this.state, this.alerts.values(), this.ports.now());
    this.seen = this.alerts;
    this.callOff = this.ports.later(LOOK_EVERY_MS, () => {
      this.callOff = null;
      // Without a flood only another alert changes anything; a flood also ends by itself.
      if (this.seen !== this.alerts || this.state.flood !== null) this.look();
    });
    if (before === null && this.state.flood === null) return;
    for (const listener of this.listeners) listener();
  }
}
