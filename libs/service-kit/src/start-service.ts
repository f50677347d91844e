import 'reflect-metadata';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ProcessConfig } from './config/service-config.js';
import { createLogger, Logger, NestLogger } from './logger.js';

export interface StartOptions {
  readonly name: string;
  /** The service's root module; it imports `ServiceKitModule.forRoot(config)`. */
  readonly module: Type | DynamicModule;
  readonly config: ProcessConfig;
  /** Last touches before it listens: prefixes, pipes, socket adapters, documents. */
  readonly configure?: (app: NestFastifyApplication) => void | Promise<void>;
  /** Whether SIGTERM, SIGINT and unhandled errors end the process. Off in tests that share a process. Default true. */
  readonly ownsProcess?: boolean;
}

export interface RunningService {
  readonly app: NestFastifyApplication;
  readonly logger: Logger;
  /** `http://host:port` as bound. */
  readonly url: string;
  /** Runs the shutdown hooks and stops listening, at most `SHUTDOWN_MS_MAX`. @returns whether it was done in time. Safe to call twice. */
  stop(reason: string): Promise<boolean>;
}

/**
 * Boots a service: Nest on Fastify, JSON logs, health and metrics; listens when every `onModuleInit` is through. SIGTERM and SIGINT stop it in
 * order; an unhandled rejection or exception is logged and ends the process with 1, for its supervisor to start it afresh.
 */
export async function startService(options: StartOptions): Promise<RunningService> {
  const { config, name } = options;
  const boot = createLogger({ service: name, replica: config.REPLICA, level: config.LOG_LEVEL });
  if (options.ownsProcess ?? true) crashOnUnhandled(boot);
  const starterGone = config.END_WITH_STDIN ? endOfInput() : null;
  const app = await NestFactory.create<NestFastifyApplication>(
    options.module,
    new FastifyAdapter({ forceCloseConnections: true }),
    // Health and metrics take no body; a service that takes some brings its own parsers.
    { logger: new NestLogger(boot), abortOnError: false, bodyParser: false },
  );
  const logger = app.get(Logger, { strict: false });
  try {
    await options.configure?.(app);
    await app.listen(config.HTTP_PORT, config.HTTP_HOST);
  } catch (error) {
    await app.close();
    throw error;
  }
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  const service = runningService(app, logger, url, config.SHUTDOWN_MS_MAX);
  if (options.ownsProcess ?? true) stopOnSignal(service);
  void starterGone?.then(() => stopAndExit(service, 'the process that started it is gone'));
  logger.info({ url }, 'Service started');
  return service;
}

/** The last line of a `main.ts`: what could not start is logged in one line and ends with 1. */
export function exitOnFailedStart(name: string): (error: unknown) => never {
  return (error) => {
    createLogger({ service: name, replica: '-', level: 'error' }).error({ error }, 'Service could not start');
    process.exit(1);
  };
}

function runningService(
  app: NestFastifyApplication,
  logger: Logger,
  url: string,
  shutdownMsMax: number,
): RunningService {
  let stopping: Promise<boolean> | undefined;
  const stop = async (reason: string): Promise<boolean> => {
    logger.info({ reason }, 'Service stopping');
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), shutdownMsMax);
    });
    const closed = app.close().then(() => true);
    const inTime = await Promise.race([closed, deadline]);
    clearTimeout(timer);
    if (inTime) logger.info({}, 'Service stopped');
    else logger.error({ shutdownMsMax }, 'Service did not stop in time');
    return inTime;
  };
  return { app, logger, url, stop: (reason) => (stopping ??= stop(reason)) };
}

function stopOnSignal(service: RunningService): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => stopAndExit(service, signal));
  }
}

function stopAndExit(service: RunningService, reason: string): void {
  service.stop(reason).then(
    (inTime) => process.exit(inTime ? 0 : 1),
    (error: unknown) => {
      service.logger.error({ error }, 'Service could not stop in order');
      process.exit(1);
    },
  );
}

/** Resolves when standard input closes. Nothing is ever written to it. */
function endOfInput(): Promise<void> {
  return new Promise((resolve) => {
    process.stdin.once('close', resolve);
    process.stdin.once('error', () => resolve());
    process.stdin.resume();
  });
}

function crashOnUnhandled(logger: Logger): void {
  const crash = (error: unknown): never => {
    logger.error({ error }, 'Unhandled error; the process ends');
    logger.pino.flush();
    process.exit(1);
  };
  process.on('unhandledRejection', crash);
  process.on('uncaughtException', crash);
}
