import { Module, type DynamicModule } from '@nestjs/common';
import {
  BusModule,
  CONFIG,
  ConfigWatchModule,
  LeaderElection,
  partOf,
  ServiceKitModule,
  vitalsController,
} from '@eagle/service-kit';
import { DatabaseModule } from '@eagle/service-kit/database';
import { AdmissionsController } from './admit-bundle/admissions.controller.js';
import { BundlesController } from './bundles/bundles.controller.js';
import { CompactModels } from './bundles/compact-models.js';
import { openSealedStore, SEALED_STORE } from './bundles/sealed-store.js';
import { VerifiedBundles } from './bundles/verified-bundles.js';
import type { ModelCacheConfig } from './config.js';
import { VITALS } from './declared-vitals.js';
import { ModelCacheMetrics } from './metrics.js';
import { ModelCacheService } from './model-cache.service.js';
import { ModelsController } from './promote-model/models.controller.js';
import { service } from './service.js';

/**
 * Short transactions, a few a day and organization; more only after a start, when all organizations
 * are compared.
 */
const POOL_MAX = 4;
/**
 * After a start, each organization is checked once: the transactions wait for their turn instead of
 * being refused.
 */
const WAITING_MAX = 10_000;

/** The composition of this service: binds ports to adapters. */
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
      controllers: [
        AdmissionsController,
        BundlesController,
        ModelsController,
        vitalsController(service.name, VITALS),
      ],
      providers: [
        { provide: SEALED_STORE, inject: [CONFIG], useFactory: openSealedStore },
        ModelCacheService,
        partOf(ModelCacheService, LeaderElection, ({ election }) => election),
        partOf(ModelCacheService, VerifiedBundles, ({ bundles }) => bundles),
        partOf(ModelCacheService, CompactModels, ({ compact }) => compact),
        partOf(ModelCacheService, ModelCacheMetrics, ({ metrics }) => metrics),
      ],
    };
  }
}
