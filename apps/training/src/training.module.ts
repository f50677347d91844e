import { RPC } from '@eagle/contracts/bus';
import {
  BusModule,
  ConfigWatchModule,
  LeaderElection,
  partOf,
  replayLettersController,
  ServiceKitModule,
  vitalsController,
} from '@eagle/service-kit';
import { DatabaseModule } from '@eagle/service-kit/database';
import { Module, type DynamicModule } from '@nestjs/common';
import type { TrainingConfig } from './config.js';
import { VITALS } from './declared-vitals.js';
import { TrainingsController } from './schedule/trainings.controller.js';
import { service } from './service.js';
import { TrainingService } from './training.service.js';

/** One training at a time, and short queries: few connections are enough. */
const POOL_MAX = 4;

/** The composition of this service: binds ports to adapters. */
@Module({})
export class TrainingModule {
  static forRoot(config: TrainingConfig): DynamicModule {
    return {
      module: TrainingModule,
      imports: [
        ServiceKitModule.forRoot(config),
        BusModule.forRoot(config),
        ConfigWatchModule,
        DatabaseModule.forRoot(config, { poolMax: POOL_MAX }),
      ],
      controllers: [
        TrainingsController,
        replayLettersController(RPC.replayTrainingLetter),
        vitalsController(service.name, VITALS),
      ],
      providers: [TrainingService, partOf(TrainingService, LeaderElection, ({ election }) => election)],
    };
  }
}
