import { Module, type DynamicModule } from '@nestjs/common';
import { RPC } from '@eagle/contracts/bus';
import {
  BUS,
  BusModule,
  CONFIG,
  ConfigWatch,
  ConfigWatchModule,
  HealthRegistry,
  Logger,
  Metrics,
  replayLettersController,
  RequestTransport,
  ServiceKitModule,
} from '@eagle/service-kit';
import type { PredictionConfig } from './config.js';
import { ModelShelf } from './models/model-shelf.js';
import { PredictController } from './predict-on-demand/predict.controller.js';
import { PredictRows } from './predict-on-demand/predict-rows.js';
import { PredictionService } from './prediction.service.js';
import { WarmModelController } from './warm-model/warm-model.controller.js';

/** Where ports meet adapters. */
@Module({})
export class PredictionModule {
  static forRoot(config: PredictionConfig): DynamicModule {
    return {
      module: PredictionModule,
      imports: [ServiceKitModule.forRoot(config), BusModule.forRoot(config), ConfigWatchModule],
      controllers: [
        PredictController,
        WarmModelController,
        replayLettersController(RPC.replayPredictionLetter),
      ],
      providers: [
        {
          provide: PredictionService,
          inject: [BUS, RequestTransport, ConfigWatch, CONFIG, Metrics, HealthRegistry, Logger],
          useFactory: (...parts: ConstructorParameters<typeof PredictionService>) =>
            new PredictionService(...parts),
        },
        {
          provide: ModelShelf,
          inject: [PredictionService],
          useFactory: ({ shelf }: PredictionService) => shelf,
        },
        {
          provide: PredictRows,
          inject: [PredictionService],
          useFactory: ({ predictRows }: PredictionService) => predictRows,
        },
      ],
    };
  }
}
