import { openDatabase, type Database } from '@eagle/persistence';
import { serviceBus, ServiceKitModule } from '@eagle/service-kit';
import { Module, type DynamicModule } from '@nestjs/common';
import type { TrainingConfig } from './config.js';
import { BUS, DATABASE } from './tokens.js';
import { TrainingService } from './training.service.js';

/** One training at a time, and short questions: few connections are enough. */
const POOL_MAX = 4;

/** Where ports meet adapters. */
@Module({})
export class TrainingModule {
  static forRoot(config: TrainingConfig): DynamicModule {
    const database = {
      provide: DATABASE,
      useFactory: (): Database => openDatabase({ url: config.DATABASE_URL.reveal(), poolMax: POOL_MAX }),
    };
    return {
      module: TrainingModule,
      imports: [ServiceKitModule.forRoot(config)],
      providers: [serviceBus(BUS, config), database, TrainingService],
    };
  }
}
