import { RPC } from '@eagle/contracts/bus';
import { openFeed, type FeedConnection } from '@eagle/feeds';
import type { Bus, Subscription } from '@eagle/messaging';
import { BUS, CONFIG, FeedPasswords, messageOf } from '@eagle/service-kit';
import { AllowedNetworks } from '@eagle/service-kit/outbound';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Config } from '../config.js';
import type { z } from 'zod';

/** A feed to look at, with its password. */
type AskedFeed = Pick<z.output<typeof RPC.testFeed.request>, 'organizationId' | 'feed' | 'passwordSealed'>;

/** A statement of such a question ends before the one who asks has given up, so that the answer says what hung. */
const STATEMENT_TIMEOUT_MS_MAX = 5_000;

/** Answers questions about connections that are being set up: does it work, what tables and columns are there. */
@Injectable()
export class FeedRequestsHandler implements OnModuleInit, OnModuleDestroy {
  private readonly subscriptions: Subscription[] = [];
  private readonly open = new Set<FeedConnection>();

  constructor(
    @Inject(BUS) private readonly bus: Bus,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(FeedPasswords) private readonly passwords: FeedPasswords,
    @Inject(AllowedNetworks) private readonly networks: AllowedNetworks,
  ) {}

  async onModuleInit(): Promise<void> {
    this.subscriptions.push(
      await this.bus.serve(RPC.testFeed, async ({ table, mapping, ...asked }) => {
        try {
          return await this.using(asked, (connection) => connection.test(table, mapping));
        } catch (error) {
          // Only the sealed password can fail here.
          return {
            ok: false,
            problem: 'wrong-credentials' as const,
            reason: messageOf(error),
            latencyMs: 0,
          };
        }
      }),
      await this.bus.serve(RPC.discoverFeed, ({ table, ...asked }) =>
        this.using(asked, async (connection) => {
          const { tables, columns, cost } = await connection.discover(table);
          return { tables: [...tables], columns: columns.map((column) => ({ ...column })), cost };
        }),
      ),
    );
  }

  async onModuleDestroy(): Promise<void> {
    // A source that hangs must not hold up the stop.
    await Promise.all([...this.open].map((connection) => connection.close()));
    await Promise.all(this.subscriptions.map((subscription) => subscription.stop()));
  }

  private async using<T>(
    { organizationId, feed, passwordSealed }: AskedFeed,
    ask: (connection: FeedConnection) => Promise<T>,
  ): Promise<T> {
    const password = this.passwords.open(organizationId, feed, passwordSealed);
    const statementTimeoutMs = Math.min(feed.statementTimeoutMs, STATEMENT_TIMEOUT_MS_MAX);
    const connection = openFeed({ ...feed, statementTimeoutMs }, password, {
      applicationName: `eagle-notifier ${this.config.REPLICA}`,
      networks: this.networks,
    });
    this.open.add(connection);
    try {
      return await ask(connection);
    } finally {
      this.open.delete(connection);
      await connection.close();
    }
  }
}
