import {
  BusModule,
  ConfigWatchModule,
  LeaderElection,
  partOf,
  ServiceKitModule,
  vitalsController,
} from '@eagle/service-kit';
import { DatabaseModule } from '@eagle/service-kit/database';
import { Module, type DynamicModule } from '@nestjs/common';
import type { HistorianConfig } from './config.js';
import { VITALS } from './declared-vitals.js';
import { ExportsController } from './export/exports.controller.js';
import { DeletionsController } from './delete/deletions.controller.js';
import { HistorianService } from './historian.service.js';
import { HistoryController } from './read/history.controller.js';
import { service } from './service.js';
import { TakeOverController } from './take-over/take-over.controller.js';

@Module({})
export class HistorianModule {
  static forRoot(config: HistorianConfig): DynamicModule {
    return {
      module: HistorianModule,
      imports: [
        ServiceKitModule.forRoot(config),
        BusModule.forRoot(config),
        ConfigWatchModule,
        DatabaseModule.forRoot(config, { poolMax: config.DATABASE_POOL_MAX }),
      ],
      controllers: [
        HistoryController,
        ExportsController,
        DeletionsController,
        TakeOverController,
        vitalsController(service.name, VITALS),
      ],
      providers: [HistorianService, partOf(HistorianService, LeaderElection, ({ election }) => election)],
    };
  }
}
