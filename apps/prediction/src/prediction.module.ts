import { Module, type DynamicModule } from '@nestjs/common';
import { connectBus, type Bus } from '@eagle/messaging';
import { CONFIG, HealthRegistry, Logger, Metrics, ServiceKitModule } from '@eagle/service-kit';
import type { PredictionConfig } from './config.js';
import { PredictionService } from './prediction.service.js';

const BUS = Symbol('BUS');

function openBus(config: PredictionConfig, logger: Logger): Promise<Bus> {
  const { NATS_URL, NATS_USER, NATS_PASSWORD, REPLICA } = config;
  return connectBus({
    url: NATS_URL,
    name: REPLICA,
    logger,
    ...(NATS_USER === undefined ? {} : { user: NATS_USER }),
    ...(NATS_PASSWORD === undefined ? {} : { password: NATS_PASSWORD.reveal() }),
  });
}

/** Where ports meet adapters. */
@Module({})
export class PredictionModule {
  static forRoot(config: PredictionConfig): DynamicModule {
    return {
      module: PredictionModule,
      imports: [ServiceKitModule.forRoot(config)],
      providers: [
        { provide: BUS, inject: [CONFIG, Logger], useFactory: openBus },
        {
          provide: PredictionService,
          inject: [BUS, CONFIG, Metrics, HealthRegistry, Logger],
          useFactory: (...parts: ConstructorParameters<typeof PredictionService>) =>
            new PredictionService(...parts),
        },
      ],
    };
  }
}
