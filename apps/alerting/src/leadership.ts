import { setTimeout as delay } from 'node:timers/promises';
import type { Lease } from '@eagle/messaging';
import type { Logger } from '@eagle/service-kit';

const LEADING = 'leading';
const STANDING_BY = 'standing by: another replica holds the lease';

/** What runs while this process leads. */
export interface Reign {
  start(): Promise<void>;
  stop(how: 'orderly' | 'abandon'): Promise<void>;
}

/**
 * Keeps one replica at work and the others standing by. The lease says who; its revision fences off whoever believes longer than it is
 * true. Losing the lease ends the work at once; the next holder goes on from the database.
 */
export class Leadership<R extends Reign> {
  private readonly abort = new AbortController();
  private running: Promise<void> | null = null;
  private reign: R | null = null;
  /** One sentence on what this replica does. */
  status = 'starting';

  constructor(
    private readonly lease: Lease,
    private readonly ttlMs: number,
    private readonly logger: Logger,
    /** Makes what runs under a revision; it calls `onFenced` when the database knows a newer one. */
    private readonly make: (fence: number, onFenced: () => void) => R,
  ) {}

  /** Whether this replica does what it should: leads, or stands by for one that does. */
  get isSettled(): boolean {
    return this.status === LEADING || this.status === STANDING_BY;
  }

  /** What is at work now; null while standing by. */
  get current(): R | null {
    return this.reign;
  }

  start(): void {
    this.running ??= this.run();
  }

  async stop(how: 'orderly' | 'abandon'): Promise<void> {
    this.abort.abort();
    if (how === 'abandon') await this.reign?.stop('abandon');
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.abort.signal.aborted) {
      const fence = await this.lease.acquire().catch((error: unknown) => {
        this.logger.warn({ error }, 'The lease could not be asked for');
        return null;
      });
      if (fence === null) {
        this.status = STANDING_BY;
        await pause(Math.min(1_000, this.ttlMs / 4), this.abort.signal);
      } else {
        await this.rule(fence);
      }
    }
  }

  private async rule(fence: number): Promise<void> {
    const over = new AbortController();
    const signal = AbortSignal.any([over.signal, this.abort.signal]);
    const reign = this.make(fence, () => over.abort());
    this.reign = reign;
    const renewing = this.keepRenewing(signal);
    try {
      await reign.start();
      this.status = LEADING;
      this.logger.info({ fence }, 'Alerting leads');
      await renewing;
    } catch (error) {
      this.status = 'could not start';
      this.logger.error({ error }, 'Alerting could not start; it is tried again');
      over.abort();
    }
    const isOrderly = !over.signal.aborted && this.lease.held;
    await reign.stop(isOrderly ? 'orderly' : 'abandon').catch((error: unknown) => {
      this.logger.warn({ error }, 'Alerting did not stop in order');
    });
    this.reign = null;
    await renewing;
    if (this.abort.signal.aborted) {
      await this.lease.release().catch((error: unknown) => {
        this.logger.warn(
          { error },
          'The lease could not be given back; it expires, and until then nobody leads',
        );
      });
      return;
    }
    this.logger.warn({ fence }, 'Alerting leads no more');
    await pause(500, this.abort.signal);
  }

  /** Resolves when the lease is lost or the work is over. */
  private async keepRenewing(signal: AbortSignal): Promise<void> {
    for (;;) {
      await pause(this.ttlMs / 4, signal);
      if (signal.aborted) return;
      const isKept = await this.lease.renew().catch((error: unknown) => {
        this.logger.warn({ error }, 'The lease could not be renewed; it is held until it expires');
        return this.lease.held;
      });
      if (!isKept) return;
    }
  }
}

/** Waits, or less when the signal comes: that ends the wait and is no failure. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}
