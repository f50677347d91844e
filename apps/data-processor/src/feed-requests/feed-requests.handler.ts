import { RPC, type Feed } from '@eagle/contracts';
import { openFeed, type FeedConnection } from '@eagle/feeds';
import type { Bus, Subscription } from '@eagle/messaging';
import { CONFIG, messageOf, openSecret } from '@eagle/service-kit';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { BUS } from '../bus.provider.js';
import type { Config } from '../config.js';

/** Answers questions about connections that are being set up: does it work, what tables and columns are there. */
@Injectable()
export class FeedRequestsHandler implements OnModuleInit, OnModuleDestroy {
  private readonly subscriptions: Subscription[] = [];

  constructor(
    @Inject(BUS) private readonly bus: Bus,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async onModuleInit(): Promise<void> {
    this.subscriptions.push(
      await this.bus.serve(RPC.testFeed, async ({ feed, table }) => {
        try {
          return await this.using(feed, (connection) => connection.test(table));
        } catch (error) {
          // Only the sealed password can fail here.
          return {
            ok: false,
            problem: 'wrong-credentials' as const,
            reason: `${messageOf(error)}.`,
            latencyMs: 0,
          };
        }
      }),
      await this.bus.serve(RPC.discoverFeed, ({ feed, table }) =>
        this.using(feed, async (connection) => {
          const { tables, columns } = await connection.discover(table);
          return { tables: [...tables], columns: columns.map((column) => ({ ...column })) };
        }),
      ),
    );
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.subscriptions.map((subscription) => subscription.stop()));
  }

  private async using<T>(feed: Feed, ask: (connection: FeedConnection) => Promise<T>): Promise<T> {
    const password = openSecret(feed.passwordSealed, this.config.SECRETS_KEY.reveal());
    const connection = openFeed(feed, password, { applicationName: `eagle-notifier ${this.config.REPLICA}` });
    try {
      return await ask(connection);
    } finally {
      await connection.close();
    }
  }
}
