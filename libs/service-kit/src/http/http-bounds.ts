import type { ServerOptions } from 'node:http';
import type { Socket } from 'node:net';
import type { AppErrorCode } from '@eagle/contracts/domain';
import type { ProcessConfig } from '../config/service-config.js';
import { responseWith, securityHeaders } from './security-headers.js';

const HEADER_BYTES_MAX = 16 * 1024;
const HEADERS_MAX = 100;
/** How often connections are looked at for requests that do not end. */
const LOOK_MS_MAX = 5_000;
/**
 * A connection without traffic in either direction ends after this time. Sockets of Socket.IO have
 * their own heartbeat.
 */
export const IDLE_MS_MAX = 60_000;

/** What the head and the whole of a request may cost, as options of Node's server. */
export function httpBounds(config: ProcessConfig): ServerOptions {
  const { REQUEST_MS_MAX, TLS_IN_FRONT } = config;
  return {
    requestTimeout: REQUEST_MS_MAX,
    headersTimeout: REQUEST_MS_MAX,
    connectionsCheckingInterval: Math.min(LOOK_MS_MAX, Math.ceil(REQUEST_MS_MAX / 4)),
    maxHeaderSize: HEADER_BYTES_MAX,
    ServerResponse: responseWith(securityHeaders(TLS_IN_FRONT)),
  };
}

/** As much of a server as is bounded by properties. */
interface BoundedServer {
  maxHeadersCount: number | null;
  maxConnections: number;
  on(event: 'connection', listener: (socket: Socket) => void): unknown;
}

/** Bounds connections: all together, and those of one address, so that no single one takes all. */
export function boundConnections(
  server: BoundedServer,
  bounds: { readonly connectionsMax: number; readonly connectionsOfAddressMax: number },
): void {
  server.maxHeadersCount = HEADERS_MAX;
  server.maxConnections = bounds.connectionsMax;
  const counts = new Map<string, number>();
  server.on('connection', (socket) => {
    const address = socket.remoteAddress ?? '';
    const count = (counts.get(address) ?? 0) + 1;
    counts.set(address, count);
    socket.once('close', () => {
      const left = (counts.get(address) ?? 1) - 1;
      if (left === 0) counts.delete(address);
      else counts.set(address, left);
    });
    if (count > bounds.connectionsOfAddressMax) socket.destroy();
  });
}

interface ClientError extends Error {
  readonly code?: string;
}

/** Answers an unreadable request; the framework never sees it. */
export function answerUnreadable(config: ProcessConfig): (error: ClientError, socket: Socket) => void {
  const headers = Object.entries(securityHeaders(config.TLS_IN_FRONT)).map(
    ([name, value]) => `${name}: ${value}`,
  );
  return (error, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy(error);
      return;
    }
    const { status, code, title, detail } = refusalOf(error.code);
    const type = `urn:eagle:problem:${code.toLowerCase().replaceAll('_', '-').replaceAll('.', ':')}`;
    const body = JSON.stringify({ type, title, status, code, instance: '/', detail });
    const head = [
      `HTTP/1.1 ${status} ${title}`,
      ...headers,
      'content-type: application/problem+json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      'cache-control: no-store',
      'connection: close',
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
  };
}

/**
 * A refusal before there is a request that a handler could answer; the fields of problem details.
 */
interface Refusal {
  readonly status: number;
  readonly code: AppErrorCode;
  readonly title: string;
  readonly detail: string;
}

function refusalOf(code: string | undefined): Refusal {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return {
        status: 408,
        code: 'HTTP.REQUEST_TIMEOUT',
        title: 'Request Timeout',
        detail: 'The request did not arrive whole in time.',
      };
    case 'HPE_HEADER_OVERFLOW':
      return {
        status: 431,
        code: 'HTTP.REQUEST_HEADER_FIELDS_TOO_LARGE',
        title: 'Request Header Fields Too Large',
        detail: `The headers are larger than ${HEADER_BYTES_MAX} bytes.`,
      };
    default:
      return {
        status: 400,
        code: 'HTTP.BAD_REQUEST',
        title: 'Bad Request',
        detail: 'This is no HTTP request.',
      };
  }
}
