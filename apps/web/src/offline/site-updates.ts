import { siteBasePath } from '../address/index.js';

/** A browser asks once a day by itself; a control room stays open for weeks. */
const CHECK_EVERY_MS = 15 * 60_000;
/** The first list of alarms comes before the files that are kept for later. */
const START_AFTER_MS = 5_000;

interface SiteUpdatesOptions {
  /** Absent where a browser has none: without TLS, outside of its own machine. */
  readonly workers: () => ServiceWorkerContainer | undefined;
  readonly reload: () => void;
}

/** The service worker of the page, and whether a newer version of the site waits behind it. */
export class SiteUpdates {
  private isReady = false;
  private isTakingOver = false;
  private registration: ServiceWorkerRegistration | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly options: SiteUpdatesOptions) {}

  readonly get = (): boolean => this.isReady;

  readonly listen = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Once for a page. */
  begin(): void {
    const workers = this.options.workers();
    if (workers === undefined) return;
    const hadController = workers.controller !== null;
    workers.addEventListener('controllerchange', () => {
      if (this.isTakingOver) this.options.reload();
      // Another tab has loaded the new version: this one does it in its own time.
      else if (hadController) this.found();
    });
    setTimeout(() => void this.register(workers), START_AFTER_MS);
  }

  /** Loads the new version. */
  load(): void {
    const waiting = this.registration?.waiting;
    if (waiting == null) this.options.reload();
    else {
      this.isTakingOver = true;
      waiting.postMessage('take-over');
    }
  }

  private async register(workers: ServiceWorkerContainer): Promise<void> {
    try {
      await workers.register(`${siteBasePath()}service-worker.js`);
      this.registration = await workers.getRegistration(siteBasePath());
    } catch {
      return; // Storage is forbidden here, or the development server has no worker: the page goes on.
    }
    const { registration } = this;
    if (registration === undefined) return;
    if (registration.waiting !== null && workers.controller !== null) this.found();
    registration.addEventListener('updatefound', () => {
      const { installing } = registration;
      installing?.addEventListener('statechange', () => {
        if (installing.state === 'installed' && workers.controller !== null) this.found();
      });
    });
    setInterval(() => void this.check(), CHECK_EVERY_MS);
  }

  private async check(): Promise<void> {
    try {
      await this.registration?.update();
    } catch {
      // The platform is away: it is asked again.
    }
  }

  private found(): void {
    this.isReady = true;
    for (const listener of this.listeners) listener();
  }
}
