import { AppError, type OrganizationConfig } from '@eagle/contracts/domain';
import { openFeed, RowMapper, type MappedScan } from '@eagle/feeds';
import type { HistoryRange, ScanHistory } from '@eagle/learning';
import type { FeedPasswords } from '@eagle/service-kit';
import type { AllowedNetworks } from '@eagle/service-kit/outbound';

/**
 * Reads an organization's past through its feed's connection, with the mapping code of the live
 * path.
 */
export class FeedHistory implements ScanHistory {
  /** @param now  Wall clock, milliseconds. */
  constructor(
    private readonly passwords: Pick<FeedPasswords, 'stored'>,
    private readonly networks: AllowedNetworks,
    private readonly now: () => number,
  ) {}

  async *read(
    config: OrganizationConfig,
    range: HistoryRange,
    signal: AbortSignal,
  ): AsyncGenerator<readonly MappedScan[]> {
    const { feed, mapping } = config;
    if (feed === null || mapping === null) {
      throw new AppError('FEED.NOT_CONFIGURED', 'The organization has no feed with a mapping yet.');
    }
    const mapper = new RowMapper(config);
    const readAtMs = this.now();
    const password = await this.passwords.stored(config.organizationId, feed);
    const { networks } = this;
    const connection = openFeed(feed, password, { applicationName: 'eagle-training', networks });
    try {
      for await (const rows of connection.history(mapping, range)) {
        if (signal.aborted) return;
        yield mapper.map(rows, readAtMs).scans;
        // A page is processed without interruption: let health checks and heartbeats run between
        // two pages.
        await new Promise((resolve) => setImmediate(resolve));
      }
      yield mapper.flush(Infinity).scans;
    } finally {
      await connection.close();
    }
  }
}
