import { type AlertEvent, STREAMS } from '@eagle/contracts/bus';
import type { OrganizationId } from '@eagle/contracts/domain';
import type { Bus } from '@eagle/messaging';
import { believedNow } from '@eagle/service-kit/clocks';
import type { AlertStore } from '../alert-store.js';
import type { AlertingMetrics } from '../alerting-metrics.js';
import { isWorthRetrying, retryUntil } from './retry-until.js';

const BATCH_MAX = 256;

/**
 * Publishes one organization's committed events, those of one alert in order, and marks them as
 * published. After a crash in between, some are published again under the same message id, and the
 * stream drops the duplicates.
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
    /**
     * Reports an event that the bus refuses permanently. It stays unpublished in the database; the
     * others are still published.
     */
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

  /**
   * Resolves when nothing waits. Events that cannot be published stay unpublished in the database.
   */
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

  /**
   * Publishes in the order of the commits without waiting in between, except that a change of an
   * alert waits for the previous one.
   */
  private async publishBatch(batch: readonly AlertEvent[], setAside: Set<string>): Promise<void> {
    const inFlight = new Map<string, Promise<void>>();
    for (const event of batch) {
      await inFlight.get(event.alert.id);
      if (setAside.has(event.eventId)) continue;
      const publication = this.publishOne(event, setAside);
      // Awaited below or by the alert's next change; until then nothing else handles a failure.
      publication.catch(() => undefined);
      inFlight.set(event.alert.id, publication);
    }
    await Promise.all(inFlight.values());
  }

  /** @throws an error that a retry may solve */
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
