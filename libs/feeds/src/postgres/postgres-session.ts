import type { Feed } from '@eagle/contracts';
import pg from 'pg';
import { feedError } from '../feed-problem.js';
import { postgresError, type Place } from './postgres-error.js';

/** The client waits this much longer than the server's own statement timeout before it takes the connection for dead. */
const GRACE_MS = 2_000;
const CONNECT_TIMEOUT_MS = 5_000;

/** Everything comes as the text that the server sent: values are interpreted by the mapping alone. */
const AS_TEXT = { getTypeParser: () => (value: string) => value };

export interface PostgresSessionOptions {
  readonly feed: Feed;
  readonly password: string;
  readonly applicationName: string;
}

/**
 * One read-only session that connects when first used and again after it broke. One statement at a time. Every statement ends: by the
 * server's statement timeout, or, where the network swallows everything, by a deadline on this side that drops the connection.
 */
export class PostgresSession {
  private client: pg.Client | null = null;
  private connecting: Promise<pg.Client> | null = null;
  /** The connection that is being made. */
  private opening: pg.Client | null = null;
  private closed = false;

  constructor(private readonly options: PostgresSessionOptions) {}

  get place(): Place {
    return this.options.feed;
  }

  /**
   * Runs one statement. @returns rows as arrays of text.
   * @param what  What is read, for the error's sentence.
   * @throws AppError `FEED.*`
   */
  async rows(what: string, text: string, values: readonly unknown[] = []): Promise<(string | null)[][]> {
    try {
      const client = await this.connected();
      const query = { text, values: [...values], rowMode: 'array' as const, types: AS_TEXT };
      const result = await this.withDeadline(client, client.query<(string | null)[]>(query));
      return result.rows;
    } catch (error) {
      const problem = postgresError(error, this.place, what);
      if (problem.code === 'FEED.UNREACHABLE') this.drop();
      throw problem;
    }
  }

  /** A value as a quoted literal, for the few statements that take no parameters. */
  literal(value: string): string {
    return pg.escapeLiteral(value);
  }

  /** Calls back on every notification of a channel, until the connection breaks (`onLost`). */
  async listen(channel: string, onNews: () => void, onLost: () => void): Promise<void> {
    try {
      const client = await this.connected();
      client.on('notification', onNews);
      client.once('end', onLost);
      await this.withDeadline(client, client.query(`LISTEN ${pg.escapeIdentifier(channel)}`));
    } catch (error) {
      this.drop();
      throw postgresError(error, this.place, `channel "${channel}"`);
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    const { client } = this;
    this.client = null;
    // A server that accepts and never answers must not hold up who closes.
    this.opening?.connection.stream.destroy();
    if (client !== null) await Promise.race([client.end().catch(() => undefined), after(1_000)]);
    client?.connection.stream.destroy();
  }

  private async connected(): Promise<pg.Client> {
    if (this.closed) throw feedError('failed', 'The feed was closed.');
    if (this.client !== null) return this.client;
    this.connecting ??= this.connect().finally(() => {
      this.connecting = null;
    });
    return this.connecting;
  }

  private async connect(): Promise<pg.Client> {
    const { feed, password, applicationName } = this.options;
    const client = new pg.Client({
      host: feed.host,
      port: feed.port,
      database: feed.database,
      user: feed.user,
      password,
      ssl: feed.tls ? { rejectUnauthorized: true, servername: feed.host } : false,
      application_name: applicationName,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      statement_timeout: feed.statementTimeoutMs,
      lock_timeout: feed.statementTimeoutMs,
      options:
        '-c default_transaction_read_only=on -c timezone=UTC -c datestyle=ISO -c intervalstyle=iso_8601 -c extra_float_digits=1',
    });
    // An idle connection that breaks is no news until the next statement.
    client.on('error', () => this.forget(client));
    client.on('end', () => this.forget(client));
    this.opening = client;
    try {
      await client.connect();
    } finally {
      this.opening = null;
    }
    if (this.closed) {
      client.connection.stream.destroy();
      throw feedError('failed', 'The feed was closed.');
    }
    this.client = client;
    return client;
  }

  private async withDeadline<T>(client: pg.Client, running: Promise<T>): Promise<T> {
    const { promise: expired, reject } = Promise.withResolvers<never>();
    const deadlineMs = this.options.feed.statementTimeoutMs + GRACE_MS;
    const timer = setTimeout(() => {
      const message = `The database at ${this.place.host}:${this.place.port} has not answered for ${deadlineMs} ms: the network or the server hangs.`;
      reject(feedError('unreachable', message));
      this.forget(client);
      client.connection.stream.destroy();
    }, deadlineMs);
    // The statement fails on its own when the connection goes; that failure is already reported.
    running.catch(() => undefined);
    try {
      return await Promise.race([running, expired]);
    } finally {
      clearTimeout(timer);
    }
  }

  private forget(client: pg.Client): void {
    if (this.client === client) this.client = null;
  }

  private drop(): void {
    const { client } = this;
    this.client = null;
    client?.connection.stream.destroy();
  }
}

const after = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
