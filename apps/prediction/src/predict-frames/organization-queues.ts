import {
  AppError,
  BUCKETS,
  organizationConfigSchema,
  organizationIdSchema,
  probabilityMinOf,
  subjects,
} from '@eagle/contracts';
import type { OrganizationConfig, OrganizationId, OrganizationSettings } from '@eagle/contracts';
import type { Bus, Subscription } from '@eagle/messaging';
import { backOffMs, type Logger } from '@eagle/service-kit';
import type { FactorRows } from './factor-rows.js';
import type { PredictFramesHandler, PredictionThresholds } from './predict-frames.handler.js';

interface Queue {
  wanted: boolean;
  subscription: Subscription | null;
  /** Starting and stopping, one after the other. */
  steps: Promise<void>;
}

/** What the organizations have configured, as far as predictions care. */
export class OrganizationThresholds implements PredictionThresholds {
  readonly #settings = new Map<OrganizationId, OrganizationSettings>();

  set(config: OrganizationConfig): void {
    this.#settings.set(config.organizationId, config.settings);
  }

  forget(organizationId: OrganizationId): void {
    this.#settings.delete(organizationId);
  }

  probabilityMin(organizationId: OrganizationId, ofModel: number): number {
    const settings = this.#settings.get(organizationId);
    // The moment between a frame and its organization's config.
    return settings === undefined ? ofModel : probabilityMinOf(settings, ofModel);
  }
}

/**
 * One durable consumer per enabled organization, shared by the replicas: each organization has its own few frames in flight, so none crowds out
 * another. Follows the `config` bucket.
 */
export class OrganizationQueues {
  readonly #queues = new Map<OrganizationId, Queue>();
  #watch: Subscription | null = null;
  #closed = false;

  constructor(
    private readonly bus: Bus,
    private readonly handler: PredictFramesHandler,
    private readonly thresholds: OrganizationThresholds,
    private readonly factorRows: FactorRows,
    private readonly framesPendingMax: number,
    private readonly logger: Logger,
  ) {}

  async start(): Promise<void> {
    const bucket = this.bus.bucket(BUCKETS.config, organizationConfigSchema);
    this.#watch = await bucket.watch((key, config) => this.#onConfig(key, config));
    await Promise.all([...this.#queues.values()].map((queue) => queue.steps));
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
      this.thresholds.forget(organizationId);
      this.factorRows.forget(organizationId);
    } else {
      this.thresholds.set(config);
    }
    const queue = this.#queueOf(organizationId);
    queue.wanted = config?.enabled ?? false;
    void this.#settle(organizationId);
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
