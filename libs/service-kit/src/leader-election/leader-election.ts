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

/**
 * A candidate looks at least this often: a silent leader is replaced within its ttl and a second.
 */
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

/** Work that only one replica does at a time. */
export interface LeaderTask {
  start(): Promise<void>;
  /**
   * @param how  `orderly`: work in progress is finished first. `abandon`: it ends at once, as if
   * the process had died; nothing more is written.
   */
  stop(how: 'orderly' | 'abandon'): Promise<void>;
}

export interface LeaderElectionOptions<T extends LeaderTask> {
  readonly lease: Lease;
  readonly ttlMs: number;
  /**
   * Where fencing tokens are drawn: the store that will compare them. Each is higher than all
   * before.
   */
  readonly fencingTokens: { next(): Promise<number> };
  readonly logger: Logger;
  /** Creates the task of a term. */
  readonly task: (term: Term) => T;
  /**
   * Opens the gate of the requests that only a leader answers, once its task has started; it closes
   * the gate before the task stops.
   */
  readonly requests: Pick<RequestTransport, 'open'>;
}

/**
 * Keeps one replica at work and the others standing by. The lease says who leads; the fencing token
 * of the term keeps out a former leader that does not yet know that it no longer leads. Losing the
 * lease ends the work at once; the next leader continues from the stored state.
 */
export class LeaderElection<T extends LeaderTask> {
  private readonly stopping = new AbortController();
  private readonly settled = Promise.withResolvers<void>();
  private running: Promise<void> | null = null;
  private task: T | null = null;
  private currentStatus = STARTING;
  private terms = 0;

  constructor(private readonly options: LeaderElectionOptions<T>) {}

  /** One sentence on the state of this replica. */
  get status(): string {
    return this.currentStatus;
  }

  /** Whether this replica is healthy: it leads, or stands by for the leader. */
  get isSettled(): boolean {
    return this.currentStatus === LEADING || this.currentStatus === STANDING_BY;
  }

  /** The present task; null while standing by. */
  get current(): T | null {
    return this.task;
  }

  /**
   * The present task, for handlers that answer only while this replica leads.
   * @throws AppError `LEADER.NOT_LEADING` (unavailable): the term ended while the request was on
   * its way.
   */
  get leading(): T {
    if (this.task === null) throw notLeading();
    return this.task;
  }

  /**
   * Resolves once it leads, stands by, or could not start for the first time; it goes on trying
   * until `stop`.
   */
  start(): Promise<void> {
    this.running ??= this.run();
    return this.settled.promise;
  }

  async stop(how: 'orderly' | 'abandon'): Promise<void> {
    this.stopping.abort();
    if (how === 'abandon') await this.task?.stop('abandon');
    await this.running;
  }

  /** Reports the state of this replica to readiness and metrics. */
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
      // A replica leads only if it still holds the lease after its token was drawn: then no other
      // has drawn a higher one.
      return (await lease.renew()) ? new Term(lease, fencingToken, this.options.ttlMs) : null;
    } catch (error) {
      logger.warn({ error }, 'The lease or its fencing token could not be obtained; it is tried again');
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
    logger.warn({ fencingToken }, 'This replica no longer leads');
    await pause(PAUSE_AFTER_TERM_MS, this.stopping.signal);
  }

  /**
   * In an orderly stop, requests in flight are answered while the task still works; an abandoned
   * task must not wait for them.
   */
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
        'The lease could not be released; it expires, and until then no replica leads',
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

/** Waits, or shorter if the signal comes: the signal ends the wait and is not a failure. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}
