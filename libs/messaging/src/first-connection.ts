import { once } from 'node:events';
import { connect as connectSocket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '@eagle/contracts/domain';
import { errors, type NatsConnection } from '@nats-io/nats-core';
import { connect } from '@nats-io/transport-node';
import type { BusOptions } from './bus.types.js';
import { messageOf } from './errors.js';
import { inboxPrefixOf } from './inbox-prefix.js';

const RECONNECT_WAIT_MS = 100;
const HANDSHAKE_MS_MAX = 3_000;
const PING_EVERY_MS = 5_000;
const DEFAULT_PORT = 4222;

/**
 * Tries to connect until it succeeds or the time is over. The connection then always reconnects by
 * itself.
 * @throws AppError `BUS.UNREACHABLE` (unavailable), `BUS.WRONG_CREDENTIALS` (unauthenticated).
 */
export async function firstConnection(options: BusOptions): Promise<NatsConnection> {
  const endMs = performance.now() + (options.connectTimeoutMs ?? 30_000);
  const servers = options.url.split(',').map((server) => server.trim());
  for (;;) {
    try {
      await Promise.any(servers.map(greeting));
      return await connectOnce(options, servers);
    } catch (error) {
      if (error instanceof errors.AuthorizationError) {
        const message = 'NATS refuses the user or password of this service';
        throw new AppError('BUS.WRONG_CREDENTIALS', message, { user: options.user }, { cause: error });
      }
      if (performance.now() > endMs) throw unreachable(options.url, error);
      await wait(RECONNECT_WAIT_MS);
    }
  }
}

const connectOnce = (options: BusOptions, servers: string[]): Promise<NatsConnection> =>
  connect({
    servers,
    name: options.name,
    ...(options.user === undefined ? {} : { user: options.user }),
    ...(options.password === undefined ? {} : { pass: options.password }),
    inboxPrefix: inboxPrefixOf(options.user ?? options.name),
    maxReconnectAttempts: -1,
    reconnectTimeWait: RECONNECT_WAIT_MS,
    reconnectJitter: RECONNECT_WAIT_MS,
    ignoreAuthErrorAbort: true,
    timeout: HANDSHAKE_MS_MAX,
    pingInterval: PING_EVERY_MS,
    maxPingOut: 2,
    noAsyncTraces: true,
  });

/**
 * Resolves when the server sends its INFO line, which it sends first, without a request. If the
 * server sends nothing, the client keeps the socket of each attempt, because a frozen server still
 * accepts connections. So this probe comes first, with a socket that is always closed.
 */
async function greeting(server: string): Promise<void> {
  const { hostname, port } = new URL(server.includes('://') ? server : `nats://${server}`);
  const host = hostname.replace(/^\[|\]$/g, '');
  const socket = connectSocket(port === '' ? DEFAULT_PORT : Number(port), host);
  try {
    await once(socket, 'data', { signal: AbortSignal.timeout(HANDSHAKE_MS_MAX) });
  } finally {
    socket.destroy();
  }
}

function unreachable(url: string, error: unknown): AppError {
  const reasons: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
  const [cause = error] = reasons;
  const isSilent = cause instanceof Error && cause.name === 'AbortError';
  const reason = isSilent ? `it sent nothing for ${HANDSHAKE_MS_MAX / 1_000} s` : messageOf(cause);
  return new AppError('BUS.UNREACHABLE', `NATS cannot be reached at ${url}: ${reason}`, { url }, { cause });
}
