import type { LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';
import { describeError } from './errors.js';

export interface LoggerOptions {
  readonly service: string;
  readonly replica: string;
  readonly level: string;
  /** Default: standard output. */
  readonly destination?: DestinationStream;
}

/**
 * Bound on the lines that wait while the log cannot be written (its disk is full); further lines
 * are lost, and counted.
 */
const WAITING_BYTES_MAX = 1024 * 1024;

/** Paths with values that never reach a log line. */
const REDACTED = [
  'password',
  '*.password',
  'token',
  '*.token',
  'authorization',
  '*.authorization',
  '*.secret',
];

/**
 * JSON lines with `service`, `replica`, `level`, ISO time. Call as pino:
 * `logger.info({organizationId}, 'Feed connected')`; put errors under `error`.
 */
export class Logger {
  readonly pino: PinoLogger;

  constructor(
    pinoLogger: PinoLogger,
    private readonly output: LogOutput | null = null,
  ) {
    this.pino = pinoLogger;
  }

  /** Lines that could not be written since the start. */
  get linesLost(): number {
    return this.output?.linesLost ?? 0;
  }

  /** A logger that adds these fields to every line. */
  with(fields: Readonly<Record<string, unknown>>): Logger {
    return new Logger(this.pino.child(fields), this.output);
  }

  debug(details: object, message: string): void {
    this.pino.debug(details, message);
  }

  info(details: object, message: string): void {
    this.pino.info(details, message);
  }

  warn(details: object, message: string): void {
    this.pino.warn(details, message);
  }

  error(details: object, message: string): void {
    this.pino.error(details, message);
  }
}

export function createLogger(options: LoggerOptions): Logger {
  const settings = {
    level: options.level,
    base: { service: options.service, replica: options.replica },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: REDACTED, censor: '[redacted]' },
    serializers: { error: describeError },
  };
  if (options.destination !== undefined) return new Logger(pino(settings, options.destination));
  const output = new LogOutput();
  return new Logger(pino(settings, output.stream), output);
}

/**
 * Standard output. A service that cannot log still works: an unwritten line waits for the next one,
 * up to a bound, and is then lost. Each line is written before `write` returns: a stream that
 * writes later must be flushed when the process ends, and on a full disk the library tries this
 * forever.
 */
class LogOutput {
  linesLost = 0;
  readonly stream = pino.destination({
    dest: 1,
    sync: true,
    maxLength: WAITING_BYTES_MAX,
    retryEAGAIN: () => false,
  });

  constructor() {
    // Without a listener the stream's error would end the process.
    this.stream.on('error', () => undefined);
    this.stream.on('drop', () => (this.linesLost += 1));
  }
}

/**
 * Gives Nest's own messages the same shape. Nest passes the context as the last text argument and a
 * stack before it on errors.
 */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.logger.debug({ context: rest.at(-1) }, String(message));
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.logger.warn({ context: rest.at(-1) }, String(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    const details =
      message instanceof Error ? { error: message } : { stack: rest.length > 1 ? rest[0] : undefined };
    this.logger.error(
      { ...details, context: rest.at(-1) },
      message instanceof Error ? message.message : String(message),
    );
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.logger.debug({ context: rest.at(-1) }, String(message));
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.logger.debug({ context: rest.at(-1) }, String(message));
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.error(message, ...rest);
  }
}
