import { setTimeout as delay } from 'node:timers/promises';
import { BUCKETS } from '@eagle/contracts';
import { type Bus, connectBus } from '@eagle/messaging';
import { type Database, openDatabase } from '@eagle/persistence';
import { HealthRegistry, Logger } from '@eagle/service-kit';
import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { GatewayConfig } from '../config.js';
import { BUS, DATABASE } from '../ports.js';

/** How long another service may take to make the stream or bucket that is read here. */
const THERE_MS_MAX = 60_000;
const TRY_AGAIN_MS = 250;

export async function openBus(config: GatewayConfig, logger: Logger): Promise<Bus> {
  const bus = await connectBus({
    url: config.NATS_URL,
    name: config.REPLICA,
    logger,
    ...(config.NATS_USER === undefined ? {} : { user: config.NATS_USER }),
    ...(config.NATS_PASSWORD === undefined ? {} : { password: config.NATS_PASSWORD.reveal() }),
  });
  await bus.ensureStreams('events');
  await bus.ensureBuckets(BUCKETS.config, BUCKETS.feedCredentials);
  return bus;
}

export function openGatewayDatabase(config: GatewayConfig): Database {
  return openDatabase({
    url: config.DATABASE_URL.reveal(),
    poolMax: config.DATABASE_POOL_MAX,
    applicationName: config.REPLICA,
  });
}

/** Streams and buckets are made by those who write them, and services start in any order. @throws what the last try threw. */
export async function onceThere<T>(logger: Logger, what: string, open: () => Promise<T>): Promise<T> {
  const end = performance.now() + THERE_MS_MAX;
  for (;;) {
    try {
      return await open();
    } catch (error) {
      if (performance.now() > end) throw error;
      logger.info({ error, what }, 'Not there yet');
    }
    await delay(TRY_AGAIN_MS);
  }
}

/** Readiness by the connections, and their end, last of all. */
@Injectable()
export class Connections implements OnModuleInit, OnApplicationShutdown {
  constructor(
    @Inject(BUS) private readonly bus: Bus,
    @Inject(DATABASE) private readonly database: Database,
    @Inject(HealthRegistry) private readonly health: HealthRegistry,
  ) {}

  onModuleInit(): void {
    this.health.register('bus', () =>
      this.bus.connected ? { ok: true } : { ok: false, reason: 'not connected to the bus' },
    );
    this.health.register('database', async () => {
      await this.database.ping();
      return { ok: true };
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.bus.close();
    await this.database.close();
  }
}
