import {
  BUCKETS,
  STREAMS,
  type LiveModel,
  type ModelUse,
  type ShadowModel,
  type ModelRegistered,
} from '@eagle/contracts/bus';
import {
  organizationIdSchema,
  type ModelFinding,
  type OrganizationConfig,
  type OrganizationId,
  type ServingStatus,
} from '@eagle/contracts/domain';
import { defineFeatureSet } from '@eagle/features';
import { type Bucket, type Bus, type BusMessage, type Subscription } from '@eagle/messaging';
import { messageOf, type Logger, type OrganizationConfigs, type Term } from '@eagle/service-kit';
import type { RuntimeTools } from './runtime-tools.js';
import { OrganizationRuntime } from './organization-runtime.js';
import { PointerBucket } from './pointer-bucket.js';

const SWEEP_MS = 5_000;

/** One runtime per organization. The config bucket and the registrations feed it. */
export class OrganizationRuntimes {
  private readonly runtimes = new Map<OrganizationId, OrganizationRuntime>();
  private liveBefore = new Map<OrganizationId, LiveModel>();
  private shadowBefore = new Map<OrganizationId, ShadowModel>();
  private readonly statusBefore = new Map<OrganizationId, ServingStatus>();
  private readonly useBefore = new Map<OrganizationId, ModelUse>();
  private readonly subscriptions: Subscription[] = [];
  private readonly liveModels: PointerBucket<LiveModel>;
  private readonly shadowModels: PointerBucket<ShadowModel>;
  private readonly statuses: Bucket<ServingStatus>;
  private readonly uses: Bucket<ModelUse>;
  private readonly tools: RuntimeTools;
  private sweep: NodeJS.Timeout | null = null;
  private watchTimer: NodeJS.Timeout | null = null;
  private watching: Promise<void> | null = null;
  private stopped = false;

  constructor(
    private readonly bus: Bus,
    private readonly configs: OrganizationConfigs,
    tools: Pick<
      RuntimeTools,
      'bundles' | 'replicas' | 'metrics' | 'register' | 'removal' | 'stored' | 'quarantineAfterMs'
    >,
    private readonly watchEveryMs: number,
    private readonly logger: Logger,
    term: Term,
  ) {
    this.liveModels = new PointerBucket(bus.bucket(BUCKETS.liveModels), term);
    this.shadowModels = new PointerBucket(bus.bucket(BUCKETS.shadowModels), term);
    this.statuses = bus.bucket(BUCKETS.servingStatus).guardedBy(term.guard);
    this.uses = bus.bucket(BUCKETS.modelUse).guardedBy(term.guard);
    this.tools = {
      ...tools,
      logger,
      deleteLive: (organizationId) => this.liveModels.delete(organizationId),
      putShadow: (shadow) => this.shadowModels.put(shadow),
      deleteShadow: (organizationId) => this.shadowModels.delete(organizationId),
      putLive: (live) => this.liveModels.put(live),
      putUse: async (organizationId, use) => void (await this.uses.put(organizationId, use)),
      putStatus: async (status) => void (await this.statuses.put(status.organizationId, status)),
    };
  }

  /**
   * Reads the state of the previous run, then the configurations, then every registration that was
   * not judged yet.
   */
  async start(): Promise<void> {
    await this.remember();
    this.subscriptions.push(await this.configs.follow((id, config) => this.onConfig(id, config)));
    this.subscriptions.push(
      // The stream is small (its declaration bounds it) and each runtime knows what it has judged,
      // so all of it can be read again.
      await this.bus.follow(STREAMS.models, {
        filterSubjects: STREAMS.models.subjects,
        from: { afterSequence: 0 },
        onMessage: (message) => this.onRegistered(message),
      }),
    );
    this.sweep = setInterval(() => {
      for (const runtime of this.runtimes.values()) runtime.sweep(performance.now());
    }, SWEEP_MS);
    this.watchTimer = setInterval(() => this.watchAll(), this.watchEveryMs);
    this.watchAll();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.sweep !== null) clearInterval(this.sweep);
    if (this.watchTimer !== null) clearInterval(this.watchTimer);
    await this.watching;
    await Promise.all(this.subscriptions.map((subscription) => subscription.stop()));
    await Promise.all([...this.runtimes.values()].map((runtime) => runtime.close()));
  }

  /** The runtime of an organization that is configured. */
  known(organizationId: OrganizationId): OrganizationRuntime | null {
    return this.runtimes.get(organizationId) ?? null;
  }

  /** The findings of the health watch, for each organization that it has checked. */
  *findings(): Iterable<readonly ModelFinding[]> {
    for (const { findings } of this.runtimes.values()) if (findings !== null) yield findings;
  }

  /**
   * One organization after the other, so that a thousand of them cause no burst on database and
   * store.
   */
  private watchAll(): void {
    this.watching ??= this.watchInTurn().finally(() => (this.watching = null));
  }

  private async watchInTurn(): Promise<void> {
    for (const runtime of this.runtimes.values()) {
      if (this.stopped) return;
      // The runtime logs a step that fails; the others still have their turn.
      await runtime.watch().catch(() => undefined);
    }
  }

  private async remember(): Promise<void> {
    this.liveBefore = await this.liveModels.claim();
    this.shadowBefore = await this.shadowModels.claim();
    const statuses = await this.statuses.watch((_, value) => {
      if (value !== null) this.statusBefore.set(value.organizationId, value);
    });
    const uses = await this.uses.watch((key, value) => {
      const id = organizationIdSchema.safeParse(key);
      if (value !== null && id.success) this.useBefore.set(id.data, value);
    });
    await Promise.all([statuses.stop(), uses.stop()]);
  }

  private onConfig(organizationId: OrganizationId, config: OrganizationConfig | null): void {
    const runtime = this.runtimeOf(organizationId);
    const deployAs = config?.settings.training.deployAs ?? 'champion';
    if (config === null) {
      runtime.configured({ features: null, obstacle: 'The organization was removed.', deployAs });
      return;
    }
    try {
      const { hash, names } = defineFeatureSet(config);
      runtime.configured({ features: { hash, names }, obstacle: null, deployAs });
    } catch (error) {
      runtime.configured({ features: null, obstacle: messageOf(error), deployAs });
    }
  }

  private onRegistered(message: BusMessage<ModelRegistered>): void {
    const { organizationId, version, artifactPath, promote } = message.decode();
    this.logger.info({ organizationId, version, promote, sequence: message.sequence }, 'Model registered');
    const reference = { organizationId, version, artifactPath };
    this.runtimeOf(organizationId).registered(reference, message.sequence, promote);
  }

  private runtimeOf(organizationId: OrganizationId): OrganizationRuntime {
    const found = this.runtimes.get(organizationId);
    if (found !== undefined) return found;
    const live = this.liveBefore.get(organizationId) ?? null;
    const shadow = this.shadowBefore.get(organizationId) ?? null;
    const status = this.statusBefore.get(organizationId) ?? null;
    const use = this.useBefore.get(organizationId) ?? null;
    const runtime = new OrganizationRuntime(organizationId, { live, shadow, status, use }, this.tools);
    this.runtimes.set(organizationId, runtime);
    return runtime;
  }
}
