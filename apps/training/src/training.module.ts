import { connectBus, type Bus } from '@eagle/messaging';
import { openDatabase, type Database } from '@eagle/persistence';
import { HealthRegistry, Logger, ServiceKitModule } from '@eagle/service-kit';
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
    const bus = {
      provide: BUS,
      inject: [Logger, HealthRegistry],
      useFactory: async (logger: Logger, health: HealthRegistry): Promise<Bus> => {
        const connected = await connectBus({
          url: config.NATS_URL,
          ...(config.NATS_USER === undefined ? {} : { user: config.NATS_USER }),
          ...(config.NATS_PASSWORD === undefined ? {} : { password: config.NATS_PASSWORD.reveal() }),
          name: config.REPLICA,
          logger,
        });
        health.register('bus', () => ({ ok: connected.connected, reason: 'not connected to NATS' }));
        return connected;
      },
    };
    const database = {
      provide: DATABASE,
      useFactory: (): Database => openDatabase({ url: config.DATABASE_URL.reveal(), poolMax: POOL_MAX }),
    };
    return {
      module: TrainingModule,
      imports: [ServiceKitModule.forRoot(config)],
      providers: [bus, database, TrainingService],
    };
  }
}
