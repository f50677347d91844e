import { setTimeout as delay } from 'node:timers/promises';
import type { Bus } from '@eagle/messaging';
import { type Database, openDatabase } from '@eagle/persistence';
import { HealthRegistry, Logger } from '@eagle/service-kit';
import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { GatewayConfig } from '../config.js';
import { BUS, DATABASE } from '../ports.js';

/** How long a stream or bucket that is read here may take until it is there. */
const THERE_MS_MAX = 60_000;
const TRY_AGAIN_MS = 250;

export function openGatewayDatabase(config: GatewayConfig): Database {
  return openDatabase({
    url: config.DATABASE_URL.reveal(),
    poolMax: config.DATABASE_POOL_MAX,
    applicationName: config.REPLICA,
  });
}

/** Streams and buckets are made by another process. @throws what the last try threw. */
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

  async onModuleInit(): Promise<void> {
    await this.database.prepareEdits();
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
