import type { LiveSnapshot } from '../live/index.js';
import type { KnownFacts } from './last-known.js';
import type { LastKnownStore } from './last-known-store.js';

/** Who looks at their phone for a moment finds it there the next time too. */
const FIRST_KEEP_MS = 2_000;
/** The newest state is kept at most so often; after a crash so much of it is missing. */
const KEEP_EVERY_MS = 10_000;

interface KeeperOptions {
  readonly store: Pick<LastKnownStore, 'keep'>;
  readonly live: { readonly get: () => LiveSnapshot; readonly listen: (listener: () => void) => () => void };
  readonly facts: Pick<KnownFacts, 'user' | 'organization'>;
  readonly now: () => number;
  readonly clockOffsetMs: () => number;
  /** Calls back after a while. @returns how to call it off. */
  readonly later: (ms: number, act: () => void) => () => void;
}

/** Keeps what is live while it is: what is old already is never kept as if it were new. */
export class LastKnownKeeper {
  private callOff: (() => void) | null = null;
  private isFirst = true;
  private unlisten: (() => void) | null = null;

  constructor(private readonly options: KeeperOptions) {}

  start(): void {
    this.unlisten = this.options.live.listen(() => this.plan());
    this.plan();
  }

  stop(): void {
    this.unlisten?.();
    this.callOff?.();
    this.callOff = null;
  }

  private plan(): void {
    if (this.callOff !== null || !this.isLive()) return;
    this.callOff = this.options.later(this.isFirst ? FIRST_KEEP_MS : KEEP_EVERY_MS, () => {
      this.callOff = null;
      if (!this.isLive()) return;
      this.isFirst = false;
      void this.keep();
      // Nothing may change for an hour: it is known all the same that nothing did.
      this.plan();
    });
  }

  private keep(): Promise<void> {
    const { store, live, facts, now, clockOffsetMs } = this.options;
    const { alerts, feed, training, serving } = live.get().state;
    const status = { feed, training, serving };
    return store.keep({ ...facts, status, keptAt: now(), clockOffsetMs: clockOffsetMs() }, alerts);
  }

  private isLive(): boolean {
    const { connection, isComplete } = this.options.live.get();
    return isComplete && connection.kind === 'connected';
  }
}
