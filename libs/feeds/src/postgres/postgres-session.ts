import { AppError, type Feed } from '@eagle/contracts/domain';
import type { AllowedNetworks } from '@eagle/service-kit/outbound';
import pg from 'pg';
import type { ReadingPace } from '../feed-connection.js';
import { feedError } from '../feed-problem.js';
import { postgresError, unreachable, type Place } from './postgres-error.js';
import { PROCESS_MEMORY } from './source-memory.js';
import { SourceSocket } from './source-socket.js';

/**
 * The client waits this much longer than the server's own statement timeout before it takes the
 * connection for dead.
 */
const GRACE_MS = 2_000;
/**
 * Rows that a statement may return at most. A statement that needs more has a `LIMIT` or `FETCH`.
 */
const ROWS_ALWAYS_ALLOWED = 2_000;
const ROWS_ASKED = /\b(?:LIMIT|FETCH) (\d+)/g;

/**
 * Everything comes as the text that the server sent: values are interpreted by the mapping alone.
 */
const AS_TEXT = { getTypeParser: () => (value: string) => value };

export interface PostgresSessionOptions {
  readonly feed: Feed;
  readonly password: string;
  readonly applicationName: string;
  readonly networks: AllowedNetworks;
  readonly connectTimeoutMs: number;
  readonly pace?: ReadingPace;
}

/**
 * One read-only session that connects when first used and again after it broke. One statement at a
 * time. Every statement ends: by the server's statement timeout, or, where the network swallows
 * everything, by a deadline on this side that drops the connection.
 */
export class PostgresSession {
  private client: pg.Client | null = null;
  private socket: SourceSocket | null = null;
  /** Bytes of the rows that earlier connections brought. */
  private rowBytesBefore = 0;
  private connecting: Promise<pg.Client> | null = null;
  /** The connection that is being made. */
  private opening: pg.Client | null = null;
  private readonly closing = new AbortController();
  /**
   * A source that was reached once is known: the duration of a failure reveals nothing more about
   * it.
   */
  private wasReached = false;

  constructor(private readonly options: PostgresSessionOptions) {}

  get place(): Place {
    return this.options.feed;
  }

  /** Bytes of all rows that came, over all connections. */
  get rowBytes(): number {
    return this.rowBytesBefore + (this.socket?.rowBytes ?? 0);
  }

  /**
   * Runs one statement. @returns rows as arrays of text.
   * @param what  The thing that is read, for the error's sentence.
   * @throws AppError `FEED.*`
   */
  async rows(what: string, text: string, values: readonly unknown[] = []): Promise<(string | null)[][]> {
    await this.options.pace?.turn();
    try {
      const client = await this.connected();
      const query = { text, values: [...values], rowMode: 'array' as const, types: AS_TEXT };
      this.socket?.expect(rowsAsked(text));
      const sentAtMs = performance.now();
      try {
        return (await this.withDeadline(client, client.query<(string | null)[]>(query))).rows;
      } finally {
        this.options.pace?.took(performance.now() - sentAtMs);
      }
    } catch (error) {
      const problem = postgresError(error, this.place, what);
      if (BROKEN.has(problem.code)) this.drop();
      throw problem;
    }
  }

  /** A value as a quoted literal, for the few statements that take no parameters. */
  literal(value: string): string {
    return pg.escapeLiteral(value);
  }

  /** Calls back on every notification of these channels, until the connection breaks (`onLost`). */
  async listen(
    channels: readonly string[],
    onNews: (channel: string) => void,
    onLost: (cause: Error | null) => void,
  ): Promise<void> {
    try {
      const client = await this.connected();
      client.on('notification', ({ channel }) => onNews(channel));
      let cause: Error | null = null;
      client.once('error', (error: Error) => (cause = error));
      client.once('end', () => onLost(cause));
      this.socket?.expect(0);
      const text = channels.map((channel) => `LISTEN ${pg.escapeIdentifier(channel)}`).join('; ');
      await this.withDeadline(client, client.query(text));
    } catch (error) {
      this.drop();
      throw postgresError(error, this.place, `channel "${channels.join('", "')}"`);
    }
  }

