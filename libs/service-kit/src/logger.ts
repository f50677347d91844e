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

/** Paths whose values never reach a log line. */
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
 * JSON lines with `service`, `replica`, `level`, ISO time. Call as pino: `logger.info({organizationId}, 'Feed connected')`; put errors under `error`.
 */
export class Logger {
  readonly pino: PinoLogger;

  constructor(pinoLogger: PinoLogger) {
    this.pino = pinoLogger;
  }

  /** A logger whose lines all carry these fields. */
  with(fields: Readonly<Record<string, unknown>>): Logger {
    return new Logger(this.pino.child(fields));
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
  return new Logger(options.destination === undefined ? pino(settings) : pino(settings, options.destination));
}

/** Gives Nest's own messages the same shape. Nest passes the context as the last text argument and a stack before it on errors. */
export class NestLogger implements LoggerService {
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.#logger.debug({ context: rest.at(-1) }, String(message));
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.#logger.warn({ context: rest.at(-1) }, String(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    const details =
      message instanceof Error ? { error: message } : { stack: rest.length > 1 ? rest[0] : undefined };
    this.#logger.error(
      { ...details, context: rest.at(-1) },
      message instanceof Error ? message.message : String(message),
    );
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.#logger.debug({ context: rest.at(-1) }, String(message));
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.#logger.debug({ context: rest.at(-1) }, String(message));
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.error(message, ...rest);
  }
}
