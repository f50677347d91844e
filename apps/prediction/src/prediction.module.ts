import { Module, type DynamicModule } from '@nestjs/common';
import { CONFIG, HealthRegistry, Logger, Metrics, serviceBus, ServiceKitModule } from '@eagle/service-kit';
import type { PredictionConfig } from './config.js';
import { PredictionService } from './prediction.service.js';

const BUS = Symbol('BUS');

/** Where ports meet adapters. */
@Module({})
export class PredictionModule {
  static forRoot(config: PredictionConfig): DynamicModule {
    return {
      module: PredictionModule,
      imports: [ServiceKitModule.forRoot(config)],
      providers: [
        serviceBus(BUS, config),
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
