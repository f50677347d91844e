import { VITALS_REQUESTS } from '@eagle/contracts/bus';
import { WORKING_SERVICES, type VitalReading, type WorkingService } from '@eagle/contracts/domain';
import type { ServiceVitals as ShownVitals } from '@eagle/contracts/rest';
import type { Bus } from '@eagle/messaging';
import { BUS, CONFIG, Logger } from '@eagle/service-kit';
import { believedNow } from '@eagle/service-kit/clocks';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { GatewayConfig } from '../../config.js';
import { ASK_EVERY_MS, ServiceWatch } from './service-watch.js';
import type { AskedAt } from './watched-replicas.js';

/** More answers than any installation gives: a question ends by its deadline. */
const ANSWERS_MAX = 64;

/**
 * Asks every replica of every service how it is, every ten seconds, and remembers the answers of
 * 15 minutes. It asks over the bus, whose server admits only services: no address is called, and
 * what anybody reads costs the services nothing.
 */
@Injectable()
export class ServiceVitals implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly watches: ReadonlyMap<WorkingService, ServiceWatch>;
  private readonly watchedSinceMs = believedNow();
  private askedAt: AskedAt | null = null;
  private asking: Promise<void> | null = null;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    @Inject(BUS) private readonly bus: Bus,
    @Inject(CONFIG) config: GatewayConfig,
    @Inject(Logger) private readonly logger: Logger,
  ) {
    this.watches = new Map(
      WORKING_SERVICES.map((service) => [
        service,
        new ServiceWatch(service, config.SERVICE_URLS.get(service)?.length ?? null),
      ]),
    );
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.ask(), ASK_EVERY_MS);
    void this.ask();
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    await this.asking;
  }

  /** Asks all services now; resolves when their deadline is over. One question at a time. */
  ask(): Promise<void> {
    this.asking ??= this.askAll().finally(() => {
      this.asking = null;
    });
    return this.asking;
  }

  report(): ShownVitals {
    return {
      watchedSince: new Date(this.watchedSinceMs).toISOString(),
      askedAt: this.askedAt === null ? null : new Date(this.askedAt.wallMs).toISOString(),
      askedEveryMs: ASK_EVERY_MS,
      answerMsMax: VITALS_REQUESTS.gateway.timeoutMs,
      services: [...this.watches.values()].filter((watch) => watch.isExpected).map((watch) => watch.report()),
    };
  }

  private async askAll(): Promise<void> {
    const at: AskedAt = { atMs: performance.now(), wallMs: believedNow() };
    await Promise.all([...this.watches].map(([service, watch]) => this.askOne(service, watch, at)));
    this.askedAt = at;
  }

  private async askOne(service: WorkingService, watch: ServiceWatch, at: AskedAt): Promise<void> {
    const readings: VitalReading[] = [];
    let unreadable = 0;
    for (const answer of await this.answersOf(service)) {
      if (answer.ok && answer.reply.service === service) readings.push(answer.reply);
      else unreadable += 1;
    }
    watch.note(at, readings, unreadable);
  }

  /** Where the bus is away, nobody answers; the health of the bus says why. */
  private async answersOf(service: WorkingService) {
    try {
      return await this.bus.askEach(VITALS_REQUESTS[service], {}, { expect: ANSWERS_MAX });
    } catch (error) {
      this.logger.debug({ error, service }, 'The vitals of a service could not be asked for');
      return [];
    }
  }
}
