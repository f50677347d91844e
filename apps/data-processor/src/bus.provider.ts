import { BUCKETS } from '@eagle/contracts/bus';
import type { Bus } from '@eagle/messaging';
import { CONFIG, FeedPasswords } from '@eagle/service-kit';
import { AllowedNetworks, outboundNetworks } from '@eagle/service-kit/outbound';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Config } from './config.js';

/** Injection token of the service's connection to the bus. */
export const BUS = Symbol('BUS');

export const feedPasswordsProvider = {
  provide: FeedPasswords,
  inject: [BUS, CONFIG],
  useFactory: (bus: Bus, config: Config): FeedPasswords =>
    new FeedPasswords(bus.bucket(BUCKETS.feedCredentials), config.SECRETS_KEY),
};

/** Where feeds may lead. */
export const networksProvider = {
  provide: AllowedNetworks,
  inject: [CONFIG],
  useFactory: (config: Config): AllowedNetworks => outboundNetworks(config, [config.NATS_URL]),
};

/** Closes the bus last, when everything that publishes has stopped. */
@Injectable()
export class BusCloser implements OnApplicationShutdown {
  constructor(@Inject(BUS) private readonly bus: Bus) {}

  async onApplicationShutdown(): Promise<void> {
    await this.bus.close();
  }
}