  async close(): Promise<void> {
    this.closing.abort();
    const { client } = this;
    this.client = null;
    // A server that accepts and never answers must not delay closing.
    this.opening?.connection.stream.destroy();
    if (client !== null) await Promise.race([client.end().catch(() => undefined), after(1_000)]);
    client?.connection.stream.destroy();
  }

  private async connected(): Promise<pg.Client> {
    if (this.closing.signal.aborted) throw feedError('failed', 'The feed was closed.');
    if (this.client !== null) return this.client;
    this.connecting ??= this.connect().finally(() => {
      this.connecting = null;
    });
    return this.connecting;
  }

  /**
   * Every failure to reach a source for the first time takes the same time: its duration reveals
   * nothing about the address.
   */
  private async connect(): Promise<pg.Client> {
    const startedAtMs = performance.now();
    try {
      const client = await this.signIn();
      this.wasReached = true;
      return client;
    } catch (error) {
      const problem = postgresError(error, this.place, 'The database');
      const isReached = isFeedError(error) || error instanceof pg.DatabaseError;
      if (!isReached && !this.wasReached) {
        const restMs = this.options.connectTimeoutMs - (performance.now() - startedAtMs);
        await after(Math.max(0, restMs), this.closing.signal);
      }
      throw isReached ? problem : unreachable(this.place, error);
    }
  }

  private async signIn(): Promise<pg.Client> {
    const { feed, password, applicationName, networks, connectTimeoutMs } = this.options;
    const { host, port, tls } = feed;
    const memory = PROCESS_MEMORY;
    const socket = new SourceSocket({ host, port, tls, networks, memory, timeoutMs: connectTimeoutMs });
    const client = new pg.Client({
      // The socket handles address, TLS and limits on the server; the driver gets a ready
      // connection.
      stream: () => socket,
      ssl: false,
      host: 'source',
      port,
      database: feed.database,
      user: feed.user,
      password,
      application_name: applicationName,
      connectionTimeoutMillis: connectTimeoutMs,
      statement_timeout: feed.statementTimeoutMs,
      lock_timeout: feed.statementTimeoutMs,
      options:
        '-c default_transaction_read_only=on -c timezone=UTC -c datestyle=ISO -c intervalstyle=iso_8601 -c extra_float_digits=1',
    });
    // A broken idle connection matters only at the next statement.
    client.on('error', () => this.forget(client));
    client.on('end', () => this.forget(client));
    this.opening = client;
    try {
      await client.connect();
    } finally {
      this.opening = null;
    }
    if (this.closing.signal.aborted) {
      client.connection.stream.destroy();
      throw feedError('failed', 'The feed was closed.');
    }
    this.client = client;
    this.rowBytesBefore = this.rowBytes;
    this.socket = socket;
    return client;
  }

  private async withDeadline<T>(client: pg.Client, running: Promise<T>): Promise<T> {
    const deadlineMs = this.options.feed.statementTimeoutMs + GRACE_MS;
    const { host, port } = this.place;
    let timer: NodeJS.Timeout | undefined;
    const expire = (reject: (error: unknown) => void): void => {
      const message = `The database at ${host}:${port} has not answered for ${deadlineMs} ms: the network or the server hangs.`;
      const late = feedError('unreachable', message);
      reject(late);
      this.forget(client);
      client.connection.stream.destroy(late);
    };
    // The statement fails on its own when the connection goes; that failure is already reported.
    running.catch(() => undefined);
    try {
      return await Promise.race([
        running,
        new Promise<never>((_, reject) => (timer = setTimeout(() => expire(reject), deadlineMs))),
      ]);
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

/** Reported by the gate or the socket in a separate sentence. */
const isFeedError = (error: unknown): boolean => error instanceof AppError && error.code.startsWith('FEED.');

/** Errors after which a session cannot be used. */
const BROKEN: ReadonlySet<string> = new Set(['FEED.UNREACHABLE', 'FEED.SOURCE_MISBEHAVES']);

function rowsAsked(text: string): number {
  return Math.max(ROWS_ALWAYS_ALLOWED, ...[...text.matchAll(ROWS_ASKED)].map(([, rows]) => Number(rows)));
}

const after = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms).unref();
    const wake = (): void => {
      clearTimeout(timer);
      resolve();
    };
    if (signal?.aborted) wake();
    signal?.addEventListener('abort', wake, { once: true });
  });
