import { AppError, type OrganizationConfig, type OrganizationId } from '@eagle/contracts/domain';
import { openFeed, type FeedConnection } from '@eagle/feeds';
import type { Bus, Lease } from '@eagle/messaging';
import { messageOf, type FeedPasswords, type Logger } from '@eagle/service-kit';
import type { AllowedNetworks } from '@eagle/service-kit/outbound';
import { WakeableTimer } from '../pipeline/wakeable-timer.js';
import { CheckpointStore } from '../pipeline/checkpoint-store.js';
import { FeedStatusCache } from '../pipeline/feed-status-cache.js';
import type { FrameRoom } from '../pipeline/frame-room.js';
import { OrganizationPipeline } from '../pipeline/organization-pipeline.js';
import type { PipelineMemory } from '../pipeline/pipeline-memory.js';
import { planPipeline, type PipelinePlan } from '../pipeline/pipeline-plan.js';
import type { ProcessorMetrics } from '../pipeline/processor-metrics.js';
import { Quarantine } from '../pipeline/quarantine.js';

/**
 * The organizations of a killed owner are taken over after this time; an owner of the same name
 * takes them back at once.
 */
const LEASE_TTL_MS = 6_000;
const LEASE_RETRY_MS = 1_000;
/** How often a missing password is looked up again; a changed configuration is used at once. */
const PASSWORD_RETRY_MS = 5_000;

export interface SupervisorParts {
  readonly bus: Bus;
  readonly replica: string;
  readonly passwords: FeedPasswords;
  readonly networks: AllowedNetworks;
  readonly frameRoom: FrameRoom;
  readonly metrics: ProcessorMetrics;
  readonly logger: Logger;
  /** Wall clock; durations use the steady clock. */
  readonly now: () => number;
  readonly monotonicNow: () => number;
  readonly random: () => number;
}

/**
 * Runs one organization's pipeline under its newest configuration, and only while this replica
 * holds the organization's lease. A change of configuration stops the running pipeline after its
 * current step and starts the next one.
 */
export class OrganizationSupervisor {
  private readonly change = new WakeableTimer();
  private readonly status: FeedStatusCache;
  private readonly lease: Lease;
  /** Shared by successive pipelines: it knows the revision that the previous one wrote last. */
  private readonly checkpoints: CheckpointStore;
  private readonly logger: Logger;
  private readonly done: Promise<void>;
  private wanted: OrganizationConfig | null = null;
  private memory: PipelineMemory | null = null;
  private interrupt: (() => void) | null = null;
  private pipeline: OrganizationPipeline | null = null;
  private stopped = false;

  constructor(
    private readonly parts: SupervisorParts,
    private readonly organizationId: OrganizationId,
  ) {
    const { bus, replica, now, monotonicNow } = parts;
    this.logger = parts.logger.with({ organizationId });
    this.lease = bus.lease('feeds', organizationId, replica, { ttlMs: LEASE_TTL_MS });
    this.status = new FeedStatusCache(bus, organizationId, { now, monotonicNow }, (error) =>
      this.logger.debug({ error }, 'Feed status could not be written'),
    );
    this.checkpoints = new CheckpointStore(bus, organizationId, monotonicNow, (error) => {
      this.logger.warn({ error }, 'The checkpoint could not be written');
      this.doubt();
    });
    this.done = this.keep();
  }

  /** Takes a new configuration; null: the organization was removed. */
  apply(config: OrganizationConfig | null): void {
    this.wanted = config;
    this.change.wake();
    this.interrupt?.();
  }

  /**
   * Restarts the pipeline from its checkpoint: the memory may differ from the stored data, or the
   * message server lost feature frames.
   */
  doubt(): void {
    this.memory = null;
    this.pipeline?.doubt();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.change.wake();
    this.interrupt?.();
    await this.done;
    await this.status.close();
  }

  private async keep(): Promise<void> {
    while (!this.stopped) {
      const config = this.wanted;
      const plan = config === null ? null : this.plan(config);
      if (plan === null) {
        this.memory = null;
        await this.giveBack();
        await this.change.sleep(60_000);
      } else if (await this.owned()) await this.runPipeline(plan);
      else await this.change.sleep(LEASE_RETRY_MS);
    }
    await this.giveBack();
  }

