import { Module, type DynamicModule } from '@nestjs/common';
import { RPC } from '@eagle/contracts/bus';
import {
  BusModule,
  ConfigWatchModule,
  partOf,
  replayLettersController,
  ServiceKitModule,
  vitalsController,
} from '@eagle/service-kit';
import type { PredictionConfig } from './config.js';
import { VITALS } from './declared-vitals.js';
import { LiveModels } from './models/live-models.js';
import { PredictController } from './predict-on-demand/predict.controller.js';
import { PredictRows } from './predict-on-demand/predict-rows.js';
import { PredictionService } from './prediction.service.js';
import { service } from './service.js';
import { WarmModelController } from './warm-model/warm-model.controller.js';

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
        vitalsController(service.name, VITALS),
      ],
      providers: [
        PredictionService,
        partOf(PredictionService, LiveModels, ({ liveModels }) => liveModels),
        partOf(PredictionService, PredictRows, ({ predictRows }) => predictRows),
      ],
    };
  }
}
