import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { organizationIdSchema } from '@eagle/contracts/domain';
import type { Bus, Lease, Subscription } from '@eagle/messaging';
import { LEADER_METRICS } from '../declared-metrics.js';
import type { HealthRegistry } from '../health.js';
import type { Logger } from '../logger.js';
import type { Metrics } from '../metrics.js';
import { LEADING as LEADING_GATE } from '../requests/request-gate.js';
import type { RequestTransport } from '../requests/request-transport.js';
import { notLeading, Term } from './term.js';

const STARTING = 'starting';
const LEADING = 'leading';
const STANDING_BY = 'standing by: another replica holds the lease';
const FAILED = 'could not start; it is tried again';

/** A candidate looks at least this often: a leader that fell silent is replaced within its ttl and a second. */
const LOOK_EVERY_MS_MAX = 400;
const PAUSE_AFTER_TERM_MS = 500;

/** A leader works for all organizations; the nil UUID stands for the platform. */
const PLATFORM = organizationIdSchema.parse('00000000-0000-0000-0000-000000000000');

/** The lease for which the replicas of one service are candidates. */
export const leaderLease = (
  bus: Pick<Bus, 'lease'>,
  service: string,
  replica: string,
  ttlMs: number,
): Lease => bus.lease(service, PLATFORM, replica, { ttlMs });

/** What only one replica does at a time. */
export interface LeaderTask {
  start(): Promise<void>;
  /** @param how  `orderly`: what was begun is finished first. `abandon`: at once, as if the process had died; nothing is written any more. */
  stop(how: 'orderly' | 'abandon'): Promise<void>;
}

export interface LeaderElectionOptions<T extends LeaderTask> {
  readonly lease: Lease;
  readonly ttlMs: number;
  /** Where fencing tokens are drawn: the store that will compare them. Each is higher than all before. */
  readonly fencingTokens: { next(): Promise<number> };
  readonly logger: Logger;
  /** Makes what runs in a term. */
  readonly task: (term: Term) => T;
  /** Opens the gate of the requests that only a leader answers, once its task has started; they are answered no more before the task stops. */
  readonly requests: Pick<RequestTransport, 'open'>;
}

/**
 * Keeps one replica at work and the others standing by. The lease says who leads; the fencing token of the term keeps out a former leader
 * that does not know yet that it leads no more. Losing the lease ends the work at once; the next leader goes on from what is stored.
 */
export class LeaderElection<T extends LeaderTask> {
  private readonly stopping = new AbortController();
  private readonly settled = Promise.withResolvers<void>();
  private running: Promise<void> | null = null;
  private task: T | null = null;
  private currentStatus = STARTING;
  private terms = 0;

  constructor(private readonly options: LeaderElectionOptions<T>) {}

  /** One sentence on what this replica does. */
  get status(): string {
    return this.currentStatus;
  }

  /** Whether this replica does what it should: leads, or stands by for one that does. */
  get isSettled(): boolean {
    return this.currentStatus === LEADING || this.currentStatus === STANDING_BY;
  }

  /** What is at work now; null while standing by. */
  get current(): T | null {
    return this.task;
  }

  /**
   * What is at work now, for handlers that answer only while this replica leads.
   * @throws AppError `LEADER.NOT_LEADING` (unavailable): the term ended while the request was on its way.
   */
  get leading(): T {
    if (this.task === null) throw notLeading();
    return this.task;
  }

  /** Resolves once it leads, stands by, or could not start for the first time; it goes on trying until `stop`. */
  start(): Promise<void> {
    this.running ??= this.run();
    return this.settled.promise;
  }

  async stop(how: 'orderly' | 'abandon'): Promise<void> {
    this.stopping.abort();
    if (how === 'abandon') await this.task?.stop('abandon');
    await this.running;
  }

