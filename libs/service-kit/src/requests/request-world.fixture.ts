import { defineRequest, STREAMS, type RpcContract } from '@eagle/contracts/bus';
import type { Bus } from '@eagle/messaging';
import { testBus } from '@eagle/testing';
import { Inject, Module, type DynamicModule, type Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type * as z from 'zod';
import {
  BUS,
  BusModule,
  loadConfig,
  serviceConfigSchema,
  ServiceKitModule,
  startService,
  type RunningService,
} from '../index.js';

/** What training is declared to read: no test here is about it. */
const READ_BY_TRAINING = [STREAMS.shadow, STREAMS.scans, STREAMS.models, STREAMS.deadLetters];

/** A request that training answers. */
export const requestOfTraining = <Q extends z.ZodType, A extends z.ZodType>(
  name: string,
  request: Q,
  reply: A,
): RpcContract<Q, A> =>
  defineRequest({
    service: 'training',
    name,
    request,
    reply,
    audience: 'one',
    timeoutMs: 2_000,
    askedBy: ['gateway'],
  });

export interface StartedController {
  readonly controllers: readonly Type[];
  readonly providers?: NonNullable<DynamicModule['providers']>;
  /** Whether it has to answer exactly the declared requests of training. Default false. */
  readonly isChecked?: boolean;
  readonly configure?: (app: NestFastifyApplication) => void;
}

/**
 * A NATS server, and services of a few controllers each that answer over it; `close` ends all of
 * it.
 */
export interface RequestWorld {
  readonly url: string;
  readonly asking: Bus;
  /** The service `training`, without the parts that are not needed here. */
  start(options: StartedController): Promise<RunningService>;
  close(): Promise<void>;
}

@Module({})
class TinyModule {
  constructor(@Inject(BUS) bus: Bus) {
    bus.handles(...READ_BY_TRAINING);
  }
}

export async function requestWorld(): Promise<RequestWorld> {
  const nats = await testBus();
  const services: RunningService[] = [];
  return {
    url: nats.url,
    asking: nats.bus,
    start: async ({ controllers, providers = [], isChecked = false, configure }) => {
      const config = loadConfig(serviceConfigSchema, {
        SERVICE_NAME: isChecked ? 'training' : 'cli',
        REPLICA: 'training-0',
        HTTP_PORT: '0',
        NATS_URL: nats.url,
        LOG_LEVEL: 'silent',
      });
      const started = await startService({
        name: 'training',
        module: {
          module: TinyModule,
          imports: [ServiceKitModule.forRoot(config), BusModule.forRoot(config)],
          controllers: [...controllers],
          providers: [...providers],
        },
        config,
        ownsProcess: false,
        ...(configure === undefined ? {} : { configure }),
      });
      services.push(started);
      return started;
    },
    close: async () => {
      for (const service of services) await service.stop('the tests are over');
      await nats.close();
    },
  };
}