  /** @returns null where there is nothing to run; the status says why. */
  private plan(config: OrganizationConfig): PipelinePlan | null {
    if (!config.enabled) {
      this.status.down('disabled', 'The organization is disabled: enable it to read its feed.');
      return null;
    }
    if (config.feed?.enabled === false) {
      this.status.down('disabled', 'The feed is switched off: switch it on to read its rows.');
      return null;
    }
    try {
      return planPipeline(config);
    } catch (error) {
      const missing = error instanceof AppError && error.code === 'FEED.NOT_CONFIGURED';
      this.status.down(missing ? 'not-configured' : 'failed', messageOf(error));
      return null;
    }
  }

  private async owned(): Promise<boolean> {
    try {
      return this.lease.held || (await this.lease.acquire()) !== null;
    } catch (error) {
      this.logger.debug({ error }, 'The lease could not be acquired');
      return false;
    }
  }

  private async giveBack(): Promise<void> {
    // Not at a shutdown: readers of the status shall notice that nobody renews it.
    if (!this.stopped) this.status.disown();
    try {
      await this.lease.release();
    } catch (error) {
      this.logger.debug({ error }, 'The lease could not be released; it expires');
    }
  }

  private async runPipeline(plan: PipelinePlan): Promise<void> {
    const { bus, now, monotonicNow, random, metrics, frameRoom } = this.parts;
    const password = await this.passwordOf(plan);
    if (password === null) {
      await this.change.sleep(PASSWORD_RETRY_MS);
      return;
    }
    const feed = this.open(plan, password);
    const { organizationId, logger, status } = this;
    const quarantine = new Quarantine(bus, organizationId, monotonicNow, (rows, cause) =>
      metrics.quarantineDropped.inc({ organization: organizationId, cause }, rows),
    );
    const pipeline = new OrganizationPipeline({
      bus,
      plan,
      feed,
      openFeed: () => this.open(plan, password),
      checkpoints: this.checkpoints,
      status,
      quarantine,
      frameRoom,
      metrics,
      logger,
      now,
      monotonicNow,
      random,
    });
    this.pipeline = pipeline;
    this.interrupt = () => {
      pipeline.stop();
      // A statement that hangs must not delay the change.
      void feed.close();
    };
    this.status.own();
    if (this.wanted !== plan.config || this.stopped) this.interrupt();
    const renewal = setInterval(() => void this.renew(), LEASE_TTL_MS / 3);
    try {
      this.memory = await pipeline.run(this.memory);
    } finally {
      clearInterval(renewal);
      this.interrupt = null;
      this.pipeline = null;
      await feed.close();
    }
  }

  private open(plan: PipelinePlan, password: string): FeedConnection {
    const { replica, networks, now } = this.parts;
    return openFeed(plan.feed, password, { applicationName: `eagle-notifier ${replica}`, networks, now });
  }

  /** @returns null where the password is not known; the status says why. */
  private async passwordOf(plan: PipelinePlan): Promise<string | null> {
    const { passwords, metrics } = this.parts;
    try {
      return await passwords.stored(this.organizationId, plan.feed);
    } catch (error) {
      const isUnknown = error instanceof AppError && error.code === 'FEED.PASSWORD_UNKNOWN';
      const problem = isUnknown ? 'wrong-credentials' : 'failed';
      this.status.down(problem, isUnknown ? messageOf(error) : 'The feed waits for the message server.');
      metrics.feedFailures.inc({ organization: this.organizationId, reason: problem });
      if (!isUnknown) this.logger.warn({ error }, 'The password of the feed could not be read');
      return null;
    }
  }

  private async renew(): Promise<void> {
    try {
      if (await this.lease.renew()) return;
      this.logger.warn({}, 'The lease was lost: another replica reads this feed now');
      this.memory = null;
      this.status.disown();
      this.interrupt?.();
    } catch (error) {
      this.logger.debug({ error }, 'The lease could not be renewed; the renewal is retried');
    }
  }
}
