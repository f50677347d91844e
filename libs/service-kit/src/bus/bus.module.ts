import { Module, type DynamicModule } from '@nestjs/common';
import type { Bus, ServiceConnection } from '@eagle/messaging';
import type { ServiceConfig } from '../config/service-config.js';
import { HealthRegistry } from '../health.js';
import { Logger } from '../logger.js';
import { Metrics } from '../metrics.js';
import { OpenConnections } from '../open-connections.js';
import { RequestTransport } from '../requests/request-transport.js';
import { StartChecks } from '../start-checks.js';
import { Transports } from '../transports.js';
import { openBus } from './open-bus.js';

/** The injection token of the service's connection to the bus; its type is `Bus`. */
export const BUS = Symbol('BUS');

/**
 * Stays in this module: a service answers in controllers, so only the transport is given what
 * answers.
 */
const CONNECTION = Symbol('CONNECTION');

/**
 * Gives `BUS` to every module, and `RequestTransport` to who opens a gate of requests: connected
 * before the first `onModuleInit`, under `bus` in readiness, closed when all that uses it has
 * stopped (see `OpenConnections`). Once the service has started, all that is declared for it to
 * read and to answer has to have a handler.
 */
@Module({})
export class BusModule {
  /** Import once, in the service's root module. */
  static forRoot(config: ServiceConfig): DynamicModule {
    return {
      module: BusModule,
      global: true,
      providers: [
        {
          provide: CONNECTION,
          inject: [Logger, HealthRegistry, Metrics, StartChecks, OpenConnections],
          useFactory: async (
            logger: Logger,
            health: HealthRegistry,
            metrics: Metrics,
            checks: StartChecks,
            connections: OpenConnections,
          ): Promise<ServiceConnection> => {
            const connection = await openBus(config, logger, health, metrics);
            connections.add('bus', connection.bus);
            checks.add(() => connection.bus.assertComplete());
            return connection;
          },
        },
        { provide: BUS, inject: [CONNECTION], useFactory: ({ bus }: ServiceConnection): Bus => bus },
        {
          provide: RequestTransport,
          inject: [CONNECTION, Transports],
          useFactory: (connection: ServiceConnection, transports: Transports): RequestTransport => {
            const transport = new RequestTransport(connection);
            transports.add(transport);
            return transport;
          },
        },
      ],
      exports: [BUS, RequestTransport],
    };
  }
}