  /** Tells readiness and metrics what this replica does. */
  report(metrics: Metrics, health?: HealthRegistry): void {
    health?.register('leader', () => ({ ok: this.isSettled, reason: this.currentStatus }));
    metrics.gauge(LEADER_METRICS.isLeader, (gauge) => gauge.set(this.currentStatus === LEADING ? 1 : 0));
    metrics.gauge(LEADER_METRICS.terms, (gauge) => gauge.set(this.terms));
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const term = await this.candidate();
      if (term === null) await pause(this.lookEveryMs(), this.stopping.signal);
      else await this.lead(term);
    }
    this.settled.resolve();
  }

  /** Tries to begin a term. @returns null where another replica leads, or a store is away. */
  private async candidate(): Promise<Term | null> {
    const { lease, fencingTokens, logger } = this.options;
    try {
      if ((await lease.acquire()) === null) {
        this.settle(STANDING_BY);
        return null;
      }
      const fencingToken = await fencingTokens.next();
      // Only who still holds the lease after its token was drawn leads: nobody has drawn a higher one since.
      return (await lease.renew()) ? new Term(lease, fencingToken, this.options.ttlMs) : null;
    } catch (error) {
      logger.warn({ error }, 'The lease or its fencing token could not be had; it is tried again');
      this.settle(lease.held ? FAILED : STANDING_BY);
      return null;
    }
  }

  private async lead(term: Term): Promise<void> {
    const { lease, logger, task: taskOf, requests } = this.options;
    const { fencingToken } = term;
    const task = taskOf(term);
    this.task = task;
    this.terms += 1;
    let answering: Subscription | null = null;
    const lost = this.keepRenewing(term.ended);
    try {
      await task.start();
      answering = await requests.open(LEADING_GATE);
      logger.info({ fencingToken }, 'This replica leads');
      this.settle(LEADING);
      await Promise.race([lost, aborted(this.stopping.signal)]);
    } catch (error) {
      logger.error({ error }, 'The work of the leader could not start; it is tried again');
      this.settle(FAILED);
      term.end();
    }
    await this.end(task, answering, term.isHeld ? 'orderly' : 'abandon');
    term.end();
    this.task = null;
    await lost;
    if (this.stopping.signal.aborted) return this.giveBack(lease);
    if (this.currentStatus === LEADING) this.currentStatus = STARTING;
    logger.warn({ fencingToken }, 'This replica leads no more');
    await pause(PAUSE_AFTER_TERM_MS, this.stopping.signal);
  }

  /** In order, what is being answered is answered by a task that still works; an abandoned one must not wait for it. */
  private async end(task: T, answering: Subscription | null, how: 'orderly' | 'abandon'): Promise<void> {
    const warn = (error: unknown): void => {
      this.options.logger.warn({ error }, 'The work of the leader did not stop in order');
    };
    const answered = (): Promise<void> => answering?.stop().catch(warn) ?? Promise.resolve();
    if (how === 'orderly') await answered();
    await Promise.all([answered(), task.stop(how).catch(warn)]);
  }

  private async giveBack(lease: Lease): Promise<void> {
    await lease.release().catch((error: unknown) => {
      this.options.logger.warn(
        { error },
        'The lease could not be given back; it expires, and until then nobody leads',
      );
    });
  }

  /** Resolves when the lease is lost or the term is over. */
  private async keepRenewing(signal: AbortSignal): Promise<void> {
    const { lease, ttlMs, logger } = this.options;
    for (;;) {
      await pause(ttlMs / 4, signal);
      if (signal.aborted) return;
      const isKept = await lease.renew().catch((error: unknown) => {
        logger.warn({ error }, 'The lease could not be renewed; it is held until it expires');
        return lease.held;
      });
      if (!isKept) return;
    }
  }

  private lookEveryMs(): number {
    return Math.min(LOOK_EVERY_MS_MAX, this.options.ttlMs / 4);
  }

  private settle(status: string): void {
    this.currentStatus = status;
    this.settled.resolve();
  }
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}

/** Waits, or less when the signal comes: that ends the wait and is no failure. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}
