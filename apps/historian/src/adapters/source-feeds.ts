import { BUCKETS } from '@eagle/contracts/bus';
import { openFeed, type FeedConnection } from '@eagle/feeds';
import type { Bus } from '@eagle/messaging';
import { FeedPasswords } from '@eagle/service-kit';
import { outboundNetworks, type AllowedNetworks } from '@eagle/service-kit/outbound';
import type { HistorianConfig } from '../config.js';
import type { ReadableConfig } from '../take-over/readable-config.js';

/** Connections to the sources of organizations, for reading their history. */
export class SourceFeeds {
  private readonly passwords: FeedPasswords;
  private readonly networks: AllowedNetworks;

  constructor(bus: Bus, config: HistorianConfig) {
    this.passwords = new FeedPasswords(bus.bucket(BUCKETS.feedCredentials), config.SECRETS_KEY);
    this.networks = outboundNetworks(config, [config.NATS_URL, config.DATABASE_URL.reveal()]);
  }

  /** With the password of now. @throws AppError `FEED.PASSWORD_UNKNOWN` (invalid) */
  async open({ organizationId, feed }: ReadableConfig): Promise<FeedConnection> {
    const password = await this.passwords.stored(organizationId, feed);
    return openFeed(feed, password, { applicationName: 'eagle-historian', networks: this.networks });
  }
}
