import { RPC } from '@eagle/contracts/bus';
import { openFeed, type FeedConnection } from '@eagle/feeds';
import {
  Answers,
  CONFIG,
  FeedPasswords,
  messageOf,
  Stopping,
  type ReplyOf,
  type RequestOf,
} from '@eagle/service-kit';
import { AllowedNetworks } from '@eagle/service-kit/outbound';
import { Controller, Inject } from '@nestjs/common';
import type { Config } from '../config.js';
import { dryRun } from './dry-run.js';

/** A feed to inspect, with its password. */
type AskedFeed = Pick<RequestOf<typeof RPC.testFeed>, 'organizationId' | 'feed' | 'passwordSealed'>;

/**
 * A statement of such a request ends before the caller times out, so that the answer names what
 * hung.
 */
const STATEMENT_TIMEOUT_MS_MAX = 5_000;

/**
 * Answers questions about connections that are being set up: does the connection work, which tables
 * and columns exist, what does a mapping make of the newest rows.
 */
@Controller()
export class FeedRequestsController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(FeedPasswords) private readonly passwords: FeedPasswords,
    @Inject(AllowedNetworks) private readonly networks: AllowedNetworks,
  ) {}

  @Answers(RPC.testFeed)
  async test(
    { table, mapping, ...asked }: RequestOf<typeof RPC.testFeed>,
    @Stopping() stopping: AbortSignal,
  ): Promise<ReplyOf<typeof RPC.testFeed>> {
    try {
      return await this.using(asked, stopping, (connection) => connection.test(table, mapping));
    } catch (error) {
      // Only opening the sealed password can fail here.
      const reason = messageOf(error);
      return { ok: false, problem: 'wrong-credentials', reason, latencyMs: 0, facts: null };
    }
  }

  @Answers(RPC.discoverFeed)
  discover(
    { table, ...asked }: RequestOf<typeof RPC.discoverFeed>,
    @Stopping() stopping: AbortSignal,
  ): Promise<ReplyOf<typeof RPC.discoverFeed>> {
    return this.using(asked, stopping, async (connection) => {
      const { tables, facts, columns, rows, cost } = await connection.discover(table);
      return {
        tables: [...tables],
        facts: [...facts],
        columns: [...columns],
        rows: rows.map((row) => [...row]),
        cost,
      };
    });
  }

  @Answers(RPC.dryRunFeed)
  dryRun(
    { assets, tags, mapping, settings, ...asked }: RequestOf<typeof RPC.dryRunFeed>,
    @Stopping() stopping: AbortSignal,
  ): Promise<ReplyOf<typeof RPC.dryRunFeed>> {
    const tried = { assets, tags, mapping, settings, feed: asked.feed };
    return this.using(asked, stopping, (connection) => dryRun(connection, tried));
  }

  private async using<T>(
    { organizationId, feed, passwordSealed }: AskedFeed,
    stopping: AbortSignal,
    ask: (connection: FeedConnection) => Promise<T>,
  ): Promise<T> {
    const password = this.passwords.open(organizationId, feed, passwordSealed);
    const statementTimeoutMs = Math.min(feed.statementTimeoutMs, STATEMENT_TIMEOUT_MS_MAX);
    const connection = openFeed({ ...feed, statementTimeoutMs }, password, {
      applicationName: `eagle-notifier ${this.config.REPLICA}`,
      networks: this.networks,
    });
    // A source that hangs must not delay the shutdown. If the connection cannot be closed, the
    // answer to the request below says so.
    const giveUp = (): void => void connection.close().catch(() => undefined);
    stopping.addEventListener('abort', giveUp, { once: true });
    if (stopping.aborted) giveUp();
    try {
      return await ask(connection);
    } finally {
      stopping.removeEventListener('abort', giveUp);
      await connection.close();
    }
  }
}
