import { Duplex } from 'node:stream';
import { isIP, type Socket } from 'node:net';
import tls from 'node:tls';
import { connectOutbound, type AllowedNetworks } from '@eagle/service-kit/outbound';
import { feedError } from '../feed-problem.js';
import { AnswerGate } from './answer-gate.js';
import type { SourceMemory } from './source-memory.js';

/** The request for TLS: length 8 and PostgreSQL's number for it. */
const TLS_QUESTION = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);
const KEEP_ALIVE_MS = 10_000;

export interface SourceSocketOptions {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly networks: AllowedNetworks;
  readonly memory: SourceMemory;
  /** From the look-up of the name to the end of the TLS handshake. */
  readonly timeoutMs: number;
}

/**
 * The socket for the driver: it connects only to allowed addresses, speaks TLS, and passes on only
 * data that the gate has checked. Chunks are passed on directly and not through a stream buffer, so
 * that an error of the driver is caught here and ends this connection, not the process.
 */
export class SourceSocket extends Duplex {
  private socket: Socket | null = null;
  private readonly gate: AnswerGate;
  private readonly aborting = new AbortController();

  constructor(private readonly options: SourceSocketOptions) {
    super({ emitClose: true });
    this.gate = new AnswerGate({ isVerifiedTls: options.tls, now: () => performance.now() });
  }

  /** Called by the driver, with an address that is known here already. */
  connect(): this {
    this.open().then(
      (socket) => this.use(socket),
      (error: unknown) => this.destroy(error instanceof Error ? error : new Error(String(error))),
    );
    return this;
  }

  /** A statement is sent that may return this many rows. */
  expect(rowsMax: number): void {
    this.gate.expect(rowsMax);
  }

  /** Bytes of all rows that came. */
  get rowBytes(): number {
    return this.gate.rowBytes;
  }

  /** The driver asks for both; they are set for every connection. */
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    this.socket?.ref();
    return this;
  }
  unref(): this {
    this.socket?.unref();
    return this;
  }

  override _read(): void {
    // Chunks are passed on as they come.
  }

  override _write(chunk: Buffer, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (this.socket === null) done(new Error('not connected'));
    else this.socket.write(chunk, encoding, done);
  }

  override _final(done: () => void): void {
    this.socket?.end();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.aborting.abort(error);
    this.options.memory.hold(this, 0, () => undefined);
    this.socket?.destroy();
    done(error);
  }

  private async open(): Promise<Socket> {
    const { host, port, networks, timeoutMs } = this.options;
    const untilMs = performance.now() + timeoutMs;
    const socket = await connectOutbound(
      { host, port },
      { networks, timeoutMs, signal: this.aborting.signal },
    );
    socket.setNoDelay(true);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    if (!this.options.tls) return socket;
    try {
      return await this.secured(socket, Math.max(1, untilMs - performance.now()));
    } catch (error) {
      socket.destroy();
      throw error;
    }
  }

  /** The certificate is checked against the name from the organization, whatever its address. */
  private async secured(socket: Socket, timeoutMs: number): Promise<Socket> {
    const { host } = this.options;
    const signal = AbortSignal.any([this.aborting.signal, AbortSignal.timeout(Math.ceil(timeoutMs))]);
    socket.write(TLS_QUESTION);
    const answer = await eventOf<Buffer>(socket, 'data', signal);
    if (answer.toString('latin1') === 'N') {
      throw feedError(
        'insecure-connection',
        'The database offers no TLS: turn it on there, or turn it off for the feed if you control the network in between.',
      );
    }
    // Bytes after this one letter would be injected data that counts as part of the handshake.
    if (answer.toString('latin1') !== 'S') throw new Error('the server is not a PostgreSQL server');
    const secured = tls.connect({
      socket,
      host,
      // A name only: RFC 6066 knows no addresses.
      ...(isIP(host) === 0 ? { servername: host } : {}),
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
    });
    try {
      await eventOf(secured, 'secureConnect', signal);
    } catch (error) {
      secured.destroy();
      throw certificateError(error, host);
    }
    return secured;
  }

  private use(socket: Socket): void {
    if (this.destroyed) {
      socket.destroy();
      return;
    }
    this.socket = socket;
    socket.on('data', (chunk: Buffer) => this.handOn(chunk));
    socket.on('error', (error) => this.destroy(error));
    socket.on('close', () => this.destroy());
    this.emit('connect');
  }

  private handOn(chunk: Buffer): void {
    if (this.destroyed) return;
    try {
      this.gate.look(chunk);
      const { memory } = this.options;
      memory.hold(this, this.gate.answerBytes, () => this.destroy(tooMuchAtOnce()));
      if (!this.destroyed) this.emit('data', chunk);
    } catch (error) {
      this.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  }
}

const tooMuchAtOnce = (): Error =>
  feedError(
    'source-misbehaves',
    'All sources together sent more data than fits in memory, and this source sent the most: it is read again.',
  );

/**
 * An untrusted certificate has a separate message, because the operator of the source can correct
 * it.
 */
function certificateError(error: unknown, host: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!/CERT|SIGNATURE|VERIFY|ISSUER|SELF_SIGNED|ALTNAME/.test(code)) return error;
  return feedError(
    'insecure-connection',
    `The certificate of ${host} is not trusted (${code}): give the database one for this name from an authority that the platform knows.`,
    error,
  );
}

/** The next event of a socket; rejects where it breaks, ends or the signal comes first. */
async function eventOf<T>(socket: Socket, event: string, signal: AbortSignal): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const onError = (error: Error): void => reject(error);
  const onClose = (): void => reject(new Error('the connection was closed'));
  const onAbort = (): void => reject(new Error('no answer'));
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  socket.once(event, resolve).once('error', onError).once('close', onClose);
  try {
    return await promise;
  } finally {
    signal.removeEventListener('abort', onAbort);
    socket.removeListener(event, resolve).removeListener('error', onError).removeListener('close', onClose);
    if (event === 'data') socket.pause();
  }
}
