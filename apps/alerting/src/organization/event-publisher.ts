import { type AlertEvent, STREAMS } from '@eagle/contracts/bus';
import type { OrganizationId } from '@eagle/contracts/domain';
import type { Bus } from '@eagle/messaging';
import { believedNow } from '@eagle/service-kit/clocks';
import type { AlertStore } from '../alert-store.js';
import type { AlertingMetrics } from '../alerting-metrics.js';
import { isWorthRetrying, retryUntil } from './retry-until.js';

const BATCH_MAX = 256;

/**
 * Publishes one organization's committed events, those of one alert in order, and marks them published. A crash in between publishes
 * some again under the same message id, which the stream drops.
 */
export class EventPublisher {
  private readonly waiting: AlertEvent[] = [];
  private running: Promise<void> | null = null;

  constructor(
    private readonly organizationId: OrganizationId,
    private readonly bus: Bus,
    private readonly store: AlertStore,
    private readonly metrics: AlertingMetrics,
    private readonly signal: AbortSignal,
    private readonly onProblem: (error: unknown) => void,
    /** An event that the bus will never take; it stays unpublished in the database, the others go on. */
    private readonly onSetAside: (event: AlertEvent, error: unknown) => void,
  ) {}

  get backlog(): number {
    return this.waiting.length;
  }

  publish(events: readonly AlertEvent[]): void {
    this.waiting.push(...events);
    this.running ??= this.run().finally(() => {
      this.running = null;
    });
  }

  /** Resolves when nothing waits; what cannot be published stays unpublished in the database. */
  async idle(): Promise<void> {
    while (this.running !== null) await this.running;
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0 && !this.signal.aborted) {
      const batch = this.waiting.slice(0, BATCH_MAX);
      const setAside = new Set<string>();
      try {
        await retryUntil(
          () => this.publishBatch(batch, setAside),
          this.signal,
          (error) => this.failed(error),
        );
        const eventIds = batch.map(({ eventId }) => eventId).filter((eventId) => !setAside.has(eventId));
        await retryUntil(
          () => this.store.markPublished(this.organizationId, eventIds),
          this.signal,
          this.onProblem,
        );
      } catch (error) {
        if (!this.signal.aborted) this.failed(error);
      }
      this.waiting.splice(0, batch.length);
    }
  }

  /** In the order of the commits, without waiting for one before the next, except that an alert's change waits for its last one. */
  private async publishBatch(batch: readonly AlertEvent[], setAside: Set<string>): Promise<void> {
    const inFlight = new Map<string, Promise<void>>();
    for (const event of batch) {
      await inFlight.get(event.alert.id);
      if (setAside.has(event.eventId)) continue;
      const publication = this.publishOne(event, setAside);
      // Awaited below or by the alert's next change; until then a failure has nobody else to hear of it.
      publication.catch(() => undefined);
      inFlight.set(event.alert.id, publication);
    }
    await Promise.all(inFlight.values());
  }

  /** @throws what is worth trying again */
  private async publishOne(event: AlertEvent, setAside: Set<string>): Promise<void> {
    const subject = STREAMS.alerts.subject(this.organizationId, event.change);
    try {
      await this.bus.publish(subject, event.eventId, STREAMS.alerts.codec.encode(event));
    } catch (error) {
      if (this.signal.aborted || isWorthRetrying(error)) throw error;
      setAside.add(event.eventId);
      this.onSetAside(event, error);
      return;
    }
    this.metrics.eventsPublished.inc();
    if (event.readAtMs !== null)
      this.metrics.publishLatencySeconds.observe((believedNow() - event.readAtMs) / 1_000);
  }

  private failed(error: unknown): void {
    this.metrics.publishFailures.inc();
    this.onProblem(error);
  }
}
