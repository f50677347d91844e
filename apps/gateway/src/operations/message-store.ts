import type { BrokerHealth, Bus } from '@eagle/messaging';
import { BUS, HealthRegistry, Logger, Metrics } from '@eagle/service-kit';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { METRICS } from '../declared-metrics.js';

const LOOK_EVERY_MS = 1_000;
/**
 * A restarting server answers within this time; the connection itself reports when the server is
 * gone.
 */
const NO_ANSWER_MS_MAX = 10_000;

/**
 * Whether the message server stores messages. Publishers do not learn it (they get no answer), and
 * no stream can carry it while nothing is stored. So the gateway, to which people are connected,
 * asks the server itself, once a second.
 */
@Injectable()
export class MessageStore implements OnModuleInit, OnModuleDestroy {
  /** One sentence for people; null while there is no problem. */
  problem: string | null = null;
  private readonly listeners = new Set<() => void>();
  private timer: NodeJS.Timeout | null = null;
  private unansweredSinceMs: number | null = null;
  private looking = false;

  constructor(
    @Inject(BUS) private readonly bus: Bus,
    @Inject(Logger) private readonly logger: Logger,
    @Inject(HealthRegistry) private readonly health: HealthRegistry,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.health.register('message-store', () =>
      this.problem === null ? { ok: true } : { ok: false, reason: this.problem },
    );
    this.metrics.gauge(METRICS.messageStoreOk, (gauge) => gauge.set(this.problem === null ? 1 : 0));
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS);
  }

  onModuleDestroy(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }

  /** Called whenever the problem changes. */
  onChange(listener: () => void): void {
    this.listeners.add(listener);
  }

  private async look(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    try {
      this.note(await this.bus.health());
    } finally {
      this.looking = false;
    }
  }

  private note(state: BrokerHealth): void {
    const problem = this.judge(state, performance.now());
    if (problem === this.problem) return;
    this.problem = problem;
    if (problem === null) this.logger.info({}, 'The message server stores messages again');
    else this.logger.error({ reason: problem }, 'The message server stores nothing');
    for (const listener of this.listeners) listener();
  }

  private judge(state: BrokerHealth, nowMs: number): string | null {
    if (state.ok) {
      this.unansweredSinceMs = null;
      return null;
    }
    if (state.problem !== 'no-answer') return state.reason;
    this.unansweredSinceMs ??= nowMs;
    return nowMs - this.unansweredSinceMs < NO_ANSWER_MS_MAX ? this.problem : state.reason;
  }
}
