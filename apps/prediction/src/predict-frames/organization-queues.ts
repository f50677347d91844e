import {
  AppError,
  BUCKETS,
  organizationConfigSchema,
  organizationIdSchema,
  subjects,
} from '@eagle/contracts';
import type { OrganizationConfig, OrganizationId } from '@eagle/contracts';
import type { Bus, Subscription } from '@eagle/messaging';
import { backOffMs, type Logger } from '@eagle/service-kit';
import type { OrganizationBook } from './organization-book.js';
import type { PredictFramesHandler } from './predict-frames.handler.js';

interface Queue {
  wanted: boolean;
  subscription: Subscription | null;
  /** Starting and stopping, one after the other. */
  steps: Promise<void>;
}

/**
 * One durable consumer per enabled organization, shared by the replicas: each organization has its own few frames in flight, so none crowds out
 * another. Follows the `config` bucket.
 */
export class OrganizationQueues {
  readonly #queues = new Map<OrganizationId, Queue>();
  #watch: Subscription | null = null;
  #isOpen = false;
  #closed = false;

  constructor(
    private readonly bus: Bus,
    private readonly handler: PredictFramesHandler,
    private readonly organizations: OrganizationBook,
    private readonly framesPendingMax: number,
    private readonly logger: Logger,
  ) {}

  /** Learns which organizations there are, and takes no frames yet. */
  async follow(): Promise<void> {
    const bucket = this.bus.bucket(BUCKETS.config, organizationConfigSchema);
    this.#watch = await bucket.watch((key, config) => this.#onConfig(key, config));
  }

  /** Takes frames from now on. */
  async open(): Promise<void> {
    this.#isOpen = true;
    await Promise.all([...this.#queues.keys()].map((organizationId) => this.#settle(organizationId)));
  }

  /** Takes no more frames and waits for those in hand. */
  async stop(): Promise<void> {
    this.#closed = true;
    await this.#watch?.stop();
    for (const queue of this.#queues.values()) queue.wanted = false;
    await Promise.all([...this.#queues.keys()].map((organizationId) => this.#settle(organizationId)));
  }

  #onConfig(key: string, config: OrganizationConfig | null): void {
    const id = organizationIdSchema.safeParse(key);
    if (!id.success || this.#closed) return;
    const organizationId = id.data;
    if (config === null) {
      this.organizations.forget(organizationId);
      this.handler.forget(organizationId);
    } else {
      this.organizations.set(config);
    }
    const queue = this.#queueOf(organizationId);
    queue.wanted = config?.enabled ?? false;
    if (this.#isOpen) void this.#settle(organizationId);
  }

  #queueOf(organizationId: OrganizationId): Queue {
    const found = this.#queues.get(organizationId);
    if (found !== undefined) return found;
    const queue: Queue = { wanted: false, subscription: null, steps: Promise.resolve() };
    this.#queues.set(organizationId, queue);
    return queue;
  }

  #settle(organizationId: OrganizationId): Promise<void> {
    const queue = this.#queueOf(organizationId);
    queue.steps = queue.steps.then(() => this.#bring(organizationId, queue));
    return queue.steps;
  }

  async #bring(organizationId: OrganizationId, queue: Queue): Promise<void> {
    for (let attempt = 0; queue.wanted !== (queue.subscription !== null); attempt += 1) {
      try {
        if (queue.wanted) queue.subscription = await this.#open(organizationId);
        else {
          await queue.subscription?.stop();
          queue.subscription = null;
        }
      } catch (error) {
        this.logger.warn({ organizationId, error }, 'Consumer of feature frames could not be changed');
        if (this.#closed || !(error instanceof AppError && error.retryable)) return;
        await new Promise((resolve) => setTimeout(resolve, backOffMs(attempt, Math.random())));
      }
    }
  }

  #open(organizationId: OrganizationId): Promise<Subscription> {
    return this.bus.workQueue('features', {
      durable: `prediction-${organizationId}`,
      filterSubject: subjects.features(organizationId),
      pendingMax: this.framesPendingMax,
      onMessage: (message) => this.handler.handle(message),
    });
  }
}
