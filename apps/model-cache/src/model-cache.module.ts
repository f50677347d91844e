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
  RequestTransport,
  ServiceKitModule,
} from '@eagle/service-kit';
import { DATABASE, DatabaseModule } from '@eagle/service-kit/database';
import { openSealedStore } from './bundles/sealed-store.js';
import type { ModelCacheConfig } from './config.js';
import { ModelCacheService } from './model-cache.service.js';

const SEALED_STORE = Symbol('SEALED_STORE');

/** Short transactions, a few a day and organization; more only after a start, when all organizations are compared. */
const POOL_MAX = 4;
/** After a start each organization is looked at once: they wait for their turn instead of being refused. */
const WAITING_MAX = 10_000;

/** Where ports meet adapters. */
@Module({})
export class ModelCacheModule {
  static forRoot(config: ModelCacheConfig): DynamicModule {
    return {
      module: ModelCacheModule,
      imports: [
        ServiceKitModule.forRoot(config),
        BusModule.forRoot(config),
        ConfigWatchModule,
        DatabaseModule.forRoot(config, { poolMax: POOL_MAX, waitingMax: WAITING_MAX }),
      ],
      providers: [
        { provide: SEALED_STORE, inject: [CONFIG], useFactory: openSealedStore },
        {
          provide: ModelCacheService,
          inject: [
            BUS,
            RequestTransport,
            ConfigWatch,
            SEALED_STORE,
            DATABASE,
            CONFIG,
            Metrics,
            HealthRegistry,
            Logger,
          ],
          useFactory: (...parts: ConstructorParameters<typeof ModelCacheService>) =>
            new ModelCacheService(...parts),
        },
      ],
    };
  }
}
