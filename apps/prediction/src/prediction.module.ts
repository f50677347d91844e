import { Module, type DynamicModule } from '@nestjs/common';
import {
  BUS,
  BusModule,
  CONFIG,
  ConfigWatch,
  ConfigWatchModule,
  HealthRegistry,
  Logger,
  Metrics,
  ServiceKitModule,
} from '@eagle/service-kit';
import type { PredictionConfig } from './config.js';
import { PredictionService } from './prediction.service.js';

/** Where ports meet adapters. */
@Module({})
export class PredictionModule {
  static forRoot(config: PredictionConfig): DynamicModule {
    return {
      module: PredictionModule,
      imports: [ServiceKitModule.forRoot(config), BusModule.forRoot(config), ConfigWatchModule],
      providers: [
        {
          provide: PredictionService,
          inject: [BUS, ConfigWatch, CONFIG, Metrics, HealthRegistry, Logger],
          useFactory: (...parts: ConstructorParameters<typeof PredictionService>) =>
            new PredictionService(...parts),
        },
      ],
    };
  }
}
