import { alertEventOf, type Change } from '@eagle/alerts';
import type { AlertEvent } from '@eagle/contracts/bus';
import { AppError, type Alert, type AssetId } from '@eagle/contracts/domain';
import type { Bus } from '@eagle/messaging';
import type { Logger } from '@eagle/service-kit';
import { believedNow } from '@eagle/service-kit/clocks';
import type { AlertNote, AlertStore, Commit, PersonalAction, Positions } from '../alert-store.js';
import type { AlertingMetrics } from '../alerting-metrics.js';
import { CommitRescue, type SetAside } from './commit-rescue.js';
import { Draft } from './draft.js';
import { EventPublisher } from './event-publisher.js';
import type { OrganizationState } from './organization-state.js';
import { isFenced, isRefusal } from './refusal.js';
import { retryUntil } from './retry-until.js';

/** Events that may wait for the database or the bus before reading pauses. */
const BACKLOG_MAX = 5_000;

export interface WriterPorts {
  readonly store: AlertStore;
  readonly bus: Bus;
  readonly logger: Logger;
  readonly metrics: AlertingMetrics;
  /** Revision of the lease under which this process writes. */
  readonly fence: number;
  /** Called when another process has taken over. */
  readonly onFenced: () => void;
}

/** What was done about data that the database refuses, for people. */
const SET_ASIDE_TEXTS: Record<SetAside | 'event' | 'unreadable', string> = {
  mended: 'it was written without the characters that cannot be stored',
  alert: 'one change of an alert is set aside, all others are written',
  note: 'one note is set aside, all else is written',
  memory: 'its progress is not written; the next rows retry the write',
  positions: 'the stream positions are not written; the write is retried',
  event: 'one change of an alert cannot be sent and is set aside, all others are sent',
  unreadable: 'its stored state cannot be read, its rules start anew',
};
/** How long readiness reports it. */
const REMARK_KEPT_MS = 15 * 60_000;

/**
 * Writes one organization's decisions in order, one transaction at a time. Decisions made meanwhile
 * go into the next transaction. Deciding waits for the writer only at an upper bound.
 */
export class OrganizationWriter {
  private draft = new Draft();
  private inFlight: Draft | null = null;
  private running: Promise<void> | null = null;
  private readonly abort = new AbortController();
  private readonly publisher: EventPublisher;
  /** Why the last attempt failed; null while all is well. */
  problem: string | null = null;
  private remark: { readonly text: string; readonly atMs: number } | null = null;

  constructor(
    private readonly state: OrganizationState,
    private readonly ports: WriterPorts,
  ) {
    const { bus, store, metrics } = ports;
    this.publisher = new EventPublisher(
      state.organizationId,
      bus,
      store,
      metrics,
      this.abort.signal,
      (error) => this.stumbled('An alert could not be published; the publication is retried', error),
      ({ alert }, error) => this.setAside('event', alert.assetId, error),
    );
  }

  get isCrowded(): boolean {
    return this.draft.events.length + this.publisher.backlog > BACKLOG_MAX;
  }

  /** Adds decisions to the next commit. `readAtMs` of each change gives its age. */
  note(
    changes: readonly Change[],
    notes: readonly AlertNote[] = [],
    actions: readonly PersonalAction[] = [],
  ): void {
    if (changes.length + notes.length === 0) return;
    const decidedAtMs = believedNow();
    const { draft } = this;
    for (const change of changes) {
      draft.alerts.set(change.alert.id, change.alert);
      draft.assets.add(change.alert.assetId);
      if (change.sent) draft.events.push(alertEventOf(change, decidedAtMs));
      else this.ports.metrics.repetitionsHeld.inc();
      this.ports.metrics.changes.inc({ change: change.change });
    }
    draft.notes.push(...notes);
    draft.actions.push(...actions);
    this.start();
  }

  /** Adds decisions and waits for their commit. @throws the refusal of the database */
  async writeThrough(
    changes: readonly Change[],
    notes: readonly AlertNote[] = [],
    actions: readonly PersonalAction[] = [],
  ): Promise<void> {
    this.note(changes, notes, actions);
    const { draft } = this;
    await this.settled();
    for (const id of [...changes.map(({ alert }) => alert.id), ...notes.map(({ alertId }) => alertId)])
      if (draft.leftOut.has(id)) throw refusedText(draft.leftOut.get(id));
  }

  /** One sentence on what was recently set aside; null where nothing was. */
  get recentRemark(): string | null {
    const { remark } = this;
    return remark !== null && performance.now() - remark.atMs < REMARK_KEPT_MS ? remark.text : null;
  }

  /**
   * Writes the state of every asset that changed, with the stream positions up to which the states
   * are complete.
   */
  async flush(positions: Positions): Promise<void> {
    if (this.state.moved.size > 0) {
      this.draft.positions = positions;
      this.start();
    }
    await this.settled();
  }

  /** Resolves when all decisions so far are committed. */
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

