import { AppError, type OrganizationId } from '@eagle/contracts/domain';
import { backOffMs, messageOf, type Logger } from '@eagle/service-kit';
import type { PredictionMetrics } from '../metrics.js';
import type { HealthReporter } from '../replica/health-reporter.js';
import type { LoadedModel } from './loaded-model.js';
import type { LoadUrgency } from './loading-line.js';
import type { ModelLoader, ModelReference } from './model-loader.js';
import type { ModelResidency } from './model-residency.js';
import { pause, within } from './waiting.js';

/** Failed attempts that are not reported: at a start the services come up in any order. */
const ATTEMPTS_UNTOLD = 5;
/** How long a frame waits for its model before it returns to the queue. */
const ARRIVAL_MS_MAX = 5_000;

interface Place {
  /** The version that `live-models` points to. */
  wanted: ModelReference | null;
  live: LoadedModel | null;
  /** Loaded beside the live version by `warmModel`, and waiting for the flip. */
  warm: LoadedModel | null;
  /**
   * Why `wanted` is not in memory and a short wait does not help; until then the organization has
   * rules only.
   */
  outOfReach: ModelReference | null;
  /** The load that waiting frames wait for. */
  arriving: Promise<void> | null;
  /** Steps on this organization's models, one after the other. */
  queue: Promise<void>;
}

/** Whether frames of an organization are expected. */
export interface LiveFeeds {
  has(organizationId: OrganizationId): boolean;
}

/**
 * The models of this replica: per organization the live one and, around a flip, the next one. As
 * many as memory allows; an evicted one is loaded again when its organization's next frame comes.
 */
export class LiveModels {
  private readonly places = new Map<OrganizationId, Place>();
  private readonly abort = new AbortController();

  constructor(
    private readonly loader: Pick<ModelLoader, 'load'>,
    private readonly residency: ModelResidency,
    private readonly feeds: LiveFeeds,
    private readonly health: HealthReporter,
    private readonly metrics: Pick<PredictionMetrics, 'lookedUp' | 'missed'>,
    private readonly logger: Logger,
  ) {}

  get liveCount(): number {
    let count = 0;
    for (const place of this.places.values()) if (place.live !== null) count += 1;
    return count;
  }

  /** The live model if it is in memory, held for the caller: call `release` on it when done. */
  acquire(organizationId: OrganizationId): LoadedModel | null {
    const model = this.places.get(organizationId)?.live ?? null;
    if (model === null) return null;
    this.residency.used(model);
    this.metrics.lookedUp('hit');
    model.acquire();
    return model;
  }

  /**
   * Loads the live model for a caller that found it absent.
   * @returns null: the organization has rules only.
   * @throws AppError `PREDICTION.MODEL_LOADING` (unavailable): the load is in progress.
   */
  async acquireAbsent(organizationId: OrganizationId): Promise<LoadedModel | null> {
    const place = this.places.get(organizationId);
    if (place === undefined || place.wanted === null || place.outOfReach === place.wanted) return null;
    this.metrics.lookedUp('miss');
    const askedAtMs = performance.now();
    place.arriving ??= this.arrival(place);
    await within(place.arriving, ARRIVAL_MS_MAX);
    const model = place.live;
    if (model !== null) {
      this.residency.used(model);
      model.acquire();
      this.metrics.missed(performance.now() - askedAtMs);
      return model;
    }
    if (this.isGivenUp(place)) return null;
    throw new AppError('PREDICTION.MODEL_LOADING', 'The model is still being loaded.');
  }

  /**
   * Loads a version beside the live one. Does nothing where it is live or warm already.
   * @throws AppError that says why it cannot be served.
   */
  warm(reference: ModelReference): Promise<void> {
    const place = this.placeOf(reference.organizationId);
    return this.enqueue(place, async () => {
      if (isOf(place.live, reference) || isOf(place.warm, reference)) return;
      const model = await this.loader.load(reference, { urgency: 'flip' });
      if (model === null) return;
      this.admit(place, model);
      if (place.warm !== null) this.residency.retire(place.warm);
      place.warm = model;
    });
  }

  /**
   * Makes a version live: at once where it is warm, otherwise after loading it. The previous one
   * serves until then and finishes the work that it began. Retried while the version is wanted and
   * the failure may pass; where a bundle is refused, the previous version stays.
   */
  goLive(reference: ModelReference): void {
    const place = this.placeOf(reference.organizationId);
    place.wanted = reference;
    const urgency = this.feeds.has(reference.organizationId) ? 'live-feed' : 'ahead';
    void this.enqueue(place, () => this.bringLive(place, reference, urgency)).catch((error: unknown) =>
      this.logRefusal(reference, error),
    );
  }

  /** The organization no longer has a live model. */
  remove(organizationId: OrganizationId): void {
    const place = this.places.get(organizationId);
    if (place === undefined) return;
    place.wanted = null;
    void this.enqueue(place, async () => {
      if (place.wanted !== null) return;
      this.clear(place);
      this.health.forget(organizationId);
    });
  }

