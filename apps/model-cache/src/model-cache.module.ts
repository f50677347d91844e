import { Module, type DynamicModule } from '@nestjs/common';
import { openDatabase, type Database } from '@eagle/persistence';
import { CONFIG, HealthRegistry, Logger, Metrics, serviceBus, ServiceKitModule } from '@eagle/service-kit';
import { openSealedStore } from './bundles/sealed-store.js';
import type { ModelCacheConfig } from './config.js';
import { ModelCacheService } from './model-cache.service.js';

const BUS = Symbol('BUS');
const SEALED_STORE = Symbol('SEALED_STORE');
const DATABASE = Symbol('DATABASE');

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
      imports: [ServiceKitModule.forRoot(config)],
      providers: [
        serviceBus(BUS, config),
        { provide: SEALED_STORE, inject: [CONFIG], useFactory: openSealedStore },
        {
          provide: DATABASE,
          inject: [CONFIG],
          useFactory: ({ DATABASE_URL }: ModelCacheConfig): Database =>
            openDatabase({
              url: DATABASE_URL.reveal(),
              poolMax: POOL_MAX,
              waitingMax: WAITING_MAX,
              applicationName: 'model-cache',
            }),
        },
        {
          provide: ModelCacheService,
          inject: [BUS, SEALED_STORE, DATABASE, CONFIG, Metrics, HealthRegistry, Logger],
          useFactory: (...parts: ConstructorParameters<typeof ModelCacheService>) =>
            new ModelCacheService(...parts),
        },
      ],
    };
  }
}
