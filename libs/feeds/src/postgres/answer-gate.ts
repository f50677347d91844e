import { feedError } from '../feed-problem.js';
import { isWellFormed, MESSAGE, type AuthenticationStep, authenticationStep } from './server-messages.js';

/** Bytes of one answer. Pages are so small that an honest server never comes near it. */
export const ANSWER_BYTES_MAX = 8 * 1024 ** 2;
/**
 * Answers of very many rows may be larger, by this average size of a row, up to an absolute limit.
 */
const ROW_BYTES = 1_024;
const LARGE_ANSWER_BYTES_MAX = 32 * 1024 ** 2;
/** Bytes and messages until a session stands. PostgreSQL sends about 25 messages of 1 KB. */
const START_BYTES_MAX = 64 * 1024;
const START_MESSAGES_MAX = 500;
/**
 * Messages other than rows. The widest table has 1 600 columns, whose description takes less than
 * this.
 */
const SMALL_MESSAGE_BYTES_MAX = 256 * 1024;
/** Unrequested bytes of a server (notices, settings, announcements) per second. */
const UNASKED_MESSAGES_PER_SECOND_MAX = 10_000;
const UNASKED_BYTES_PER_SECOND_MAX = 4 * 1024 ** 2;
/** Code and length of a message. */
const HEADER_BYTES = 5;

export interface GateOptions {
  /** Certificate and name of the server were verified: a password may be sent by any method. */
  readonly isVerifiedTls: boolean;
  /** Monotonic clock, milliseconds. */
  readonly now: () => number;
}

/**
 * Checks every byte from a server before the driver sees it, and throws on data that an honest
 * PostgreSQL never sends: more rows, cells or bytes than were asked for, messages out of order or
 * malformed (some would trap the driver in an endless loop), a sign-in that reveals the password.
 * The connection is then closed. Copies only messages that come in several pieces.
 */
export class AnswerGate {
  private phase: 'starting' | 'idle' | 'answering' = 'starting';
  private bytes = 0;
  private messages = 0;
  private rows = 0;
  private rowBytesEver = 0;
  private columns: number | null = null;
  private rowsMax = 0;
  private bytesMax = 0;
  /** Rows that the queued statements may return. */
  private readonly expected: number[] = [];
  private steps: AuthenticationStep[] = [];
  private unasked = { sinceMs: -Infinity, messages: 0, bytes: 0 };
  /** The received part of an incomplete message. */
  private pieces: Buffer[] = [];
  private piecesBytes = 0;
  private wantedBytes = HEADER_BYTES;

  constructor(private readonly options: GateOptions) {}

  /**
   * A statement is sent, at once or after the previous answer: registers how many rows it may
   * return.
   */
  expect(rowsMax: number): void {
    if (this.phase === 'idle') this.begin(rowsMax);
    else this.expected.push(rowsMax);
  }

  private begin(rowsMax: number): void {
    this.phase = 'answering';
    this.rowsMax = rowsMax;
    this.bytesMax = Math.min(LARGE_ANSWER_BYTES_MAX, Math.max(ANSWER_BYTES_MAX, rowsMax * ROW_BYTES));
    this.bytes = 0;
    this.rows = 0;
    this.columns = null;
  }

  /** Bytes of all rows that came. */
  get rowBytes(): number {
    return this.rowBytesEver;
  }

  /** Bytes of the answer that is coming in; 0 where none is. */
  get answerBytes(): number {
    return this.phase === 'answering' ? this.bytes + this.piecesBytes : 0;
  }

  /**
   * @throws AppError `FEED.SOURCE_MISBEHAVES`, `FEED.INSECURE_CONNECTION`; a plain Error before a
   * session stands.
   */
  look(chunk: Buffer): void {
    let offset = 0;
    if (this.piecesBytes > 0) {
      offset = this.goOn(chunk);
      if (this.piecesBytes > 0) return;
    }
    while (chunk.length - offset >= HEADER_BYTES) {
      const end = offset + 1 + this.lengthAt(chunk, offset);
      if (end > chunk.length) break;
      this.take(chunk, offset, end);
      offset = end;
    }
    if (offset < chunk.length) this.keep(chunk.subarray(offset));
  }

