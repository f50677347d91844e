import { alertEventOf, type Change } from '@eagle/alerts';
import { AppError, type Alert, type AlertEvent, type AssetId } from '@eagle/contracts';
import type { Bus } from '@eagle/messaging';
import type { Logger } from '@eagle/service-kit';
import type { AlertNote, AlertStore, Commit, Positions } from '../alert-store.js';
import type { AlertingMetrics } from '../alerting-metrics.js';
import { EventPublisher } from './event-publisher.js';
import type { OrganizationBook } from './organization-book.js';
import { retryUntil } from './retry-until.js';

/** Events that may wait for the database or the bus before reading on has to wait. */
const BACKLOG_MAX = 5_000;

export interface WriterPorts {
  readonly store: AlertStore;
  readonly bus: Bus;
  readonly logger: Logger;
  readonly metrics: AlertingMetrics;
  /** Revision of the lease under which this process writes. */
  readonly fence: number;
  /** Another process has taken over. */
  readonly onFenced: () => void;
}

/** What has been decided and is not yet on its way to the database. */
class Draft {
  readonly alerts = new Map<string, Alert>();
  readonly events: AlertEvent[] = [];
  readonly notes: AlertNote[] = [];
  readonly assets = new Set<string>();
  positions: Positions | null = null;
  readonly done = Promise.withResolvers<void>();

  constructor() {
    // Whoever wants to know awaits `settled()`; nobody else has to.
    this.done.promise.catch(() => undefined);
  }

  get isEmpty(): boolean {
    return this.events.length + this.alerts.size + this.notes.length === 0 && this.positions === null;
  }
}

/**
 * Writes one organization's decisions in order, one transaction at a time; what is decided meanwhile goes into the next one. Deciding never
 * waits for it, up to a bound.
 */
export class OrganizationWriter {
  private draft = new Draft();
  private inFlight: Draft | null = null;
  private running: Promise<void> | null = null;
  private readonly abort = new AbortController();
  private readonly publisher: EventPublisher;
  /** Why the last attempt failed; null while all is well. */
  problem: string | null = null;

  constructor(
    private readonly book: OrganizationBook,
    private readonly ports: WriterPorts,
  ) {
    const { bus, store, metrics } = ports;
    this.publisher = new EventPublisher(
      book.organizationId,
      bus,
      store,
      metrics,
      this.abort.signal,
      (error) => this.stumbled('An alert could not be published; it is tried again', error),
    );
  }

  get isCrowded(): boolean {
    return this.draft.events.length + this.publisher.backlog > BACKLOG_MAX;
  }

  /** Adds decisions to what will be committed next. `readAtMs` of each change tells its age. */
  note(changes: readonly Change[], notes: readonly AlertNote[] = []): void {
    if (changes.length + notes.length === 0) return;
    const decidedAtMs = Date.now();
    const { draft } = this;
    for (const change of changes) {
      draft.alerts.set(change.alert.id, change.alert);
      draft.assets.add(change.alert.assetId);
      if (change.sent) draft.events.push(alertEventOf(change, decidedAtMs));
      else this.ports.metrics.repetitionsHeld.inc();
      this.ports.metrics.changes.inc({ change: change.change });
    }
    draft.notes.push(...notes);
    this.start();
  }

  /** The same, and waits for the commit. @throws what the database refuses */
  async write(changes: readonly Change[], notes: readonly AlertNote[]): Promise<void> {
    this.note(changes, notes);
    await this.settled();
  }

  /** Writes the memory of every asset that moved, with the stream positions up to which they are complete. */
  async flush(positions: Positions): Promise<void> {
    if (this.book.moved.size > 0) {
      this.draft.positions = positions;
      this.start();
    }
    await this.settled();
  }

  /** Resolves when all that has been decided so far is committed. */
  async settled(): Promise<void> {
    const { inFlight, draft } = this;
    if (inFlight !== null) await inFlight.done.promise;
    if (!draft.isEmpty) await draft.done.promise;
  }

  /** Resolves when reading may go on. */
  async room(): Promise<void> {
    await this.settled();
    await this.publisher.idle();
  }

  /** Publishes what an earlier process committed and perhaps did not publish. */
  publishAgain(events: readonly AlertEvent[]): void {
    if (events.length === 0) return;
    this.ports.metrics.eventsPublishedAgain.inc(events.length);
    this.publisher.publish(events);
  }

  /** Lets go at once: nothing further is written or published. */
  abandon(): void {
    this.abort.abort();
  }

  private start(): void {
    if (this.abort.signal.aborted) return;
    this.running ??= this.run().finally(() => {
      this.running = null;
    });
  }

  private async run(): Promise<void> {
    // Rows of the same message decide in one turn of the event loop: let them come together.
    await Promise.resolve();
    while (!this.draft.isEmpty && !this.abort.signal.aborted) {
      const draft = this.draft;
      this.draft = new Draft();
      this.inFlight = draft;
      await this.commit(draft, this.compose(draft));
      this.inFlight = null;
    }
    if (this.abort.signal.aborted) this.draft.done.reject(abandoned());
  }

  private compose(draft: Draft): Commit {
    const { book } = this;
    const assets = draft.positions === null ? draft.assets : new Set([...book.moved, ...draft.assets]);
    const memories: { assetId: AssetId; json: string }[] = [];
    for (const assetId of assets) {
      const memory = book.memories.get(assetId);
      if (memory !== undefined) memories.push({ assetId: memory.assetId, json: JSON.stringify(memory) });
      book.moved.delete(assetId);
    }
    const { alerts, events, notes, positions } = draft;
    return { alerts: [...alerts.values()], events, notes, memories, positions };
  }

  private async commit(draft: Draft, commit: Commit): Promise<void> {
    const { store, metrics, fence } = this.ports;
    const { organizationId } = this.book;
    try {
      await retryUntil(
        () => store.commit(organizationId, fence, commit),
        this.abort.signal,
        (error) => {
          metrics.commitFailures.inc();
          this.stumbled('Decisions could not be committed; it is tried again', error);
        },
      );
      this.problem = null;
      metrics.commits.inc();
      draft.done.resolve();
      if (commit.events.length > 0) this.publisher.publish(commit.events);
    } catch (error) {
      this.refused(error, commit);
      draft.done.reject(error);
    }
  }

  private refused(error: unknown, commit: Commit): void {
    if (error instanceof AppError && error.code === 'ALERTING.FENCED') return this.ports.onFenced();
    if (this.abort.signal.aborted) return;
    for (const { assetId } of commit.memories) this.book.moved.add(assetId);
    this.ports.metrics.commitsRefused.inc();
    this.stumbled('The database refuses decisions; they are left out', error);
  }

  private stumbled(what: string, error: unknown): void {
    const { organizationId } = this.book;
    this.problem = what;
    this.ports.logger.warn({ organizationId, error }, what);
  }
}

const abandoned = (): AppError =>
  new AppError('ALERTING.STOPPED', 'unavailable', 'Alerting is stopping; ask again in a moment.');