  /** Publishes events that an earlier process committed and perhaps did not publish. */
  publishAgain(events: readonly AlertEvent[]): void {
    if (events.length === 0) return;
    this.ports.metrics.eventsPublishedAgain.inc(events.length);
    this.publisher.publish(events);
  }

  /** Reports what could not be loaded. */
  reportUnreadable(assets: readonly AssetId[]): void {
    for (const assetId of assets) this.setAside('unreadable', assetId, null);
  }

  /** Stops at once: nothing further is written or published. */
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
    // Rows of the same message are decided in one tick of the event loop: collect them.
    await Promise.resolve();
    while (!this.draft.isEmpty && !this.abort.signal.aborted) {
      const draft = this.draft;
      this.draft = new Draft();
      this.inFlight = draft;
      await this.commit(draft);
      this.inFlight = null;
    }
    if (this.abort.signal.aborted) this.draft.done.reject(abandoned());
  }

  private compose(draft: Draft): Commit {
    const { state } = this;
    const assets = draft.positions === null ? draft.assets : new Set([...state.moved, ...draft.assets]);
    const memories: { assetId: AssetId; json: string }[] = [];
    for (const assetId of assets) {
      const memory = state.memories.get(assetId);
      if (memory !== undefined) memories.push({ assetId: memory.assetId, json: JSON.stringify(memory) });
      state.moved.delete(assetId);
    }
    const { alerts, events, notes, actions, positions } = draft;
    const held = positions === null ? null : state.holding(positions);
    return { alerts: [...alerts.values()], events, notes, actions, memories, positions: held };
  }

  private async commit(draft: Draft): Promise<void> {
    const { metrics } = this.ports;
    try {
      const events = await this.written(draft, this.compose(draft));
      this.problem = null;
      metrics.commits.inc();
      draft.done.resolve();
      if (events.length > 0) this.publisher.publish(events);
    } catch (error) {
      this.failed(error, draft);
      draft.done.reject(error);
    }
  }

  /** Writes a commit, or what can be saved of a refused one. @returns the events to publish */
  private async written(draft: Draft, commit: Commit): Promise<readonly AlertEvent[]> {
    try {
      await this.write(commit);
      return commit.events;
    } catch (error) {
      if (!isRefusal(error)) throw error;
    }
    this.ports.metrics.commitsRefused.inc();
    const rescue = new CommitRescue({
      write: (part) => this.write(part),
      stored: (alert) => this.stored(alert),
      memoryOf: (assetId) => this.state.memories.get(assetId),
      onSetAside: (what, assetId, error) => this.setAside(what, assetId, error),
    });
    const { events, leftOut } = await rescue.rescue(commit);
    draft.leftOut = leftOut;
    return events;
  }

  private async write(commit: Commit): Promise<void> {
    const { store, fence } = this.ports;
    await this.untilAnswered(
      () => store.commit(this.state.organizationId, fence, commit),
      (error) => isRefusal(error) || isFenced(error),
    );
  }

  /** An alert that can no longer be read counts as absent. */
  private async stored(alert: Alert): Promise<Alert | null> {
    const { store } = this.ports;
    return this.untilAnswered(
      () => store.findAlert(this.state.organizationId, alert.id),
      (error) => !(error instanceof AppError),
    ).catch((error: unknown) => {
      if (error instanceof AppError) throw error;
      return null;
    });
  }

  private untilAnswered<T>(attempt: () => Promise<T>, isFinal: (error: unknown) => boolean): Promise<T> {
    return retryUntil(
      attempt,
      this.abort.signal,
      (error) => {
        this.ports.metrics.commitFailures.inc();
        this.stumbled('Decisions could not be committed; the commit is retried', error);
      },
      isFinal,
    );
  }

  /** Reports and counts a problem of this organization alone; the replica stays ready. */
  private setAside(what: keyof typeof SET_ASIDE_TEXTS, assetId: AssetId | null, error: unknown): void {
    const { organizationId } = this.state;
    const { logger, metrics } = this.ports;
    const text = `Something of organization ${organizationId}${assetId === null ? '' : `, asset ${assetId}`} cannot be kept as it is: ${SET_ASIDE_TEXTS[what]}.`;
    metrics.decisionsSetAside.inc({ organization: organizationId, what });
    this.remark = { text, atMs: performance.now() };
    logger.error({ organizationId, assetId, what, error }, text);
  }

  private failed(error: unknown, draft: Draft): void {
    if (isFenced(error)) return this.ports.onFenced();
    if (this.abort.signal.aborted) return;
    for (const assetId of draft.assets) this.state.moved.add(assetId);
    this.stumbled('Decisions could not be committed', error);
  }

  private stumbled(what: string, error: unknown): void {
    const { organizationId } = this.state;
    this.problem = what;
    this.ports.logger.warn({ organizationId, error }, what);
  }
}

const refusedText = (cause: unknown): AppError =>
  new AppError(
    'ALERTING.REFUSED',
    'The database refuses this text; write it without special characters.',
    {},
    { cause },
  );

const abandoned = (): AppError =>
  new AppError('ALERTING.STOPPED', 'Alerting is stopping; try again in a moment.');