  /** A message that began in an earlier chunk. @returns where the next one begins. */
  private goOn(chunk: Buffer): number {
    let offset = 0;
    while (offset < chunk.length && this.piecesBytes < this.wantedBytes) {
      const piece = chunk.subarray(offset, offset + this.wantedBytes - this.piecesBytes);
      this.pieces.push(piece);
      this.piecesBytes += piece.length;
      offset += piece.length;
      if (this.piecesBytes === HEADER_BYTES && this.wantedBytes === HEADER_BYTES) {
        this.pieces = [Buffer.concat(this.pieces)];
        this.wantedBytes = 1 + this.lengthAt(this.pieces[0] ?? chunk, 0);
      }
    }
    if (this.piecesBytes === this.wantedBytes) {
      const message = Buffer.concat(this.pieces);
      this.pieces = [];
      this.piecesBytes = 0;
      this.wantedBytes = HEADER_BYTES;
      this.take(message, 0, message.length);
    }
    return offset;
  }

  private keep(rest: Buffer): void {
    this.pieces = [rest];
    this.piecesBytes = rest.length;
    this.wantedBytes = rest.length < HEADER_BYTES ? HEADER_BYTES : 1 + this.lengthAt(rest, 0);
  }

  /**
   * Length of a message without its code. A message that is too long is refused before a byte of
   * its body is read.
   */
  private lengthAt(bytes: Buffer, offset: number): number {
    const code = bytes[offset] ?? 0;
    const length = bytes.readUInt32BE(offset + 1);
    const isRow = code === MESSAGE.dataRow && this.phase === 'answering';
    const lengthMax = isRow ? this.bytesMax - this.bytes : SMALL_MESSAGE_BYTES_MAX;
    if (length < 4 || (this.phase === 'starting' && length > START_BYTES_MAX))
      this.refuse('is not a PostgreSQL server');
    if (length > lengthMax) this.refuse(`sends a message of ${length} bytes`);
    return length;
  }

  private take(bytes: Buffer, start: number, end: number): void {
    const code = bytes[start] ?? 0;
    if (code === MESSAGE.dataRow) return this.takeRow(bytes, start, end);
    const body = bytes.subarray(start + HEADER_BYTES, end);
    if (!isWellFormed(code, body)) this.refuse('sends data that is not a PostgreSQL message');
    switch (code) {
      case MESSAGE.notice:
      case MESSAGE.parameterStatus:
      case MESSAGE.notification:
        this.takeUnasked(end - start);
        break;
      default:
        break;
    }
    if (this.phase === 'starting') this.takeStart(code, body, end - start);
    else if (this.phase === 'answering') this.takeAnswer(code, body, end - start);
    else if (!IDLE.has(code)) this.refuse('sends answers that were not requested');
  }

  private takeStart(code: number, body: Buffer, bytes: number): void {
    this.bytes += bytes;
    this.messages += 1;
    if (!STARTING.has(code)) this.refuse('is not a PostgreSQL server');
    if (this.bytes > START_BYTES_MAX || this.messages > START_MESSAGES_MAX)
      this.refuse('never ends its greeting');
    if (code === MESSAGE.authentication) this.takeSignIn(body);
    if (code === MESSAGE.ready) {
      if (!this.steps.includes('done')) this.refuse('is ready before the sign-in is complete');
      this.over();
    }
  }

  /**
   * The password, or data from which it can be guessed, goes only to a server that proves its
   * identity or already knows the password.
   */
  private takeSignIn(body: Buffer): void {
    const step = authenticationStep(body);
    if (step === 'unknown') {
      throw feedError(
        'insecure-connection',
        'The database asks for a way to sign in that is not supported: set scram-sha-256 for the feed’s user in its pg_hba.conf.',
      );
    }
    if ((step === 'cleartext' || step === 'md5') && !this.options.isVerifiedTls) {
      throw feedError(
        'insecure-connection',
        'The database asks for the password in a form that others on the network can read: set scram-sha-256 for the feed’s user, or turn TLS on.',
      );
    }
    if (step === 'scram-weak' && !this.options.isVerifiedTls) {
      throw feedError(
        'insecure-connection',
        'The password could be guessed from how the database signs in: set scram_iterations there to 4096 or more and set the password again, or turn TLS on.',
      );
    }
    // Each step may come once: an endless exchange is not a sign-in.
    if (this.steps.includes(step)) this.refuse('never ends the sign-in');
    this.steps.push(step);
  }

