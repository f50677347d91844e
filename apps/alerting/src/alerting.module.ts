import { Module, type DynamicModule } from '@nestjs/common';
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
import { ActOnAlertController } from './act-on-alert/act-on-alert.controller.js';
import { AlertingService } from './alerting.service.js';
import type { AlertingConfig } from './config.js';
import { VITALS } from './declared-vitals.js';
import { service } from './service.js';

@Module({})
export class AlertingModule {
  static forRoot(config: AlertingConfig): DynamicModule {
    return {
      module: AlertingModule,
      imports: [
        ServiceKitModule.forRoot(config),
        BusModule.forRoot(config),
        ConfigWatchModule,
        DatabaseModule.forRoot(config, { poolMax: config.DATABASE_POOL_MAX }),
      ],
      controllers: [
        ActOnAlertController,
        replayLettersController(RPC.replayAlertingLetter),
        vitalsController(service.name, VITALS),
      ],
      providers: [AlertingService, partOf(AlertingService, LeaderElection, ({ election }) => election)],
    };
  }
}
