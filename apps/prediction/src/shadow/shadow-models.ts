import { BUCKETS, RPC, type ShadowModel } from '@eagle/contracts/bus';
import { AppError, organizationIdSchema, type OrganizationId } from '@eagle/contracts/domain';
import type { Bus, Subscription } from '@eagle/messaging';
import { backOffMs, messageOf, type Logger } from '@eagle/service-kit';
import type { LoadedModel } from '../models/loaded-model.js';
import type { LoadOrder, ModelReference } from '../models/model-loader.js';
import type { ModelResidency } from '../models/model-residency.js';
import { pause } from '../models/waiting.js';

/** Failed runs in a row after which model-cache is notified. */
const FAILURES_MAX = 3;
/**
 * A failing version is reported at most this often; model-cache quarantines it if the failure
 * lasts.
 */
const REPORT_MS = 2_000;
/**
 * A version that found no room, or was evicted for a live model, is retried at most this often:
 * each try fetches its bundle.
 */
const RETRY_MS_MAX = 60_000;

interface Shadow {
  readonly reference: ShadowModel;
  model: LoadedModel | null;
  failures: number;
  reportedAtMs: number;
}

/**
 * The versions in shadow that this replica runs beside the live ones. They use the memory that live
 * models leave: they are evicted first, and come back when there is room.
 */
export class ShadowModels {
  private readonly shadows = new Map<OrganizationId, Shadow>();
  private readonly subscriptions: Subscription[] = [];
  private readonly closed = new AbortController();

  constructor(
    private readonly bus: Bus,
    private readonly load: (reference: ModelReference, order: LoadOrder) => Promise<LoadedModel | null>,
    private readonly residency: ModelResidency,
    private readonly replica: string,
    private readonly logger: Logger,
  ) {}

  async start(): Promise<void> {
    this.subscriptions.push(
      await this.bus.bucket(BUCKETS.shadowModels).watch((key, shadow) => {
        const id = organizationIdSchema.safeParse(key);
        if (!id.success || (shadow !== null && shadow.organizationId !== id.data)) return;
        this.end(id.data);
        if (shadow !== null) void this.begin(shadow);
      }),
    );
  }

  async stop(): Promise<void> {
    this.closed.abort();
    await Promise.all(this.subscriptions.map((subscription) => subscription.stop()));
    for (const organizationId of [...this.shadows.keys()]) this.end(organizationId);
  }

  /** The version in shadow, held for the caller: call `release` on it when done. */
  acquire(organizationId: OrganizationId): LoadedModel | null {
    const model = this.shadows.get(organizationId)?.model ?? null;
    if (model === null) return null;
    this.residency.used(model);
    model.acquire();
    return model;
  }

  /** Whether the organization has a ready version in shadow. */
  has(organizationId: OrganizationId): boolean {
    const shadow = this.shadows.get(organizationId);
    return shadow !== undefined && shadow.model !== null;
  }

  ran(model: LoadedModel, wasSound: boolean, nowMs: number): void {
    const { organizationId, version } = model.manifest;
    const shadow = this.shadows.get(organizationId);
    if (shadow?.model !== model) return;
    shadow.failures = wasSound ? 0 : shadow.failures + 1;
    if (shadow.failures < FAILURES_MAX || nowMs - shadow.reportedAtMs < REPORT_MS) return;
    shadow.reportedAtMs = nowMs;
    const reason = 'It gives answers that are not numbers, or none.';
    this.bus
      .ask(RPC.reportModelHealth, { organizationId, version, replica: this.replica, healthy: false, reason })
      .catch((error: unknown) =>
        this.logger.warn({ organizationId, error }, 'Failing shadow could not be reported'),
      );
  }

  private async begin(reference: ShadowModel): Promise<void> {
    const shadow: Shadow = { reference, model: null, failures: 0, reportedAtMs: -Infinity };
    this.shadows.set(reference.organizationId, shadow);
    await this.bringIn(shadow, 0);
  }

  private isWanted(shadow: Shadow): boolean {
    return !this.closed.signal.aborted && this.shadows.get(shadow.reference.organizationId) === shadow;
  }

  /** Tries until it is loaded, no longer wanted, or refused permanently. */
  private async bringIn(shadow: Shadow, firstAttempt: number): Promise<void> {
    const { organizationId, version } = shadow.reference;
    for (let attempt = firstAttempt; this.isWanted(shadow); attempt += 1) {
      if (attempt > 0) {
        await pause(backOffMs(attempt, Math.random(), { maxMs: RETRY_MS_MAX }), this.closed.signal);
      }
      try {
        if (await this.tryToBringIn(shadow)) return;
      } catch (error) {
        const facts = { organizationId, version, attempt, reason: messageOf(error) };
        this.logger.warn(facts, 'Shadow could not be loaded');
        if (error instanceof AppError && error.kind === 'invalid') return;
      }
    }
  }

  /** @returns false where there is no room. @throws AppError of the loader or of the memory. */
  private async tryToBringIn(shadow: Shadow): Promise<boolean> {
    const isNeedless = (): boolean => !this.isWanted(shadow) || !this.residency.hasRoom;
    const model = await this.load(shadow.reference, { urgency: 'ahead', isNeedless });
    if (model === null) return false;
    if (!this.isWanted(shadow)) {
      model.retire();
      return true;
    }
    try {
      this.residency.admitSpare(model, () => this.evicted(shadow));
    } catch (error) {
      model.retire();
      throw error;
    }
    shadow.model = model;
    const { organizationId, version } = shadow.reference;
    this.logger.info({ organizationId, version }, 'Model runs in shadow');
    return true;
  }

  private evicted(shadow: Shadow): void {
    const { organizationId, version } = shadow.reference;
    shadow.model = null;
    this.logger.info({ organizationId, version }, 'Shadow made room for a model that serves');
    void this.bringIn(shadow, 1);
  }

  private end(organizationId: OrganizationId): void {
    const model = this.shadows.get(organizationId)?.model ?? null;
    if (model !== null) this.residency.retire(model);
    this.shadows.delete(organizationId);
  }
}