  /**
   * Waits until every wanted model is live, absent for lack of room, or refused, or until the time
   * is over.
   */
  settled(msMax: number): Promise<void> {
    const all = Promise.all([...this.places.values()].map((place) => place.queue));
    return within(
      all.then(() => undefined),
      msMax,
    );
  }

  close(): void {
    this.abort.abort();
    for (const place of this.places.values()) this.clear(place);
  }

  private placeOf(organizationId: OrganizationId): Place {
    const found = this.places.get(organizationId);
    if (found !== undefined) return found;
    const place: Place = {
      wanted: null,
      live: null,
      warm: null,
      outOfReach: null,
      arriving: null,
      queue: Promise.resolve(),
    };
    this.places.set(organizationId, place);
    return place;
  }

  private clear(place: Place): void {
    for (const model of [place.live, place.warm]) if (model !== null) this.residency.retire(model);
    place.live = null;
    place.warm = null;
  }

  private enqueue(place: Place, step: () => Promise<void>): Promise<void> {
    const done = place.queue.then(step);
    // The next step runs after this one, whether it succeeds or fails. The caller gets the failure.
    place.queue = done.catch(() => undefined);
    return done;
  }

  /** One load for all waiting frames. */
  private arrival(place: Place): Promise<void> {
    const { wanted } = place;
    return this.enqueue(place, () =>
      wanted === null ? Promise.resolve() : this.bringLive(place, wanted, 'frame'),
    )
      .catch((error: unknown) => {
        if (wanted !== null) this.logRefusal(wanted, error);
      })
      .finally(() => (place.arriving = null));
  }

  private isGivenUp(place: Place): boolean {
    return place.wanted === null || place.outOfReach === place.wanted;
  }

  private async bringLive(place: Place, reference: ModelReference, urgency: LoadUrgency): Promise<void> {
    // A later pointer is queued behind this one: loading the older version would only cost time.
    if (place.wanted !== reference || isOf(place.live, reference)) return;
    const isWarm = isOf(place.warm, reference);
    const next = isWarm ? place.warm : await this.loadPatiently(place, reference, urgency);
    if (next === null) return;
    if (!isWarm && !this.takeIn(place, next, urgency)) return;
    if (place.warm === next) place.warm = null;
    const former = place.live;
    place.live = next;
    place.outOfReach = null;
    if (former !== null) this.residency.retire(former);
    this.health.report(next.manifest, true, '');
    const { organizationId, version } = reference;
    const facts = { organizationId, version, loadMs: next.loadMs };
    if (urgency === 'frame') this.logger.debug(facts, 'Model is loaded for a frame that waits');
    else this.logger.info(facts, 'Model is live');
  }

  /** A model that is loaded in advance evicts no other. */
  private takeIn(place: Place, model: LoadedModel, urgency: LoadUrgency): boolean {
    if (urgency === 'frame' || place.live !== null || this.residency.hasRoomFor(model.bytes)) {
      this.admit(place, model);
      return true;
    }
    model.retire();
    return false;
  }

  private admit(place: Place, model: LoadedModel): void {
    try {
      this.residency.admit(model, () => {
        if (place.live === model) place.live = null;
        if (place.warm === model) place.warm = null;
      });
    } catch (error) {
      model.retire();
      if (place.wanted?.version === model.manifest.version) {
        this.reportOutOfReach(place, place.wanted, error, error instanceof AppError && error.retryable);
      }
      throw error;
    }
  }

  private async loadPatiently(
    place: Place,
    reference: ModelReference,
    urgency: LoadUrgency,
  ): Promise<LoadedModel | null> {
    const isNeedless = (): boolean => urgency !== 'frame' && place.live === null && !this.residency.hasRoom;
    for (let attempt = 0; ; attempt += 1) {
      if (place.wanted !== reference || this.abort.signal.aborted) return null;
      try {
        return await this.loader.load(reference, { urgency, isNeedless });
      } catch (error) {
        const mayPass = error instanceof AppError && error.retryable;
        if (!mayPass || attempt >= ATTEMPTS_UNTOLD) this.reportOutOfReach(place, reference, error, mayPass);
        if (!mayPass) throw error;
        const { organizationId } = reference;
        this.logger.warn({ organizationId, attempt, error }, 'Model load is retried');
        await pause(backOffMs(attempt, Math.random(), { maxMs: 5_000 }), this.abort.signal);
      }
    }
  }

  private reportOutOfReach(place: Place, reference: ModelReference, error: unknown, mayPass: boolean): void {
    place.outOfReach = reference;
    // The version is not to blame for a failure that may pass, so it is not quarantined.
    const cause = mayPass ? 'load' : 'run';
    this.health.report(reference, false, `The model could not be loaded: ${messageOf(error)}`, cause);
  }

  private logRefusal({ organizationId, version }: ModelReference, error: unknown): void {
    this.logger.error({ organizationId, version, error }, 'Model cannot be served');
  }
}

function isOf(model: LoadedModel | null, reference: ModelReference): boolean {
  return model !== null && model.manifest.version === reference.version;
}
