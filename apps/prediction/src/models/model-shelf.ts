import { AppError, type OrganizationId } from '@eagle/contracts';
import { backOffMs, messageOf, type Logger } from '@eagle/service-kit';
import type { HealthReporter } from '../replica/health-reporter.js';
import type { LoadedModel } from './loaded-model.js';
import type { ModelLoader, ModelReference } from './model-loader.js';

/** Failed attempts that are nobody's business: at a start the services come up in any order. */
const ATTEMPTS_UNTOLD = 5;

interface Place {
  /** What `live-models` points to. */
  wanted: ModelReference | null;
  live: LoadedModel | null;
  /** Loaded beside the live one by `warmModel`, waiting for the flip. */
  warm: LoadedModel | null;
  /** Work on this organization's models, one step after the other. */
  queue: Promise<void>;
}

/** The models of this replica: per organization the live one and, around a flip, the one that is about to be. */
export class ModelShelf {
  readonly #places = new Map<OrganizationId, Place>();
  readonly #abort = new AbortController();

  constructor(
    private readonly loader: Pick<ModelLoader, 'load'>,
    private readonly health: HealthReporter,
    private readonly logger: Logger,
  ) {}

  get liveCount(): number {
    let count = 0;
    for (const place of this.#places.values()) if (place.live !== null) count += 1;
    return count;
  }

  /** The live model, held for the caller: call `release` on it when done. Null: the organization is on rules only. */
  acquire(organizationId: OrganizationId): LoadedModel | null {
    const model = this.#places.get(organizationId)?.live ?? null;
    model?.acquire();
    return model;
  }

  /**
   * Loads a version beside the live one. Does nothing where it is live or warm already.
   * @throws AppError why it cannot be served.
   */
  warm(reference: ModelReference): Promise<void> {
    const place = this.#placeOf(reference.organizationId);
    return this.#enqueue(place, async () => {
      if (isOf(place.live, reference) || isOf(place.warm, reference)) return;
      const model = await this.loader.load(reference);
      place.warm?.retire();
      place.warm = model;
    });
  }

  /**
   * Makes a version the live one: at once where it is warm, else after loading it. The former one serves until then and finishes what it began.
   * Retried for as long as it is wanted and the failure may pass; a bundle that is refused leaves the former version in place.
   */
  goLive(reference: ModelReference): void {
    const place = this.#placeOf(reference.organizationId);
    place.wanted = reference;
    void this.#enqueue(place, () => this.#bringLive(place, reference)).catch((error: unknown) => {
      this.logger.error(
        { organizationId: reference.organizationId, version: reference.version, error },
        'Model cannot be served',
      );
    });
  }

  /** The organization has no live model any more. */
  remove(organizationId: OrganizationId): void {
    const place = this.#places.get(organizationId);
    if (place === undefined) return;
    place.wanted = null;
    void this.#enqueue(place, async () => {
      if (place.wanted !== null) return;
      place.live?.retire();
      place.warm?.retire();
      place.live = null;
      place.warm = null;
      this.health.forget(organizationId);
    });
  }

  /** Waits until every wanted model is live or refused, or the time is over. */
  async settled(msMax: number): Promise<void> {
    const all = Promise.all([...this.#places.values()].map((place) => place.queue)).then(() => undefined);
    const waited = new AbortController();
    await Promise.race([all, pause(msMax, waited.signal)]);
    waited.abort();
  }

  close(): void {
    this.#abort.abort();
    for (const place of this.#places.values()) {
      place.live?.retire();
      place.warm?.retire();
      place.live = null;
      place.warm = null;
    }
  }

  #placeOf(organizationId: OrganizationId): Place {
    const found = this.#places.get(organizationId);
    if (found !== undefined) return found;
    const place: Place = { wanted: null, live: null, warm: null, queue: Promise.resolve() };
    this.#places.set(organizationId, place);
    return place;
  }

  #enqueue(place: Place, step: () => Promise<void>): Promise<void> {
    const done = place.queue.then(step);
    place.queue = done.catch(() => undefined);
    return done;
  }

  async #bringLive(place: Place, reference: ModelReference): Promise<void> {
    // A later pointer has been queued behind this one: going over the older would only cost time.
    if (place.wanted !== reference || isOf(place.live, reference)) return;
    const next = isOf(place.warm, reference) ? place.warm : await this.#loadPatiently(place, reference);
    if (next === null) return;
    if (place.warm === next) place.warm = null;
    const former = place.live;
    place.live = next;
    former?.retire();
    this.health.report(next.manifest, true, '');
    this.logger.info(
      { organizationId: reference.organizationId, version: reference.version, loadMs: next.loadMs },
      'Model is live',
    );
  }

  async #loadPatiently(place: Place, reference: ModelReference): Promise<LoadedModel | null> {
    for (let attempt = 0; ; attempt += 1) {
      if (place.wanted !== reference || this.#abort.signal.aborted) return null;
      try {
        return await this.loader.load(reference);
      } catch (error) {
        const mayPass = error instanceof AppError && error.retryable;
        if (!mayPass || attempt >= ATTEMPTS_UNTOLD) {
          this.health.report(reference, false, `The model could not be loaded: ${messageOf(error)}`);
        }
        if (!mayPass) throw error;
        this.logger.warn(
          { organizationId: reference.organizationId, attempt, error },
          'Model load is tried again',
        );
        await pause(backOffMs(attempt, Math.random(), { maxMs: 5_000 }), this.#abort.signal);
      }
    }
  }
}

function isOf(model: LoadedModel | null, reference: ModelReference): boolean {
  return model !== null && model.manifest.version === reference.version;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done, { once: true });
  });
}
