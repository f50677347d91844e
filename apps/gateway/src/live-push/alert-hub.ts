import { type AlertEvent, STREAMS } from '@eagle/contracts/bus';
import type { OrganizationId, StreamIncarnation } from '@eagle/contracts/domain';
import type { AlertPush } from '@eagle/contracts/socket';
import type { Bus, BusMessage, OrderedConsumer } from '@eagle/messaging';
import { BUS, Logger, Metrics } from '@eagle/service-kit';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { AlertRepository } from '../alerts/alert.repository.js';
import { METRICS } from '../declared-metrics.js';
import { onceThere } from '../operations/once-there.js';
import { CLOCK, type Clock } from '../ports.js';
import { CatchingUp } from './catching-up.js';
import { LiveClients } from './live-clients.js';
import { StandingAlertsReader, type StandingAlerts } from './standing-alerts.js';
import { alertPushOf, StreamAlertHistory, streamRestarted } from './stream-alert-history.js';

/** How often late changes are checked for a summary that is due. */
const CAUGHT_UP_CHECK_MS = 500;

/**
 * Passes every alert event of every organization to the sessions of this replica, as it happens.
 * Each replica follows the whole stream, so a client may be connected to any of them.
 */
@Injectable()
export class AlertHub implements OnModuleInit, OnModuleDestroy {
  /** Null until the stream exists. */
  private stream: StreamAlertHistory | null = null;
  private readonly seen = new Map<OrganizationId, number>();
  private readonly catchingUp = new CatchingUp((summary) => {
    for (const { client } of this.clients.of(summary.organizationId)) client.sendCaughtUp(summary);
  });
  private consumer: OrderedConsumer | null = null;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    @Inject(BUS) private readonly bus: Bus,
    @Inject(LiveClients) private readonly clients: LiveClients,
    @Inject(AlertRepository) private readonly alerts: AlertRepository,
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    this.timer = setInterval(() => this.catchingUp.due(performance.now()), CAUGHT_UP_CHECK_MS);
    const consumer = await onceThere(this.logger, 'stream of alerts', () =>
      this.bus.follow(STREAMS.alerts, {
        from: 'new',
        onMessage: (message) => this.take(message),
        onGap: (gap) => {
          // Sessions continue after what they sent; a stream that began anew counts from 1 again.
          if (gap.reason === 'stream-restarted') this.restart(gap.incarnation);
        },
      }),
    );
    this.consumer = consumer;
    this.stream = this.historyOf(consumer.incarnation);
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    await this.consumer?.stop();
  }

  /**
   * The stream that is followed now. It is another object once the stream began anew: positions of
   * the former stream say nothing about it.
   * @throws AppError `PUSH.STREAM_RESTARTED` (unavailable) before it is there.
   */
  get history(): StreamAlertHistory {
    if (this.stream === null) throw streamRestarted();
    return this.stream;
  }

  /** Newest sequence of the organization in this replica; 0 before the first. */
  seenSequence(organizationId: OrganizationId): number {
    return this.seen.get(organizationId) ?? 0;
  }

  private take(message: BusMessage<AlertEvent>): void {
    const { organizationId, sequence } = message;
    this.seen.set(organizationId, sequence);
    if (!this.clients.has(organizationId)) return;
    const event = message.decode();
    const push: AlertPush = alertPushOf(event, sequence);
    this.catchingUp.take(event, performance.now());
    let sockets = 0;
    for (const { session } of this.clients.of(organizationId)) {
      session.offer(push);
      sockets += 1;
    }
    this.measure(event, sockets);
  }

  private historyOf(incarnation: StreamIncarnation): StreamAlertHistory {
    const standing = new StandingAlertsReader(
      (organizationId) => this.alerts.standing(organizationId),
      () => performance.now(),
    );
    return new StreamAlertHistory(
      this.bus,
      incarnation,
      (organizationId) => this.seenSequence(organizationId),
      (organizationId, newestSequence) => this.standingOf(standing, organizationId, newestSequence),
    );
  }

  /**
   * Without an answer no alert counts as past: a client that resumes is notified once too often
   * rather than never.
   */
  private async standingOf(
    standing: StandingAlertsReader,
    organizationId: OrganizationId,
    newestSequence: number,
  ): Promise<StandingAlerts> {
    try {
      return await standing.of(organizationId, newestSequence);
    } catch (error) {
      this.logger.warn(
        { error, organizationId },
        'A replay cannot mark past alerts: the database gave no answer',
      );
      return { asOfSequence: 0, ids: new Set() };
    }
  }

  private measure(event: AlertEvent, sockets: number): void {
    const nowMs = this.clock();
    this.metrics.counter(METRICS.alertPushes).inc(sockets);
    this.metrics
      .histogram(METRICS.decidedToSocketSeconds)
      .observe(Math.max(0, nowMs - event.decidedAtMs) / 1_000);
    if (event.readAtMs === null) return;
    this.metrics.histogram(METRICS.readToSocketSeconds).observe(Math.max(0, nowMs - event.readAtMs) / 1_000);
  }

  /** Positions of the former stream mean nothing: clients connect again and learn the new one. */
  private restart(incarnation: StreamIncarnation): void {
    this.seen.clear();
    this.stream = this.historyOf(incarnation);
    for (const { client } of [...this.clients.all()]) client.end('interrupted');
  }
}
