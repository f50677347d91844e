import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ProcessConfig } from './config/service-config.js';
import { answerUnreadable, boundConnections, httpBounds, IDLE_MS_MAX } from './http/http-bounds.js';
import { OperationsListener, separateOperations } from './http/operations-listener.js';
import { readableAddress } from './http/readable-address.js';
import { endSlowReaders } from './http/slow-readers.js';
import { createLogger, Logger, NestLogger } from './logger.js';
import { ServiceRootModule } from './service-root.module.js';
import { StartChecks } from './start-checks.js';
import { Transports } from './transports.js';

export interface StartOptions {
  readonly name: string;
  /** The service's root module; it imports `ServiceKitModule.forRoot(config)`. */
  readonly module: Type | DynamicModule;
  readonly config: ProcessConfig;
  /** Last settings before it listens: prefixes, pipes, socket adapters, documents. */
  readonly configure?: (app: NestFastifyApplication) => void | Promise<void>;
  /**
   * Set for a service that everybody may reach: paths that only operators may ask, beside the
   * metrics. They answer on OPERATIONS_PORT alone.
   */
  readonly operationsPaths?: readonly string[];
  /**
   * Whether SIGTERM, SIGINT and unhandled errors end the process. Off in tests that share a
   * process. Default true.
   */
  readonly ownsProcess?: boolean;
}

export interface RunningService {
  readonly app: NestFastifyApplication;
  readonly logger: Logger;
  /** `http://host:port` as bound. */
  readonly url: string;
  /** The operators' address; the same as `url` without a separate listener. */
  readonly operationsUrl: string;
  /**
   * Runs the shutdown hooks and stops listening, at most `SHUTDOWN_MS_MAX`.
   * @returns whether it was done in time. Safe to call twice.
   */
  stop(reason: string): Promise<boolean>;
}

/**
 * Boots a service: Nest on Fastify, JSON logs, health and metrics; answers requests and listens
 * when every `onModuleInit` is through. SIGTERM and SIGINT stop it in order; an unhandled rejection
 * or exception is logged and ends the process with 1, for its supervisor to start it afresh.
 */
export async function startService(options: StartOptions): Promise<RunningService> {
  const { config, name } = options;
  const boot = createLogger({ service: name, replica: config.REPLICA, level: config.LOG_LEVEL });
  if (options.ownsProcess ?? true) crashOnUnhandled(boot);
  const input = config.END_WITH_STDIN ? watchInput() : null;
  const app = await NestFactory.create<NestFastifyApplication>(
    ServiceRootModule.around(options.module),
    new FastifyAdapter({
      // Nothing that a client sends: it names the request in the audit log.
      genReqId: () => randomUUID(),
      forceCloseConnections: true,
      requestTimeout: config.REQUEST_MS_MAX,
      connectionTimeout: IDLE_MS_MAX,
      trustProxy: config.TRUST_PROXY.length === 0 ? false : config.TRUST_PROXY,
      clientErrorHandler: answerUnreadable(config),
      rewriteUrl: ({ url = '/' }) => readableAddress(url),
      http: httpBounds(config),
    }),
    // Health and metrics take no body; a service that takes some brings its own parsers.
    { logger: new NestLogger(boot), abortOnError: false, bodyParser: false },
  );
  const logger = app.get(Logger, { strict: false });
  let operations: OperationsListener | null = null;
  try {
    boundHttp(app, options);
    await options.configure?.(app);
    await startTransports(app);
    await app.listen(config.HTTP_PORT, config.HTTP_HOST);
    operations = await openOperations(app, config);
    app.get(StartChecks, { strict: false }).run();
  } catch (error) {
    await endTransports(app);
    await app.close();
    throw error;
  }
  const service = await runningService(app, logger, operations, config.SHUTDOWN_MS_MAX);
  const { url } = service;
  if (options.ownsProcess ?? true) stopOnSignal(service);
  void input?.ended.then(() => stopAndExit(service, 'the process that started it is gone'));
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

/**
 * Handlers are taken up when a transport is connected: after `configure`, or its global guards,
 * pipes, filters and interceptors would not apply to them. A transport starts after every
 * `onModuleInit`: what a handler needs is there.
 */
async function startTransports(app: NestFastifyApplication): Promise<void> {
  for (const strategy of app.get(Transports, { strict: false }).all) {
    app.connectMicroservice({ strategy }, { inheritAppConfig: true });
  }
  await app.init();
  await app.startAllMicroservices();
}

/** Before `app.close()`, which ends first what a handler that still answers needs. */
async function endTransports(app: NestFastifyApplication): Promise<void> {
  for (const strategy of app.get(Transports, { strict: false }).all) await strategy.close();
}

/** What requests, connections and answers may cost, and which of them are for operators. */
function boundHttp(app: NestFastifyApplication, { config, operationsPaths }: StartOptions): void {
  boundConnections(app.getHttpServer(), {
    connectionsMax: config.CONNECTIONS_MAX,
    connectionsOfAddressMax: config.TRUST_PROXY.length > 0 ? Infinity : config.CONNECTIONS_OF_ADDRESS_MAX,
  });
  endSlowReaders(app, config.REQUEST_MS_MAX);
  if (operationsPaths !== undefined || config.OPERATIONS_PORT !== undefined) {
    separateOperations(app, operationsPaths ?? []);
  }
}

async function openOperations(
  app: NestFastifyApplication,
  config: ProcessConfig,
): Promise<OperationsListener | null> {
  const { OPERATIONS_PORT: port, OPERATIONS_HOST: host } = config;
  return port === undefined
    ? null
    : OperationsListener.open(app, { host, port, options: httpBounds(config) });
}

async function runningService(
  app: NestFastifyApplication,
  logger: Logger,
  operations: OperationsListener | null,
  shutdownMsMax: number,
): Promise<RunningService> {
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  let stopping: Promise<boolean> | undefined;
  const stop = async (reason: string): Promise<boolean> => {
    logger.info({ reason }, 'Service stopping');
    let timer: NodeJS.Timeout | undefined;
    const close = async (): Promise<true> => {
      await endTransports(app);
      await app.close();
      await operations?.close();
      return true;
    };
    const deadline = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), shutdownMsMax);
    });
    const inTime = await Promise.race([close(), deadline]);
    clearTimeout(timer);
    if (inTime) logger.info({}, 'Service stopped');
    else logger.error({ shutdownMsMax }, 'Service did not stop in time');
    return inTime;
  };
  return {
    app,
    logger,
    url,
    operationsUrl: operations?.url ?? url,
    stop: (reason) => (stopping ??= stop(reason)),
  };
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

/**
 * Watches standard input, to which nothing is ever written. `ended` resolves when it closes, and
 * never rejects.
 */
function watchInput(): { readonly ended: Promise<void> } {
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  process.stdin.once('close', resolve);
  process.stdin.once('error', () => resolve());
  process.stdin.resume();
  return { ended };
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
