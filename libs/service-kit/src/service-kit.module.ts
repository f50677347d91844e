import { Module, type DynamicModule } from '@nestjs/common';
import type { ProcessConfig } from './config/service-config.js';
import { PROCESS_METRICS } from './declared-metrics.js';
import { HealthRegistry } from './health.js';
import { HealthController } from './http/health.controller.js';
import { MetricsController } from './http/metrics.controller.js';
import { createLogger, Logger } from './logger.js';
import { Metrics } from './metrics.js';
import { OpenConnections } from './open-connections.js';
import { StartChecks } from './start-checks.js';
import { Transports } from './transports.js';

/** The injection token of the service's parsed configuration. */
export const CONFIG = Symbol('CONFIG');

/**
 * Gives `Logger`, `Metrics`, `HealthRegistry` and `CONFIG` to every module, and serves
 * `/health/live`, `/health/ready`, `/metrics`.
 */
@Module({})
export class ServiceKitModule {
  /** Import once, in the service's root module. */
  static forRoot(config: ProcessConfig): DynamicModule {
    const identity = { service: config.SERVICE_NAME, replica: config.REPLICA };
    return {
      module: ServiceKitModule,
      global: true,
      controllers: [HealthController, MetricsController],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: Logger, useFactory: () => createLogger({ ...identity, level: config.LOG_LEVEL }) },
        {
          provide: Metrics,
          inject: [Logger],
          useFactory: (logger: Logger) => {
            const metrics = new Metrics(identity.service, identity.replica);
            metrics.gauge(PROCESS_METRICS.logLinesLost, (gauge) => gauge.set(logger.linesLost));
            return metrics;
          },
        },
        { provide: HealthRegistry, useFactory: () => new HealthRegistry() },
        { provide: StartChecks, useFactory: () => new StartChecks() },
        { provide: Transports, useFactory: () => new Transports() },
        OpenConnections,
      ],
      exports: [CONFIG, Logger, Metrics, HealthRegistry, StartChecks, Transports, OpenConnections],
    };
  }
}
