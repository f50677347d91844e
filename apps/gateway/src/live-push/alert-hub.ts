import { type AlertEvent, type AlertPush, type OrganizationId } from '@eagle/contracts';
import type { Bus, BusMessage, Follower } from '@eagle/messaging';
import { Logger, Metrics } from '@eagle/service-kit';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { onceThere } from '../operations/connections.js';
import { BUS, CLOCK, type Clock } from '../ports.js';
import type { AlertHistory } from './alert-session.js';
import { LiveClients } from './live-clients.js';
import { alertEventOf, alertPushOf, StreamAlertHistory } from './stream-alert-history.js';

/**
 * Every alert event of every organization, as it happens, to the sessions of this replica. Each replica follows the whole stream for
 * itself, so it does not matter to which one a client is connected.
 */
@Injectable()
export class AlertHub implements OnModuleInit, OnModuleDestroy {
  readonly history: AlertHistory;
  private readonly seen = new Map<OrganizationId, number>();
  private follower: Follower | null = null;

  constructor(
    @Inject(BUS) private readonly bus: Bus,
    @Inject(LiveClients) private readonly clients: LiveClients,
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(Logger) private readonly logger: Logger,
  ) {
    this.history = new StreamAlertHistory(bus, (organizationId) => this.seenSequence(organizationId));
  }

  async onModuleInit(): Promise<void> {
    this.follower = await onceThere(this.logger, 'stream of alerts', () =>
      this.bus.follow('alerts', {
        from: 'new',
        onMessage: (message) => this.take(message),
        onGap: (gap) => {
          // Sessions go on from what they sent; a stream that began anew counts from 1 again.
          if (gap.reason === 'stream-restarted') this.restart();
        },
      }),
    );
  }

  async onModuleDestroy(): Promise<void> {
    await this.follower?.stop();
  }

  /** Newest sequence of the organization that came through here; 0 before the first. */
  seenSequence(organizationId: OrganizationId): number {
    return this.seen.get(organizationId) ?? 0;
  }

  private take(message: BusMessage): void {
    const { organizationId, sequence } = message;
    this.seen.set(organizationId, sequence);
    if (!this.clients.has(organizationId)) return;
    const event = alertEventOf(message);
    const push: AlertPush = alertPushOf(event, sequence);
    let sockets = 0;
    for (const { session } of this.clients.of(organizationId)) {
      session.offer(push);
      sockets += 1;
    }
    this.measure(event, sockets);
  }

  private measure(event: AlertEvent, sockets: number): void {
    const nowMs = this.clock();
    this.metrics.counter('eagle_gateway_alert_pushes_total', 'Alert events handed to sockets.').inc(sockets);
    this.metrics
      .histogram('eagle_gateway_decided_to_socket_seconds', 'From the decision of an alert to the socket.')
      .observe(Math.max(0, nowMs - event.decidedAtMs) / 1_000);
    if (event.readAtMs === null) return;
    this.metrics
      .histogram('eagle_gateway_read_to_socket_seconds', 'From the row read at the source to the socket.')
      .observe(Math.max(0, nowMs - event.readAtMs) / 1_000);
  }

  /** Positions of the stream that is gone mean nothing: clients connect again and learn the new one. */
  private restart(): void {
    this.seen.clear();
    for (const { client } of [...this.clients.all()]) client.end('interrupted');
  }
}
