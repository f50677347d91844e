import { BUCKETS } from '@eagle/contracts/bus';
import type { Bus } from '@eagle/messaging';
import { BUS, CONFIG, FeedPasswords } from '@eagle/service-kit';
import { AllowedNetworks, outboundNetworks } from '@eagle/service-kit/outbound';
import type { Config } from './config.js';

export const feedPasswordsProvider = {
  provide: FeedPasswords,
  inject: [BUS, CONFIG],
  useFactory: (bus: Bus, config: Config): FeedPasswords =>
    new FeedPasswords(bus.bucket(BUCKETS.feedCredentials), config.SECRETS_KEY),
};

/** The network addresses that feeds may connect to. */
export const networksProvider = {
  provide: AllowedNetworks,
  inject: [CONFIG],
  useFactory: (config: Config): AllowedNetworks => outboundNetworks(config, [config.NATS_URL]),
};
