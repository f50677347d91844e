import { Module, type DynamicModule } from '@nestjs/common';
import type { RequestBus } from '@eagle/messaging';
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
 * Gives `BUS` to every module, and `RequestTransport` to who opens a gate of requests: connected before the first `onModuleInit`, under `bus` in readiness, closed when all that uses it has stopped (see
 * `OpenConnections`). Once the service has started, all that is declared for it to read and to answer has to have a handler.
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
          provide: BUS,
          inject: [Logger, HealthRegistry, Metrics, StartChecks, OpenConnections],
          useFactory: async (
            logger: Logger,
            health: HealthRegistry,
            metrics: Metrics,
            checks: StartChecks,
            connections: OpenConnections,
          ): Promise<RequestBus> => {
            const bus = await openBus(config, logger, health, metrics);
            connections.add('bus', bus);
            checks.add(() => bus.assertComplete());
            return bus;
          },
        },
        {
          provide: RequestTransport,
          inject: [BUS, Transports],
          useFactory: (bus: RequestBus, transports: Transports): RequestTransport => {
            const transport = new RequestTransport(bus);
            transports.add(transport);
            return transport;
          },
        },
      ],
      exports: [BUS, RequestTransport],
    };
  }
}
