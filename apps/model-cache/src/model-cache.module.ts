import { Module, type DynamicModule, type FactoryProvider, type Type } from '@nestjs/common';
import {
  BUS,
  BusModule,
  CONFIG,
  ConfigWatch,
  ConfigWatchModule,
  HealthRegistry,
  LeaderElection,
  Logger,
  Metrics,
  RequestTransport,
  ServiceKitModule,
} from '@eagle/service-kit';
import { DATABASE, DatabaseModule } from '@eagle/service-kit/database';
import { AdmissionsController } from './admit-bundle/admissions.controller.js';
import { BundlesController } from './bundles/bundles.controller.js';
import { CompactModels } from './bundles/compact-models.js';
import { openSealedStore, SEALED_STORE } from './bundles/sealed-store.js';
import { VerifiedBundles } from './bundles/verified-bundles.js';
import type { ModelCacheConfig } from './config.js';
import { ModelCacheMetrics } from './metrics.js';
import { ModelCacheService } from './model-cache.service.js';
import { ModelsController } from './promote-model/models.controller.js';

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
      controllers: [AdmissionsController, BundlesController, ModelsController],
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
        partOf(LeaderElection, ({ election }) => election),
        partOf(VerifiedBundles, ({ bundles }) => bundles),
        partOf(CompactModels, ({ compact }) => compact),
        partOf(ModelCacheMetrics, ({ metrics }) => metrics),
      ],
    };
  }
}

/** A part of the service, for controllers. */
function partOf<T>(provide: Type<T>, part: (service: ModelCacheService) => T): FactoryProvider<T> {
  return { provide, inject: [ModelCacheService], useFactory: part };
}
