import { once } from 'node:events';
import net from 'node:net';
import { feedSchema, type Feed } from '@eagle/contracts/domain';
import { MESSAGE } from './server-messages.js';

const ZERO = Buffer.alloc(1);

export const int16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
};
export const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};
export const cstring = (text: string): Buffer => Buffer.concat([Buffer.from(text), ZERO]);

/** One message of a server, well-formed or not. */
export function message(code: number, ...body: Buffer[]): Buffer {
  const bytes = Buffer.concat(body);
  return Buffer.concat([Buffer.from([code]), int32(bytes.length + 4), bytes]);
}

export const letIn = message(MESSAGE.authentication, int32(0));
export const ready = message(MESSAGE.ready, Buffer.from('I'));
export const complete = message(MESSAGE.commandComplete, cstring('SELECT 1'));
export const notice = (text: string): Buffer =>
  message(MESSAGE.notice, Buffer.from('M'), cstring(text), ZERO);
export const failure = (code: string, text: string): Buffer =>
  message(MESSAGE.error, Buffer.from('C'), cstring(code), Buffer.from('M'), cstring(text), ZERO);
export const setting = (name: string, value: string): Buffer =>
  message(MESSAGE.parameterStatus, cstring(name), cstring(value));
export const announcement = (channel: string): Buffer =>
  message(MESSAGE.notification, int32(1), cstring(channel), cstring(''));
export const description = (columns: number): Buffer =>
  message(
    MESSAGE.rowDescription,
    int16(columns),
    ...Array.from({ length: columns }, (_, n) => Buffer.concat([cstring(`c${n}`), Buffer.alloc(18)])),
  );
export const row = (...cells: (string | null)[]): Buffer =>
  message(
    MESSAGE.dataRow,
    int16(cells.length),
    ...cells.map((cell) =>
      cell === null ? int32(-1) : Buffer.concat([int32(Buffer.byteLength(cell)), Buffer.from(cell)]),
    ),
  );
/** An answer as an honest server gives it. */
export const answer = (columns: number, rows: readonly (readonly (string | null)[])[]): Buffer =>
  Buffer.concat([description(columns), ...rows.map((cells) => row(...cells)), complete, ready]);

/** The behaviour of a hostile server; where a member is missing, it behaves as an honest one. */
export interface Hostility {
  /** A client identifies itself. */
  readonly greet?: (socket: net.Socket) => void;
  /** A client asks. @returns false: answer as an honest server. */
  readonly reply?: ((socket: net.Socket, sql: string) => boolean) | undefined;
}

export interface HostileServer {
  readonly port: number;
  /** Everything that clients sent, as text. */
  heard(): string;
  connections(): number;
  feed(overrides?: Partial<Feed>): Feed;
  close(): void;
}

/**
 * Speaks just enough of the protocol to be taken for a PostgreSQL with one table `id, at, v`, until
 * it misbehaves.
 */
export async function hostileServer(hostility: Hostility): Promise<HostileServer> {
  const sockets = new Set<net.Socket>();
  let heard = '';
  let connections = 0;
  const server = net.createServer((socket) => {
    sockets.add(socket);
    connections += 1;
    let hasStarted = false;
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      const said = chunk.toString('latin1');
      heard += said;
      if (!hasStarted) {
        hasStarted = true;
        if (hostility.greet === undefined) socket.write(Buffer.concat([letIn, ready]));
        else hostility.greet(socket);
      } else if (/SELECT|LISTEN/.test(said)) {
        if (hostility.reply?.(socket, said) !== true) socket.write(honestAnswer(said));
      }
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    port,
    heard: () => heard,
    connections: () => connections,
    feed: (overrides = {}) => ({
      ...feedSchema.parse({
        kind: 'postgres',
        host: '127.0.0.1',
        port,
        database: 'plant',
        user: 'reader',
        statementTimeoutMs: 1_000,
      }),
      ...overrides,
    }),
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

const COLUMNS = [
  ['id', 'integer', 'f', 'integer', '23', '-1'],
  ['at', 'timestamp without time zone', 't', 'timestamp without time zone', '1114', '-1'],
  ['v', 'double precision', 't', 'double precision', '701', '-1'],
];

export const isPage = (sql: string): boolean => /"v", \(SELECT/.test(sql);

function honestAnswer(sql: string): Buffer {
  if (sql.includes('pg_attribute a')) return sql.includes('typed') ? answer(6, COLUMNS) : answer(1, []);
  if (sql.includes('min(')) return answer(2, [['1', '1']]);
  if (isPage(sql)) return answer(4, []);
  return answer(1, [['1']]);
}

const POUR_BYTES = 64 * 1024;

/** Writes the same bytes again and again until the other side closes. */
export function pour(socket: net.Socket, bytes: Buffer): void {
  const times = Math.ceil(POUR_BYTES / bytes.length);
  const many = Buffer.concat(Array.from({ length: times }, () => bytes));
  const more = (): void => {
    while (!socket.destroyed && socket.write(many)) {
      // As much as the socket takes at once.
    }
  };
  socket.on('drain', more);
  more();
}
