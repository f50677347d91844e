import { BUCKETS, feedCredentialsSchema } from '@eagle/contracts';
import { connectBus, type Bus } from '@eagle/messaging';
import { CONFIG, FeedPasswords, HealthRegistry, Logger } from '@eagle/service-kit';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Config } from './config.js';

/** Injection token of the service's connection to the bus. */
export const BUS = Symbol('BUS');

export const busProvider = {
  provide: BUS,
  inject: [CONFIG, Logger, HealthRegistry],
  useFactory: async (config: Config, logger: Logger, health: HealthRegistry): Promise<Bus> => {
    const bus = await connectBus({
      url: config.NATS_URL,
      ...(config.NATS_USER === undefined ? {} : { user: config.NATS_USER }),
      ...(config.NATS_PASSWORD === undefined ? {} : { password: config.NATS_PASSWORD.reveal() }),
      name: config.REPLICA,
      logger,
    });
    health.register('bus', () => ({ ok: bus.connected, reason: 'not connected to NATS' }));
    return bus;
  },
};

export const feedPasswordsProvider = {
  provide: FeedPasswords,
  inject: [BUS, CONFIG],
  useFactory: (bus: Bus, config: Config): FeedPasswords =>
    new FeedPasswords(bus.bucket(BUCKETS.feedCredentials, feedCredentialsSchema), config.SECRETS_KEY),
};

/** Closes the bus last, when everything that publishes has stopped. */
@Injectable()
export class BusCloser implements OnApplicationShutdown {
  constructor(@Inject(BUS) private readonly bus: Bus) {}

  async onApplicationShutdown(): Promise<void> {
    await this.bus.close();
  }
}
