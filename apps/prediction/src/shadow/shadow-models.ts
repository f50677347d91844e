import {
  BUCKETS,
  organizationConfigSchema,
  organizationIdSchema,
  RPC,
  shadowModelSchema,
  type OrganizationId,
  type ShadowModel,
} from '@eagle/contracts';
import type { Bus, Subscription } from '@eagle/messaging';
import { backOffMs, messageOf, type Logger } from '@eagle/service-kit';
import type { LoadedModel } from '../models/loaded-model.js';
import type { ModelReference } from '../models/model-loader.js';

/** Failed runs in a row after which model-cache is told. */
const FAILURES_MAX = 3;
/** A failing version is told of this often at most; model-cache quarantines it when it goes on. */
const TELL_MS = 2_000;
const LOAD_ATTEMPTS_MAX = 8;

interface Shadow {
  readonly reference: ShadowModel;
  model: LoadedModel | null;
  failures: number;
  toldAtMs: number;
}

/** The versions in shadow that this replica runs beside the live ones, and how much of the frames each organization gives them. */
export class ShadowModels {
  readonly #shadows = new Map<OrganizationId, Shadow>();
  readonly #shares = new Map<OrganizationId, number>();
  readonly #subscriptions: Subscription[] = [];
  #closed = false;

  constructor(
    private readonly bus: Bus,
    private readonly load: (reference: ModelReference) => Promise<LoadedModel | null>,
    private readonly replica: string,
    private readonly logger: Logger,
  ) {}

  async start(): Promise<void> {
    this.#subscriptions.push(
      await this.bus.bucket(BUCKETS.config, organizationConfigSchema).watch((key, config) => {
        const id = organizationIdSchema.safeParse(key);
        if (!id.success) return;
        if (config === null) this.#shares.delete(id.data);
        else this.#shares.set(id.data, config.settings.shadow.share);
      }),
      await this.bus.bucket(BUCKETS.shadowModels, shadowModelSchema).watch((key, shadow) => {
        const id = organizationIdSchema.safeParse(key);
        if (!id.success || (shadow !== null && shadow.organizationId !== id.data)) return;
        this.#end(id.data);
        if (shadow !== null) void this.#begin(shadow);
      }),
    );
  }

  async stop(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#subscriptions.map((subscription) => subscription.stop()));
    for (const organizationId of [...this.#shadows.keys()]) this.#end(organizationId);
  }

  /** Share of the time, 0-1, that the organization's shadow is run for. */
  share(organizationId: OrganizationId): number {
    return this.#shares.get(organizationId) ?? 1;
  }

  /** The version in shadow, held for the caller: call `release` on it when done. */
  acquire(organizationId: OrganizationId): LoadedModel | null {
    const model = this.#shadows.get(organizationId)?.model ?? null;
    model?.acquire();
    return model;
  }

  /** Whether the organization has a version in shadow that is ready. */
  has(organizationId: OrganizationId): boolean {
    const shadow = this.#shadows.get(organizationId);
    return shadow !== undefined && shadow.model !== null;
  }

  ran(model: LoadedModel, wasSound: boolean, nowMs: number): void {
    const { organizationId, version } = model.manifest;
    const shadow = this.#shadows.get(organizationId);
    if (shadow?.model !== model) return;
    shadow.failures = wasSound ? 0 : shadow.failures + 1;
    if (shadow.failures < FAILURES_MAX || nowMs - shadow.toldAtMs < TELL_MS) return;
    shadow.toldAtMs = nowMs;
    const reason = 'It gives answers that are not numbers, or none.';
    this.bus
      .ask(RPC.reportModelHealth, { organizationId, version, replica: this.replica, healthy: false, reason })
      .catch((error: unknown) =>
        this.logger.warn({ organizationId, error }, 'Failing shadow could not be told'),
      );
  }

  async #begin(reference: ShadowModel): Promise<void> {
    const shadow: Shadow = { reference, model: null, failures: 0, toldAtMs: -Infinity };
    const { organizationId, version } = reference;
    this.#shadows.set(organizationId, shadow);
    const isWanted = (): boolean => !this.#closed && this.#shadows.get(organizationId) === shadow;
    for (let attempt = 0; attempt < LOAD_ATTEMPTS_MAX && isWanted(); attempt += 1) {
      try {
        const model = await this.load(reference);
        if (model === null) break;
        if (!isWanted()) return model.retire();
        shadow.model = model;
        this.logger.info({ organizationId, version }, 'Model runs in shadow');
        return;
      } catch (error) {
        this.logger.warn(
          { organizationId, version, attempt, reason: messageOf(error) },
          'Shadow could not be loaded',
        );
        await new Promise((resolve) => setTimeout(resolve, backOffMs(attempt, Math.random())).unref());
      }
    }
  }

  #end(organizationId: OrganizationId): void {
    this.#shadows.get(organizationId)?.model?.retire();
    this.#shadows.delete(organizationId);
  }
}