  private takeAnswer(code: number, body: Buffer, bytes: number): void {
    this.count(bytes);
    if (!ANSWERING.has(code)) this.refuse('sends an answer that was not requested');
    if (code === MESSAGE.rowDescription) {
      if (this.columns !== null) this.refuse('sends more answers than were requested');
      this.columns = body.readUInt16BE(0);
    }
    if (code === MESSAGE.ready) this.over();
  }

  /** The hot path: one look per cell, nothing allocated. */
  private takeRow(bytes: Buffer, start: number, end: number): void {
    const columns = end - start >= HEADER_BYTES + 2 ? bytes.readUInt16BE(start + HEADER_BYTES) : -1;
    if (this.phase !== 'answering' || columns !== this.columns)
      this.refuse('sends rows that were not requested');
    let at = start + HEADER_BYTES + 2;
    for (let cell = 0; cell < columns; cell += 1) {
      if (at + 4 > end) this.refuse('sends data that is not a PostgreSQL message');
      const length = bytes.readInt32BE(at);
      if (length < -1) this.refuse('sends data that is not a PostgreSQL message');
      at += length === -1 ? 4 : 4 + length;
    }
    if (at !== end) this.refuse('sends data that is not a PostgreSQL message');
    this.rows += 1;
    if (this.rows > this.rowsMax) this.refuse(`sends more than the ${this.rowsMax} rows that were requested`);
    this.rowBytesEver += end - start;
    this.count(end - start);
  }

  private count(bytes: number): void {
    this.bytes += bytes;
    if (this.bytes > this.bytesMax) this.refuse(`sends more than ${this.bytesMax} bytes at once`);
  }

  private takeUnasked(bytes: number): void {
    const nowMs = this.options.now();
    const { unasked } = this;
    if (nowMs - unasked.sinceMs >= 1_000) this.unasked = { sinceMs: nowMs, messages: 1, bytes };
    else {
      unasked.messages += 1;
      unasked.bytes += bytes;
      const isTooMuch =
        unasked.messages > UNASKED_MESSAGES_PER_SECOND_MAX || unasked.bytes > UNASKED_BYTES_PER_SECOND_MAX;
      if (isTooMuch) this.refuse('sends notices or announcements without end');
    }
  }

  private over(): void {
    this.phase = 'idle';
    this.bytes = 0;
    const next = this.expected.shift();
    if (next !== undefined) this.begin(next);
  }

  private refuse(what: string): never {
    if (this.phase === 'starting') throw new Error(`the server ${what}`);
    throw feedError(
      'source-misbehaves',
      `The database ${what}: the connection was closed. Check what lies between it and the platform, and that it is a PostgreSQL server.`,
    );
  }
}

/**
 * The messages allowed while a session begins, while no statement waits, and as part of an answer.
 */
const STARTING: ReadonlySet<number> = new Set([
  MESSAGE.authentication,
  MESSAGE.parameterStatus,
  MESSAGE.backendKey,
  MESSAGE.notice,
  MESSAGE.error,
  MESSAGE.ready,
]);
const IDLE: ReadonlySet<number> = new Set([
  MESSAGE.parameterStatus,
  MESSAGE.notice,
  MESSAGE.notification,
  MESSAGE.error,
]);
const ANSWERING: ReadonlySet<number> = new Set([
  ...IDLE,
  MESSAGE.parseComplete,
  MESSAGE.bindComplete,
  MESSAGE.closeComplete,
  MESSAGE.noData,
  MESSAGE.rowDescription,
  MESSAGE.commandComplete,
  MESSAGE.emptyQuery,
  MESSAGE.ready,
]);
