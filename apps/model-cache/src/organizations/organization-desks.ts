import {
  BUCKETS,
  liveModelSchema,
  modelRegisteredSchema,
  organizationConfigSchema,
  organizationIdSchema,
  servingStatusSchema,
  shadowModelSchema,
  type LiveModel,
  type OrganizationConfig,
  type OrganizationId,
  type ServingStatus,
  type ShadowModel,
} from '@eagle/contracts';
import { defineFeatureSet } from '@eagle/features';
import { assertTenant, type Bucket, type Bus, type BusMessage, type Subscription } from '@eagle/messaging';
import { messageOf, type Logger } from '@eagle/service-kit';
import { OrganizationDesk, type DeskTools } from './organization-desk.js';

const SWEEP_MS = 5_000;

/** One desk per organization, fed by the config bucket and the registrations. */
export class OrganizationDesks {
  readonly #desks = new Map<OrganizationId, OrganizationDesk>();
  readonly #liveBefore = new Map<OrganizationId, LiveModel>();
  readonly #shadowBefore = new Map<OrganizationId, ShadowModel>();
  readonly #statusBefore = new Map<OrganizationId, ServingStatus>();
  readonly #subscriptions: Subscription[] = [];
  readonly #liveModels: Bucket<LiveModel>;
  readonly #shadowModels: Bucket<ShadowModel>;
  readonly #statuses: Bucket<ServingStatus>;
  readonly #tools: DeskTools;
  #sweep: NodeJS.Timeout | null = null;

  constructor(
    private readonly bus: Bus,
    tools: Pick<DeskTools, 'bundles' | 'replicas' | 'metrics' | 'register' | 'removal' | 'quarantineAfterMs'>,
    private readonly logger: Logger,
  ) {
    this.#liveModels = bus.bucket(BUCKETS.liveModels, liveModelSchema);
    this.#shadowModels = bus.bucket(BUCKETS.shadowModels, shadowModelSchema);
    this.#statuses = bus.bucket(BUCKETS.servingStatus, servingStatusSchema);
    this.#tools = {
      ...tools,
      logger,
      deleteLive: (organizationId) => this.#liveModels.delete(organizationId),
      putShadow: async (shadow) => void (await this.#shadowModels.put(shadow.organizationId, shadow)),
      deleteShadow: (organizationId) => this.#shadowModels.delete(organizationId),
      putLive: async (live) => void (await this.#liveModels.put(live.organizationId, live)),
      putStatus: async (status) => void (await this.#statuses.put(status.organizationId, status)),
    };
  }

  /** What was left by the run before, then the configs, then every registration that was not judged yet. */
  async start(): Promise<void> {
    await this.#remember();
    const configs = this.bus.bucket(BUCKETS.config, organizationConfigSchema);
    this.#subscriptions.push(await configs.watch((key, config) => this.#onConfig(key, config)));
    this.#subscriptions.push(
      // The stream is small (bounded by its declaration): each desk knows what it has judged, so all of it can be gone through again.
      await this.bus.follow('models', {
        filterSubjects: ['models.*.registered'],
        from: { afterSequence: 0 },
        onMessage: (message) => this.#onRegistered(message),
      }),
    );
    this.#sweep = setInterval(() => {
      for (const desk of this.#desks.values()) desk.sweep(Date.now());
    }, SWEEP_MS);
  }

  async stop(): Promise<void> {
    if (this.#sweep !== null) clearInterval(this.#sweep);
    await Promise.all(this.#subscriptions.map((subscription) => subscription.stop()));
    await Promise.all([...this.#desks.values()].map((desk) => desk.close()));
  }

  /** The desk of an organization that is configured. */
  known(organizationId: OrganizationId): OrganizationDesk | null {
    return this.#desks.get(organizationId) ?? null;
  }

  async #remember(): Promise<void> {
    const live = await this.#liveModels.watch((_, value) => {
      if (value !== null) this.#liveBefore.set(value.organizationId, value);
    });
    const shadows = await this.#shadowModels.watch((_, value) => {
      if (value !== null) this.#shadowBefore.set(value.organizationId, value);
    });
    const statuses = await this.#statuses.watch((_, value) => {
      if (value !== null) this.#statusBefore.set(value.organizationId, value);
    });
    await Promise.all([live.stop(), shadows.stop(), statuses.stop()]);
  }

  #onConfig(key: string, config: OrganizationConfig | null): void {
    const id = organizationIdSchema.safeParse(key);
    if (!id.success) return;
    const desk = this.#deskOf(id.data);
    const deployAs = config?.settings.training.deployAs ?? 'champion';
    if (config === null) {
      desk.configured({ features: null, obstacle: 'The organization was removed.', deployAs });
      return;
    }
    try {
      const { hash, names } = defineFeatureSet(config);
      desk.configured({ features: { hash, names }, obstacle: null, deployAs });
    } catch (error) {
      desk.configured({ features: null, obstacle: messageOf(error), deployAs });
    }
  }

  /** @throws ZodError, SyntaxError, AppError: messaging puts it into the dead letters. */
  #onRegistered(message: BusMessage): void {
    const registered = modelRegisteredSchema.parse(parseJson(message.payload));
    assertTenant(message, registered.organizationId);
    const { organizationId, version, artifactPath, promote } = registered;
    this.logger.info({ organizationId, version, promote, sequence: message.sequence }, 'Model registered');
    const reference = { organizationId, version, artifactPath };
    this.#deskOf(organizationId).registered(reference, message.sequence, promote);
  }

  #deskOf(organizationId: OrganizationId): OrganizationDesk {
    const found = this.#desks.get(organizationId);
    if (found !== undefined) return found;
    const live = this.#liveBefore.get(organizationId) ?? null;
    const shadow = this.#shadowBefore.get(organizationId) ?? null;
    const status = this.#statusBefore.get(organizationId) ?? null;
    const desk = new OrganizationDesk(organizationId, { live, shadow, status }, this.#tools);
    this.#desks.set(organizationId, desk);
    return desk;
  }
}

/** Text that is no JSON becomes undefined, which no schema takes. */
function parseJson(payload: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(payload));
  } catch {
    return undefined;
  }
}
